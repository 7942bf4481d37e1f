// The table against Floyd and Warshall's closure over the states of thousands
// of tiny towns.

#include "check.h"
#include "network/school_table.h"
#include "town.h"

#define MOST_STATES 64
#define N_SCHOOLS 20 // more than one block of the table
#define N_GATES 26

static uint32_t lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

struct closure {
    uint32_t cm[MOST_STATES][MOST_STATES];
};

static void close_ways(const struct turn_graph *turns, struct closure *c)
{
    uint32_t n = turns->n_states;
    CHECK(n <= MOST_STATES);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = 0; b < n; b++)
            c->cm[a][b] = a == b ? 0 : WAY_NEVER_FIRST;
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t i = turns->first_out[a]; i < turns->first_out[a + 1]; i++)
            c->cm[a][turns->arcs[i].state] = lesser(
                c->cm[a][turns->arcs[i].state], turns->arcs[i].distance_cm);
    for (uint32_t via = 0; via < n; via++)
        for (uint32_t a = 0; a < n; a++)
            for (uint32_t b = 0; b < n; b++)
                c->cm[a][b] =
                    lesser(c->cm[a][b], c->cm[a][via] + c->cm[via][b]);
}

// The set is drawn, not built: any place of any school.
static struct destination_set draw_set(struct town *town, struct random *random)
{
    struct destination_set set = {.count = N_GATES, .n_schools = N_SCHOOLS};
    set.gates = arena_array(town->arena, struct destination, N_GATES);
    for (size_t i = 0; i < N_GATES; i++)
        set.gates[i] = (struct destination){random_below(random, N_SCHOOLS),
                                            town_place_at_random(town, random)};
    return set;
}

static uint32_t expected_cm(const struct town *town, const struct closure *c,
                            const struct destination_set *set, uint32_t state,
                            uint32_t school)
{
    uint32_t best = WAY_NEVER_FIRST;
    for (size_t g = 0; g < set->count; g++) {
        struct place_end entries[PLACE_MOST_ENTRIES];
        size_t n =
            set->gates[g].school != school
                ? 0
                : place_entries(&town->measure, &set->gates[g].place, entries);
        for (size_t i = 0; i < n; i++)
            best = lesser(best, c->cm[state][entries[i].state] +
                                    way_first(entries[i].way));
    }
    return best < WAY_NEVER_FIRST ? best : UINT32_MAX;
}

static bool has_kept_edge(const struct town *town)
{
    for (size_t e = 0; e < town->net.n_edges; e++)
        if (town->graph.edge_use[e] != 0)
            return true;
    return false;
}

static void check_town(struct town *town, struct random *random)
{
    struct closure closure;
    close_ways(town->measure.turns, &closure);
    struct destination_set set = draw_set(town, random);
    struct school_table *table =
        school_table_build(&town->measure, &set, 1 + random_below(random, 3));
    for (uint32_t state = 0; state < town->measure.turns->n_states; state++)
        for (uint32_t school = 0; school < N_SCHOOLS; school++)
            CHECK_INT(school_table_at(table, state, school),
                      expected_cm(town, &closure, &set, state, school));
    school_table_free(table);
}

static void every_state_has_the_shortest_way_to_every_school(void **state)
{
    struct random random = random_from(41);
    for (int round = 0; round < 1000; round++) {
        struct town *town = town_at_random(&random);
        if (has_kept_edge(town))
            check_town(town, &random);
        town_free(town);
    }
}

static void a_set_without_schools_has_a_table_without_answers(void **state)
{
    struct random random = random_from(42);
    struct town *town = town_at_random(&random);
    struct destination_set none = {.n_schools = 2};
    struct school_table *table = school_table_build(&town->measure, &none, 2);
    CHECK_INT(school_table_at(table, 0, 1), UINT32_MAX);
    school_table_free(table);
    school_table_free(NULL);
    town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_state_has_the_shortest_way_to_every_school),
        TEST(a_set_without_schools_has_a_table_without_answers),
    };
    return RUN_TESTS(tests);
}
