// Pupils who name each other are joined by a union-find whose root is always
// the lowest member, so that families come in order of their first members
// and every member is found after its first.

#include "admission/round_build_parts.h"

static uint32_t root_of(uint32_t *parent, uint32_t member)
{
    while (parent[member] != member)
        member = parent[member] = parent[parent[member]];
    return member;
}

static void join_siblings(const struct round_building *b, uint32_t *parent)
{
    for (uint32_t i = 0; i < b->pupils.count; i++) {
        const struct pupil *pupil = &b->facts->pupils[b->pupils.entries[i].at];
        uint32_t sibling = id_table_find(&b->pupils, pupil->sibling_of);
        if (sibling == ROUND_NONE)
            continue;
        uint32_t one = root_of(parent, i);
        uint32_t other = root_of(parent, sibling);
        if (one < other)
            parent[other] = one;
        else
            parent[one] = other;
    }
}

static void draw(struct round_building *b)
{
    size_t n = b->built->round.n_applicants;
    struct applicant *applicants = b->applicants;
    const char **ids = arena_array(b->scratch, const char *, n);
    uint32_t *family = arena_array(b->scratch, uint32_t, n);
    uint32_t *lots = arena_array(b->scratch, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        ids[i] = applicants[i].id;
        family[i] = applicants[i].family;
    }
    draw_lots(b->facts->seed, ids, family, n, lots);
    for (size_t i = 0; i < n; i++)
        applicants[i].lot = lots[i];
}

void round_add_families(struct round_building *b)
{
    struct round *round = &b->built->round;
    size_t n = round->n_applicants;
    struct applicant *applicants = b->applicants;
    struct family *families = arena_array(b->arena, struct family, n);
    uint32_t *members = arena_array(b->arena, uint32_t, n);
    uint32_t *parent = arena_array(b->scratch, uint32_t, n);
    size_t *next = arena_array(b->scratch, size_t, n + 1);
    for (uint32_t i = 0; i < n; i++)
        parent[i] = i;
    if (round->rules->keeps_siblings)
        join_siblings(b, parent);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t root = root_of(parent, i);
        applicants[i].family =
            root == i ? (uint32_t)round->n_families++ : applicants[root].family;
        families[applicants[i].family].n_members++;
    }
    for (size_t f = 0; f < round->n_families; f++) {
        families[f].members = members + next[f];
        next[f + 1] = next[f] + families[f].n_members;
    }
    for (uint32_t i = 0; i < n; i++)
        members[next[applicants[i].family]++] = i;
    round->families = families;
    draw(b);
}
