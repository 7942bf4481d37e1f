// A school is a row of `school`, at most one of `school_grounds` and any
// number of `gate` and `added_gate`. Gates are read in the order of the schools
// and dealt out in one pass over both. Who reads schools, changes something and
// writes them has the added gates among the others; the write knows them by
// where they are, to the bit, and leaves them where they belong.

#include <string.h>

#include "store/connection.h"
#include "store/store_city.h"

static void bind_school(struct insert *row, const void *items, size_t i)
{
    const struct school *school = (const struct school *)items + i;
    char levels[LEVEL_SET_TEXT_SIZE];
    level_set_format(school->levels, levels);
    insert_text(row, 1, school->id);
    insert_text(row, 2, school->name);
    insert_text(row, 3, levels);
    insert_text(row, 4, school->address);
    insert_text(row, 5, school->kind);
    insert_text(row, 6, school->source);
    insert_point(row, 7, school->point);
}

static enum status write_grounds(struct store *store,
                                 const struct school *schools, size_t n_schools,
                                 struct error *err)
{
    struct insert *insert = NULL;
    enum status status =
        store_insert(store,
                     "INSERT INTO school_grounds (school_id, geom)"
                     " VALUES (?, GeomFromWKB(?, SRID))",
                     &insert, err);
    for (size_t i = 0; i < n_schools && status == STATUS_OK; i++) {
        if (area_is_empty(&schools[i].grounds))
            continue;
        insert_text(insert, 1, schools[i].id);
        insert_area(insert, 2, &schools[i].grounds);
        status = insert_row(insert, err);
    }
    insert_end(insert);
    return status;
}

struct mapped_gate {
    const char *school_id;
    struct point_m at;
};
LIST_DECLARE(mapped_gate);

static void take_gate(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *mapped_gate_list_add(list, arena) =
        (struct mapped_gate){store_text(row, 0, arena), store_point(row, 1)};
}

static bool is_added(const struct mapped_gate_list *added, const char *school,
                     struct point_m at)
{
    for (size_t i = 0; i < added->count; i++)
        if (added->items[i].at.x_m == at.x_m &&
            added->items[i].at.y_m == at.y_m &&
            strcmp(added->items[i].school_id, school) == 0)
            return true;
    return false;
}

static enum status insert_gates(struct insert *insert,
                                const struct school *school,
                                const struct mapped_gate_list *added,
                                struct error *err)
{
    enum status status = STATUS_OK;
    int64_t number = 0;
    for (size_t g = 0; g < school->n_gates && status == STATUS_OK; g++) {
        if (is_added(added, school->id, school->gates[g]))
            continue;
        insert_text(insert, 1, school->id);
        insert_int(insert, 2, ++number);
        insert_point(insert, 3, school->gates[g]);
        status = insert_row(insert, err);
    }
    return status;
}

static enum status write_gates(struct store *store,
                               const struct school *schools, size_t n_schools,
                               struct error *err)
{
    struct arena *scratch = arena_new();
    struct mapped_gate_list added = {0};
    struct insert *insert = NULL;
    enum status status =
        store_each(store, "SELECT school_id, AsBinary(geom) FROM added_gate",
                   take_gate, scratch, &added, err);
    if (status == STATUS_OK)
        status = store_insert(store,
                              "INSERT INTO gate (school_id, number, geom)"
                              " VALUES (?, ?, GeomFromWKB(?, SRID))",
                              &insert, err);
    for (size_t i = 0; i < n_schools && status == STATUS_OK; i++)
        status = insert_gates(insert, &schools[i], &added, err);
    insert_end(insert);
    arena_free(scratch);
    return status;
}

enum status store_write_schools(struct store *store,
                                const struct school *schools, size_t n_schools,
                                struct error *err)
{
    enum status status = layer_replace(
        store, "school", NULL,
        "INSERT INTO school (id, name, levels, address, kind, source, geom)"
        " VALUES (?, ?, ?, ?, ?, ?, GeomFromWKB(?, SRID))",
        bind_school, schools, n_schools, err);
    if (status == STATUS_OK)
        status = layer_clear(store, "school_grounds", NULL, err);
    if (status == STATUS_OK)
        status = write_grounds(store, schools, n_schools, err);
    if (status == STATUS_OK)
        status = layer_index(store, "school_grounds", err);
    if (status == STATUS_OK)
        status = layer_clear(store, "gate", NULL, err);
    if (status == STATUS_OK)
        status = write_gates(store, schools, n_schools, err);
    if (status == STATUS_OK)
        status = layer_index(store, "gate", err);
    return status;
}

static void take_school(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct school *school = school_list_add(list, arena);
    const char *levels = store_text(row, 2, arena);
    *school = (struct school){
        .id = store_text(row, 0, arena),
        .name = store_text(row, 1, arena),
        .address = store_text(row, 3, arena),
        .kind = store_text(row, 4, arena),
        .source = store_text(row, 5, arena),
        .point = store_point(row, 6),
        .grounds = store_area(row, 7, arena),
    };
    level_set_parse(levels, &school->levels);
}

// Both lists are sorted by the school's id.
static void deal_gates(struct school_list *schools,
                       const struct mapped_gate_list *gates,
                       struct arena *arena)
{
    struct point_m *points = arena_array(arena, struct point_m, gates->count);
    size_t g = 0;
    for (size_t s = 0; s < schools->count; s++) {
        struct school *school = &schools->items[s];
        while (g < gates->count &&
               strcmp(gates->items[g].school_id, school->id) < 0)
            g++;
        school->gates = points + g;
        for (; g < gates->count &&
               strcmp(gates->items[g].school_id, school->id) == 0;
             g++)
            school->gates[school->n_gates++] = gates->items[g].at;
    }
}

enum status store_read_schools(struct store *store, struct arena *arena,
                               struct school_list *schools, struct error *err)
{
    struct mapped_gate_list gates = {0};
    *schools = (struct school_list){0};
    enum status status = store_each(
        store,
        "SELECT s.id, s.name, s.levels, s.address, s.kind, s.source,"
        "       AsBinary(s.geom), AsBinary(g.geom)"
        "  FROM school s LEFT JOIN school_grounds g ON g.school_id = s.id"
        " ORDER BY s.id",
        take_school, arena, schools, err);
    if (status == STATUS_OK)
        status = store_each(store,
                            "SELECT school_id, AsBinary(geom), 0, number"
                            "  FROM gate UNION ALL "
                            "SELECT school_id, AsBinary(geom), 1, fid"
                            "  FROM added_gate ORDER BY 1, 3, 4",
                            take_gate, arena, &gates, err);
    if (status == STATUS_OK)
        deal_gates(schools, &gates, arena);
    return status;
}
