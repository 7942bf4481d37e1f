// The pupils of a round, in order of id, and what is known of them. What is not
// known is no fault: a family may have moved here, or a brother be grown up. An
// officer is told how many there are of each, not of every one.

#include <string.h>

#include "admission/round_build_parts.h"

// --- who takes part ------------------------------------------------------

static void sort_out_pupils(struct round_building *b)
{
    const struct round_facts *facts = b->facts;
    size_t n = facts->n_pupils;
    b->pupils =
        (struct id_table){arena_array(b->scratch, struct id_entry, n), 0};
    b->others =
        (struct id_table){arena_array(b->scratch, struct id_entry, n), 0};
    for (size_t i = 0; i < n; i++) {
        const struct pupil *pupil = &facts->pupils[i];
        bool asks =
            pupil->grade == facts->rules->grade && pupil->year == facts->year;
        struct id_table *into = asks ? &b->pupils : &b->others;
        into->entries[into->count++] =
            (struct id_entry){pupil->id, (uint32_t)i};
    }
    id_table_sort(&b->pupils);
    id_table_sort(&b->others);
}

// Leaves the first of those with one id.
static void drop_twice_given(struct round_building *b)
{
    struct id_entry *entries = b->pupils.entries;
    size_t n = 0;
    bool is_told = false;
    for (size_t i = 0; i < b->pupils.count; i++) {
        if (n == 0 || strcmp(entries[n - 1].id, entries[i].id) != 0) {
            entries[n++] = entries[i];
            is_told = false;
        } else if (!is_told) {
            round_fault(b, "pupil %s is there twice", entries[i].id);
            is_told = true;
        }
    }
    b->pupils.count = n;
}

// --- what is known of them -----------------------------------------------

// Things that officers should know of some pupils: how many, and the first.
enum unknown {
    UNKNOWN_WARD,
    UNKNOWN_WORK_WARD,
    UNKNOWN_PREVIOUS_SCHOOL,
    UNKNOWN_SIBLING_SCHOOL,
    UNKNOWN_SIBLING,
    UNKNOWN_SCORE,
    N_UNKNOWN,
};
static const char *const UNKNOWN_TEXTS[N_UNKNOWN] = {
    [UNKNOWN_WARD] = "live in a ward the city does not have",
    [UNKNOWN_WORK_WARD] = "have a parent who works in a ward the city does "
                          "not have",
    [UNKNOWN_PREVIOUS_SCHOOL] = "come from a school the city does not have",
    [UNKNOWN_SIBLING_SCHOOL] = "have a brother or sister at a school that does "
                               "not take part",
    [UNKNOWN_SIBLING] = "name a brother or sister who is not in the round",
    [UNKNOWN_SCORE] = "have no score",
};
// How many, and not who: notes go into the logs of jobs.
static void note_unknown(struct round_building *b,
                         const size_t counts[N_UNKNOWN])
{
    for (int i = 0; i < N_UNKNOWN; i++)
        if (counts[i] > 0)
            round_note(b, "pupils who %s: %zu", UNKNOWN_TEXTS[i], counts[i]);
}

static uint32_t ward_of_home(const struct round_building *b,
                             const struct pupil *pupil)
{
    return pupil->ward_id != NULL ? id_table_find(&b->wards, pupil->ward_id)
                                  : round_ward_at(b, pupil->home);
}

static struct applicant describe(const struct round_building *b,
                                 const struct pupil *pupil)
{
    const struct round *round = &b->built->round;
    uint32_t ward = ward_of_home(b, pupil);
    uint32_t previous = id_table_find(&b->schools, pupil->previous_school);
    uint32_t sibling = id_table_find(&b->schools, pupil->sibling_school);
    uint32_t cap_cm = rules_cap_in(
        round->rules, ward == ROUND_NONE ? NULL : round->ward_ids[ward]);
    return (struct applicant){
        .id = pupil->id,
        .ward = ward,
        .previous_ward =
            previous == ROUND_NONE ? ROUND_NONE : b->school_ward[previous],
        .work_ward = id_table_find(&b->wards, pupil->work_ward_id),
        .sibling_school =
            sibling == ROUND_NONE ? ROUND_NONE : b->school_index[sibling],
        .programme = id_table_find(&b->programmes, pupil->programme),
        .cap_cm = cap_cm == 0 ? UINT32_MAX : cap_cm,
        .score_milli = pupil->score_milli,
    };
}

static void look_for_unknown(const struct round_building *b,
                             const struct pupil *pupil,
                             const struct applicant *applicant,
                             size_t counts[N_UNKNOWN])
{
    bool holds[N_UNKNOWN] = {
        [UNKNOWN_WARD] =
            pupil->ward_id != NULL && applicant->ward == ROUND_NONE,
        [UNKNOWN_WORK_WARD] =
            pupil->work_ward_id != NULL && applicant->work_ward == ROUND_NONE,
        [UNKNOWN_PREVIOUS_SCHOOL] =
            pupil->previous_school != NULL &&
            id_table_find(&b->schools, pupil->previous_school) == ROUND_NONE,
        [UNKNOWN_SIBLING_SCHOOL] = pupil->sibling_school != NULL &&
                                   applicant->sibling_school == ROUND_NONE,
        [UNKNOWN_SIBLING] =
            pupil->sibling_of != NULL &&
            id_table_find(&b->pupils, pupil->sibling_of) == ROUND_NONE,
        [UNKNOWN_SCORE] = b->facts->rules->uses_scores &&
                          pupil->score_milli == NUMBER_UNKNOWN,
    };
    for (int i = 0; i < N_UNKNOWN; i++)
        if (holds[i])
            counts[i]++;
}

// The programmes there are: those of pupils and those seats are kept for.
static void number_programmes(struct round_building *b)
{
    const struct reserved_seats_list *reserved = &b->facts->rules->reserved;
    size_t most = b->pupils.count + reserved->count;
    struct id_entry *all = arena_array(b->scratch, struct id_entry, most);
    size_t n = 0;
    for (size_t i = 0; i < reserved->count; i++)
        all[n++] = (struct id_entry){reserved->items[i].programme, 0};
    for (size_t i = 0; i < b->pupils.count; i++) {
        const char *programme =
            b->facts->pupils[b->pupils.entries[i].at].programme;
        if (programme != NULL)
            all[n++] = (struct id_entry){programme, 0};
    }
    b->programmes = (struct id_table){all, n};
    id_table_sort(&b->programmes);
    b->programmes.count = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(all[b->programmes.count - 1].id, all[i].id) != 0)
            all[b->programmes.count++] = all[i];
    const char **names = arena_array(b->arena, const char *, n);
    for (size_t i = 0; i < b->programmes.count; i++)
        names[i] = all[i].id;
    b->built->round.programmes = names;
    b->built->round.n_programmes = b->programmes.count;
}

void round_add_pupils(struct round_building *b)
{
    sort_out_pupils(b);
    drop_twice_given(b);
    number_programmes(b);
    size_t n = b->pupils.count;
    struct applicant *applicants = arena_array(b->arena, struct applicant, n);
    struct point_m *homes = arena_array(b->arena, struct point_m, n);
    size_t counts[N_UNKNOWN] = {0};
    for (size_t i = 0; i < n; i++) {
        const struct pupil *pupil = &b->facts->pupils[b->pupils.entries[i].at];
        homes[i] = pupil->home;
        applicants[i] = describe(b, pupil);
        look_for_unknown(b, pupil, &applicants[i], counts);
    }
    note_unknown(b, counts);
    b->applicants = applicants;
    b->built->round.applicants = applicants;
    b->built->round.n_applicants = n;
    b->built->homes = homes;
}
