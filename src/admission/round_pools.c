// A school's seats are first what the city gives it (or its rooms make), then
// what is kept for programmes is taken off, as far as their pupils can use it.
// The general pool is always there, even without a seat, so that everyone can
// be told how full it was.

#include <string.h>

#include "admission/round_build_parts.h"

// Seats of every school of the round before anything is kept back.
struct school_seats_sum {
    int64_t *seats;
    bool *is_given;
};

// --- what the city gives -------------------------------------------------

static int count_grades(level_set levels)
{
    // Groups of three, four and five years share a kindergarten's rooms.
    int n = (levels & LEVEL_BIT(LEVEL_PRESCHOOL)) != 0 ? 3 : 0;
    for (int grade = 1; grade <= 12; grade++)
        n += (levels & LEVEL_BIT(level_of_grade(grade))) != 0;
    return n;
}

// The school's index in the round. ROUND_NONE for those that do not take part:
// the city's tables speak of all schools.
static uint32_t school_in_round(struct round_building *b, const char *id,
                                const char *what)
{
    uint32_t found = id_table_find(&b->schools, id);
    if (found == ROUND_NONE)
        round_fault(b, "there are %s for school %s, which does not exist", what,
                    id);
    return found == ROUND_NONE ? ROUND_NONE : b->school_index[found];
}

static bool is_possible(struct round_building *b, const char *id, int64_t n,
                        const char *what)
{
    if (n < 0)
        round_fault(b, "school %s has %lld %s", id, (long long)n, what);
    else if (n > ROUND_MOST_SEATS)
        round_fault(b, "school %s has %lld %s; a school has at most %d", id,
                    (long long)n, what, ROUND_MOST_SEATS);
    return n >= 0 && n <= ROUND_MOST_SEATS;
}

static void give(struct round_building *b, struct school_seats_sum *sum,
                 uint32_t school, int64_t seats, const char *what)
{
    if (sum->is_given[school])
        round_fault(b, "the %s of school %s are given twice", what,
                    b->built->round.schools[school].id);
    sum->is_given[school] = true;
    sum->seats[school] = seats;
}

static void take_table(struct round_building *b, struct school_seats_sum *sum)
{
    for (size_t i = 0; i < b->facts->n_seats; i++) {
        const struct round_seats *row = &b->facts->seats[i];
        uint32_t school = school_in_round(b, row->school_id, "seats");
        if (school != ROUND_NONE)
            give(b, sum, school,
                 is_possible(b, row->school_id, row->seats, "seats")
                     ? row->seats
                     : 0,
                 "seats");
    }
}

static int64_t seats_of_rooms(const struct round_building *b, uint32_t school,
                              const struct round_rooms *row)
{
    const struct round *round = &b->built->round;
    uint32_t ward = round->schools[school].ward;
    int64_t class_cap = rules_class_cap_in(
        round->rules, ward == ROUND_NONE ? NULL : round->ward_ids[ward]);
    int64_t classes = row->sessions == 1 ? 2 * row->rooms : row->rooms;
    return classes / count_grades(b->built->schools[school].levels) * class_cap;
}

static void take_rooms(struct round_building *b, struct school_seats_sum *sum)
{
    for (size_t i = 0; i < b->facts->n_rooms; i++) {
        const struct round_rooms *row = &b->facts->rooms[i];
        uint32_t school = school_in_round(b, row->school_id, "rooms");
        if (school == ROUND_NONE)
            continue;
        int64_t seats = is_possible(b, row->school_id, row->rooms, "rooms")
                            ? seats_of_rooms(b, school, row)
                            : 0;
        give(b, sum, school,
             is_possible(b, row->school_id, seats, "seats") ? seats : 0,
             "rooms");
    }
}

// --- what is kept for programmes -----------------------------------------

// Pupils of the programme who may come: all, or where only wishes count those
// who wish for the school.
static int64_t count_who_may_use(const struct round *round, uint32_t programme,
                                 uint32_t school)
{
    int64_t n = 0;
    for (size_t i = 0; i < round->n_applicants; i++) {
        const struct applicant *applicant = &round->applicants[i];
        if (applicant->programme != programme)
            continue;
        bool may = !round->rules->wishes_only;
        for (size_t w = 0; w < applicant->n_wishes; w++)
            may |= applicant->wishes[w] == school;
        n += may;
    }
    return n;
}

// Seats kept at each school for each programme: [school * n_programmes + p].
static int64_t *sort_reserved(struct round_building *b)
{
    const struct round *round = &b->built->round;
    const struct reserved_seats_list *reserved = &round->rules->reserved;
    int64_t *kept = arena_array(b->scratch, int64_t,
                                round->n_schools * round->n_programmes);
    for (size_t i = 0; i < reserved->count; i++) {
        const struct reserved_seats *row = &reserved->items[i];
        uint32_t found = id_table_find(&b->schools, row->school_id);
        uint32_t school =
            found == ROUND_NONE ? ROUND_NONE : b->school_index[found];
        if (school == ROUND_NONE) {
            round_fault(b,
                        "the rules keep seats for programme %s at school %s, "
                        "which %s",
                        row->programme, row->school_id,
                        found == ROUND_NONE ? "does not exist"
                                            : "does not take part");
            continue;
        }
        uint32_t programme = id_table_find(&b->programmes, row->programme);
        int64_t *here = &kept[school * round->n_programmes + programme];
        if (is_possible(b, row->school_id, row->seats, "reserved seats"))
            *here += row->seats;
    }
    return kept;
}

static void check_reserved(struct round_building *b,
                           const struct school_seats_sum *sum,
                           const int64_t *kept)
{
    const struct round *round = &b->built->round;
    for (size_t s = 0; s < round->n_schools; s++) {
        int64_t all = 0;
        for (size_t p = 0; p < round->n_programmes; p++)
            all += kept[s * round->n_programmes + p];
        if (all > sum->seats[s])
            round_fault(b,
                        "the rules keep %lld seats for programmes at school "
                        "%s, which has %lld",
                        (long long)all, round->schools[s].id,
                        (long long)sum->seats[s]);
    }
}

static void note_empty_programmes(struct round_building *b)
{
    const struct reserved_seats_list *reserved = &b->facts->rules->reserved;
    const struct round *round = &b->built->round;
    bool *has_pupil = arena_array(b->scratch, bool, round->n_programmes);
    for (size_t i = 0; i < round->n_applicants; i++)
        if (round->applicants[i].programme != ROUND_NONE)
            has_pupil[round->applicants[i].programme] = true;
    for (size_t i = 0; i < reserved->count; i++) {
        uint32_t p =
            id_table_find(&b->programmes, reserved->items[i].programme);
        if (!has_pupil[p])
            round_note(b, "no pupil is in programme %s", round->programmes[p]);
        has_pupil[p] = true; // told once
    }
}

// --- pools ---------------------------------------------------------------

static void make_pools(struct round_building *b,
                       const struct school_seats_sum *sum, const int64_t *kept)
{
    struct round *round = &b->built->round;
    size_t n_kept = 0;
    for (size_t i = 0; i < round->n_schools * round->n_programmes; i++)
        n_kept += kept[i] > 0;
    struct seat_pool *pools =
        arena_array(b->arena, struct seat_pool, n_kept + round->n_schools);
    for (uint32_t s = 0; s < round->n_schools; s++) {
        int64_t left = sum->seats[s];
        for (uint32_t p = 0; p < round->n_programmes; p++) {
            int64_t seats = kept[s * round->n_programmes + p];
            int64_t may = seats > 0 ? count_who_may_use(round, p, s) : 0;
            seats = seats < may ? seats : may;
            if (seats > 0)
                pools[round->n_pools++] =
                    (struct seat_pool){s, p, (uint32_t)seats};
            left -= seats;
        }
        pools[round->n_pools++] =
            (struct seat_pool){s, ROUND_NONE, (uint32_t)(left > 0 ? left : 0)};
    }
    round->pools = pools;
}

static void note_seats(struct round_building *b,
                       const struct school_seats_sum *sum)
{
    const struct round *round = &b->built->round;
    uint64_t seats = 0;
    size_t n_without = 0;
    uint32_t first = 0;
    for (uint32_t s = 0; s < round->n_schools; s++) {
        seats += (uint64_t)sum->seats[s];
        if (!sum->is_given[s] && n_without++ == 0)
            first = s;
    }
    if (n_without > 0)
        round_note(b,
                   "schools whose seats are not given, so they take nobody: "
                   "%zu of %zu (first %s)",
                   n_without, round->n_schools, round->schools[first].id);
    if (seats < round->n_applicants)
        round_note(b, "there are %llu seats for %zu pupils: %llu are missing",
                   (unsigned long long)seats, round->n_applicants,
                   (unsigned long long)(round->n_applicants - seats));
}

void round_add_pools(struct round_building *b)
{
    size_t n = b->built->round.n_schools;
    struct school_seats_sum sum = {arena_array(b->scratch, int64_t, n),
                                   arena_array(b->scratch, bool, n)};
    if (b->facts->rules->seats_source == SEATS_FROM_TABLE)
        take_table(b, &sum);
    else
        take_rooms(b, &sum);
    int64_t *kept = sort_reserved(b);
    check_reserved(b, &sum, kept);
    make_pools(b, &sum, kept);
    note_empty_programmes(b);
    note_seats(b, &sum);
}
