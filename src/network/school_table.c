// Sixteen schools at a time, turned round: climb backward from their gates,
// then one sweep over all positions from the most important down, each taking
// the best of its own climb and of the ways over the positions above it. When a
// position is swept all above it are done, and a shortest way is a climb and a
// descent, so every row is right after one look at each arc. The swept rows are
// themselves the table:
//
//     schools      0–15       16–31      …
//     position 0   [row]      [row]
//     position 1   [row]      [row]          a row: 16 schools, one cache line
//     …
//
// Blocks of sixteen have nothing in common but the hierarchy, so threads take
// them as they come.

#include "network/school_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/parallel.h"
#include "network/sweep.h"

#define NO_COLUMN UINT32_MAX
#define HUGE_PAGE_BYTES ((size_t)2 << 20)

struct school_table {
    struct arena *arena;
    struct measure measure;
    const struct destination_set *set; // while it is built
    uint32_t *column_of;               // of each school
    uint32_t *school_of;               // of each column
    uint32_t *first_gate;              // of each column, into `gates`
    uint32_t *gates;
    uint32_t n_columns;
    size_t n_rows; // of a block
    struct sweep_row *rows;
};

// Numbers the schools that have a gate, and groups the gates by them.
static void make_columns(struct school_table *table)
{
    const struct destination_set *set = table->set;
    uint32_t *n_gates = arena_array(table->arena, uint32_t, set->n_schools);
    table->column_of = arena_array(table->arena, uint32_t, set->n_schools);
    table->school_of = arena_array(table->arena, uint32_t, set->n_schools);
    table->first_gate = arena_array(table->arena, uint32_t, set->n_schools + 1);
    table->gates = arena_array(table->arena, uint32_t, set->count);
    for (size_t i = 0; i < set->count; i++)
        n_gates[set->gates[i].school]++;
    for (size_t s = 0; s < set->n_schools; s++) {
        table->column_of[s] = n_gates[s] > 0 ? table->n_columns : NO_COLUMN;
        if (n_gates[s] == 0)
            continue;
        table->school_of[table->n_columns] = (uint32_t)s;
        uint32_t first = table->first_gate[table->n_columns++];
        table->first_gate[table->n_columns] = first + n_gates[s];
        n_gates[s] = first; // from here on: where its next gate goes
    }
    for (uint32_t i = 0; i < set->count; i++)
        table->gates[n_gates[set->gates[i].school]++] = i;
}

static struct sweep_row *allocate_rows(size_t n)
{
    size_t size = n * sizeof(struct sweep_row);
    size = (size + HUGE_PAGE_BYTES) / HUGE_PAGE_BYTES * HUGE_PAGE_BYTES;
    struct sweep_row *rows = aligned_alloc(HUGE_PAGE_BYTES, size);
    if (rows == NULL)
        abort();
    // In large pages the first touch of so much memory takes a third of the
    // time; where there are none, the hint does nothing.
    (void)madvise(rows, size, MADV_HUGEPAGE);
    return rows;
}

static struct sweep_row row_of_none(void)
{
    struct sweep_row row;
    for (uint32_t l = 0; l < SWEEP_LANES; l++)
        row.lane[l] = WAY_NEVER_FIRST;
    return row;
}

static bool is_set(const uint64_t *bits, uint32_t position)
{
    return (bits[position / 64] >> position % 64 & 1) != 0;
}

static void enter_gate(const struct school_table *table, uint32_t gate,
                       uint32_t lane, uint64_t *bits, struct sweep_row *rows)
{
    struct place_end entries[PLACE_MOST_ENTRIES];
    size_t n =
        place_entries(&table->measure, &table->set->gates[gate].place, entries);
    for (size_t i = 0; i < n; i++) {
        uint32_t p = table->measure.hierarchy->position[entries[i].state];
        uint32_t way = way_first(entries[i].way);
        if (!is_set(bits, p))
            rows[p] = row_of_none();
        bits[p / 64] |= (uint64_t)1 << p % 64;
        if (way < rows[p].lane[lane])
            rows[p].lane[lane] = way;
    }
}

static void fill_unreached(const uint64_t *bits, size_t n_rows,
                           struct sweep_row *rows)
{
    struct sweep_row none = row_of_none();
    for (uint32_t p = 0; p < n_rows; p++)
        if (!is_set(bits, p))
            rows[p] = none;
}

static void fill_block(void *context, size_t block)
{
    const struct school_table *table = context;
    const struct hierarchy *hierarchy = table->measure.hierarchy;
    struct sweep_row *rows = table->rows + block * table->n_rows;
    size_t n_words = table->n_rows / 64 + 1;
    uint64_t *bits = calloc(n_words, sizeof *bits);
    if (bits == NULL)
        abort();
    for (uint32_t lane = 0; lane < SWEEP_LANES; lane++) {
        size_t column = block * SWEEP_LANES + lane;
        if (column >= table->n_columns)
            break;
        for (uint32_t i = table->first_gate[column];
             i < table->first_gate[column + 1]; i++)
            enter_gate(table, table->gates[i], lane, bits, rows);
    }
    sweep_climb(&hierarchy->down, n_words, bits, rows);
    fill_unreached(bits, table->n_rows, rows);
    sweep_rows(&(struct sweep_plan){hierarchy->n_nodes, hierarchy->up.first,
                                    hierarchy->up.node, hierarchy->up.way},
               rows);
    free(bits);
}

struct school_table *school_table_build(const struct measure *measure,
                                        const struct destination_set *schools,
                                        size_t n_threads)
{
    struct arena *arena = arena_new();
    struct school_table *table = arena_array(arena, struct school_table, 1);
    *table = (struct school_table){.arena = arena,
                                   .measure = *measure,
                                   .set = schools,
                                   .n_rows = measure->hierarchy->n_nodes};
    make_columns(table);
    size_t n_blocks = (table->n_columns + SWEEP_LANES - 1) / SWEEP_LANES;
    table->rows = allocate_rows(n_blocks * table->n_rows);
    parallel_for(n_blocks, n_threads, fill_block, table);
    table->set = NULL;
    return table;
}

void school_table_free(struct school_table *table)
{
    if (table == NULL)
        return;
    free(table->rows);
    arena_free(table->arena);
}

static const struct sweep_row *row_at(const struct school_table *table,
                                      size_t block, uint32_t state)
{
    uint32_t position = table->measure.hierarchy->position[state];
    return &table->rows[block * table->n_rows + position];
}

uint32_t school_table_at(const struct school_table *table, uint32_t state,
                         uint32_t school)
{
    uint32_t column = table->column_of[school];
    if (column == NO_COLUMN)
        return UINT32_MAX;
    uint32_t way =
        row_at(table, column / SWEEP_LANES, state)->lane[column % SWEEP_LANES];
    return way < WAY_NEVER_FIRST ? way : UINT32_MAX;
}

void school_table_lessen(const struct school_table *table, uint32_t state,
                         uint32_t before, uint32_t *ways)
{
    for (uint32_t first = 0; first < table->n_columns; first += SWEEP_LANES) {
        const struct sweep_row *row = row_at(table, first / SWEEP_LANES, state);
        uint32_t n = table->n_columns - first;
        for (uint32_t l = 0; l < SWEEP_LANES && l < n; l++) {
            uint32_t school = table->school_of[first + l];
            if (row->lane[l] < WAY_NEVER_FIRST &&
                before + row->lane[l] < ways[school])
                ways[school] = before + row->lane[l];
        }
    }
}
