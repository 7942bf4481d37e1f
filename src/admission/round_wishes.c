// Wishes are sorted by pupil and rank; a pupil's then stand side by side, and
// two that cannot both hold are neighbours or nearly so.

#include <stdlib.h>

#include "admission/round_build_parts.h"

// A wish whose pupil and school are known to take part.
struct known_wish {
    uint32_t applicant;
    uint32_t school;
    int64_t rank;
};

static int by_rank(const void *a, const void *b)
{
    const struct known_wish *x = a;
    const struct known_wish *y = b;
    if (x->applicant != y->applicant)
        return x->applicant < y->applicant ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->school > y->school) - (x->school < y->school);
}

// The school of a wish in the round; ROUND_NONE after telling what is wrong.
static uint32_t wished_school(struct round_building *b, const struct wish *wish)
{
    uint32_t found = id_table_find(&b->schools, wish->school_id);
    if (found == ROUND_NONE) {
        round_fault(b, "pupil %s wishes for school %s, which does not exist",
                    wish->pupil_id, wish->school_id);
        return ROUND_NONE;
    }
    const struct school *school =
        &b->facts->schools[b->schools.entries[found].at];
    if ((school->levels & LEVEL_BIT(b->facts->rules->level)) == 0)
        round_fault(b, "pupil %s wishes for school %s, which has no grade %d",
                    wish->pupil_id, wish->school_id, b->facts->rules->grade);
    else if (b->school_index[found] == ROUND_NONE)
        round_fault(b, "pupil %s wishes for school %s, which is not public",
                    wish->pupil_id, wish->school_id);
    return b->school_index[found];
}

static bool has_known_rank(struct round_building *b, const struct wish *wish)
{
    int most = b->facts->rules->n_wishes;
    if (wish->rank >= 1 && wish->rank <= most)
        return true;
    round_fault(b, "pupil %s has a wish of rank %lld; the rules take 1 to %d",
                wish->pupil_id, (long long)wish->rank, most);
    return false;
}

static size_t sort_out_wishes(struct round_building *b,
                              struct known_wish *known)
{
    size_t n = 0;
    for (size_t i = 0; i < b->facts->n_wishes; i++) {
        const struct wish *wish = &b->facts->wishes[i];
        uint32_t applicant = id_table_find(&b->pupils, wish->pupil_id);
        if (applicant == ROUND_NONE) {
            if (id_table_find(&b->others, wish->pupil_id) == ROUND_NONE)
                round_fault(b, "there is a wish of pupil %s, who is unknown",
                            wish->pupil_id);
            continue;
        }
        uint32_t school = wished_school(b, wish);
        if (has_known_rank(b, wish) && school != ROUND_NONE)
            known[n++] = (struct known_wish){applicant, school, wish->rank};
    }
    if (n > 0)
        qsort(known, n, sizeof *known, by_rank);
    return n;
}

static void check_wishes_differ(struct round_building *b,
                                const struct known_wish *known, size_t n)
{
    const struct round *round = &b->built->round;
    for (size_t i = 1; i < n; i++) {
        if (known[i - 1].applicant == known[i].applicant &&
            known[i - 1].rank == known[i].rank)
            round_fault(b, "pupil %s has two wishes of rank %lld",
                        round->applicants[known[i].applicant].id,
                        (long long)known[i].rank);
        // A pupil's wishes are few.
        for (size_t before = i;
             before-- > 0 && known[before].applicant == known[i].applicant;)
            if (known[before].school == known[i].school) {
                round_fault(b, "pupil %s wishes for school %s twice",
                            round->applicants[known[i].applicant].id,
                            round->schools[known[i].school].id);
                break;
            }
    }
}

static void note_unused_wishes(struct round_building *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->facts->n_wishes; i++)
        if (id_table_find(&b->pupils, b->facts->wishes[i].pupil_id) !=
            ROUND_NONE)
            n++;
    if (n > 0)
        round_note(b, "these rules do not look at wishes; %zu are there", n);
}

void round_add_wishes(struct round_building *b)
{
    size_t most = b->facts->n_wishes;
    if (b->facts->rules->n_wishes == 0) {
        note_unused_wishes(b);
        return;
    }
    struct known_wish *known = arena_array(b->scratch, struct known_wish, most);
    size_t n = sort_out_wishes(b, known);
    check_wishes_differ(b, known, n);
    uint32_t *schools = arena_array(b->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        struct applicant *applicant = &b->applicants[known[i].applicant];
        schools[i] = known[i].school;
        if (applicant->n_wishes++ == 0)
            applicant->wishes = &schools[i];
    }
}
