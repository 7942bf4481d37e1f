// The six layers of the base map, each a list in and a list out. They keep
// the order they were written in, which is their id.

#include "store/connection.h"
#include "store/store_city.h"

static void bind_base_area(struct insert *row, const void *items, size_t i)
{
    const struct base_area *area = (const struct base_area *)items + i;
    insert_text(row, 1, area->kind);
    insert_text(row, 2, area->class);
    insert_text(row, 3, area->name);
    insert_area(row, 4, &area->area);
}

static void bind_base_line(struct insert *row, const void *items, size_t i)
{
    const struct base_line *line = (const struct base_line *)items + i;
    insert_text(row, 1, line->kind);
    insert_text(row, 2, line->class);
    insert_text(row, 3, line->name);
    insert_line(row, 4, line->line);
}

static void bind_place(struct insert *row, const void *items, size_t i)
{
    const struct place *place = (const struct place *)items + i;
    insert_text(row, 1, place->kind);
    insert_text(row, 2, place->name);
    insert_point(row, 3, place->at);
}

static void bind_address(struct insert *row, const void *items, size_t i)
{
    const struct address *address = (const struct address *)items + i;
    insert_text(row, 1, address->number);
    insert_text(row, 2, address->street);
    insert_point(row, 3, address->at);
}

static void bind_boundary(struct insert *row, const void *items, size_t i)
{
    const struct boundary *boundary = (const struct boundary *)items + i;
    insert_int(row, 1, boundary->relation_id);
    insert_int(row, 2, boundary->admin_level);
    insert_text(row, 3, boundary->name);
    insert_area(row, 4, &boundary->area);
}

static void bind_boundary_part(struct insert *row, const void *items, size_t i)
{
    const struct boundary_part *part = (const struct boundary_part *)items + i;
    insert_int(row, 1, part->relation_id);
    insert_int(row, 2, part->admin_level);
    insert_text(row, 3, part->name);
    insert_line(row, 4, part->line);
}

enum status store_write_base_map(struct store *store,
                                 const struct base_map *map, struct error *err)
{
    enum status status =
        layer_replace(store, "base_area", NULL,
                      "INSERT INTO base_area (kind, class, name, geom)"
                      " VALUES (?, ?, ?, GeomFromWKB(?, SRID))",
                      bind_base_area, map->areas.items, map->areas.count, err);
    if (status == STATUS_OK)
        status = layer_replace(store, "base_line", NULL,
                               "INSERT INTO base_line (kind, class, name, geom)"
                               " VALUES (?, ?, ?, GeomFromWKB(?, SRID))",
                               bind_base_line, map->lines.items,
                               map->lines.count, err);
    if (status == STATUS_OK)
        status = layer_replace(store, "place", NULL,
                               "INSERT INTO place (kind, name, geom)"
                               " VALUES (?, ?, GeomFromWKB(?, SRID))",
                               bind_place, map->places.items, map->places.count,
                               err);
    if (status == STATUS_OK)
        status = layer_replace(store, "address", NULL,
                               "INSERT INTO address (number, street, geom)"
                               " VALUES (?, ?, GeomFromWKB(?, SRID))",
                               bind_address, map->addresses.items,
                               map->addresses.count, err);
    if (status == STATUS_OK)
        status = layer_replace(
            store, "boundary", NULL,
            "INSERT INTO boundary (relation_id, admin_level, name, geom)"
            " VALUES (?, ?, ?, GeomFromWKB(?, SRID))",
            bind_boundary, map->boundaries.items, map->boundaries.count, err);
    if (status == STATUS_OK)
        status = layer_replace(
            store, "boundary_part", NULL,
            "INSERT INTO boundary_part (relation_id, admin_level, name, geom)"
            " VALUES (?, ?, ?, GeomFromWKB(?, SRID))",
            bind_boundary_part, map->boundary_parts.items,
            map->boundary_parts.count, err);
    return status;
}

static void take_base_area(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *base_area_list_add(list, arena) = (struct base_area){
        .kind = store_text(row, 0, arena),
        .class = store_text(row, 1, arena),
        .name = store_text(row, 2, arena),
        .area = store_area(row, 3, arena),
    };
}

static void take_base_line(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *base_line_list_add(list, arena) = (struct base_line){
        .kind = store_text(row, 0, arena),
        .class = store_text(row, 1, arena),
        .name = store_text(row, 2, arena),
        .line = store_line(row, 3, arena),
    };
}

static void take_place(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *place_list_add(list, arena) = (struct place){
        .kind = store_text(row, 0, arena),
        .name = store_text(row, 1, arena),
        .at = store_point(row, 2),
    };
}

static void take_address(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *address_list_add(list, arena) = (struct address){
        .number = store_text(row, 0, arena),
        .street = store_text(row, 1, arena),
        .at = store_point(row, 2),
    };
}

static void take_boundary(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *boundary_list_add(list, arena) = (struct boundary){
        .relation_id = sqlite3_column_int64(row, 0),
        .admin_level = sqlite3_column_int(row, 1),
        .name = store_text(row, 2, arena),
        .area = store_area(row, 3, arena),
    };
}

static void take_boundary_part(sqlite3_stmt *row, struct arena *arena,
                               void *list)
{
    *boundary_part_list_add(list, arena) = (struct boundary_part){
        .relation_id = sqlite3_column_int64(row, 0),
        .admin_level = sqlite3_column_int(row, 1),
        .name = store_text(row, 2, arena),
        .line = store_line(row, 3, arena),
    };
}

struct map_layer {
    const char *sql;
    store_row_fn *take_row;
    void *list;
};

static enum status read_layers(struct store *store, struct arena *arena,
                               const struct map_layer *layers, size_t n,
                               struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = store_each(store, layers[i].sql, layers[i].take_row, arena,
                            layers[i].list, err);
    return status;
}

enum status store_read_map_names(struct store *store, struct arena *arena,
                                 struct base_map *map, struct error *err)
{
    *map = (struct base_map){0};
    const struct map_layer layers[] = {
        {"SELECT kind, name, AsBinary(geom) FROM place ORDER BY id", take_place,
         &map->places},
        {"SELECT relation_id, admin_level, name, AsBinary(geom) FROM boundary"
         " ORDER BY relation_id",
         take_boundary, &map->boundaries},
        {"SELECT relation_id, admin_level, name, AsBinary(geom)"
         " FROM boundary_part ORDER BY relation_id, fid",
         take_boundary_part, &map->boundary_parts},
    };
    return read_layers(store, arena, layers, sizeof layers / sizeof *layers,
                       err);
}

enum status store_read_base_map(struct store *store, struct arena *arena,
                                struct base_map *map, struct error *err)
{
    enum status status = store_read_map_names(store, arena, map, err);
    const struct map_layer layers[] = {
        {"SELECT kind, class, name, AsBinary(geom) FROM base_area ORDER BY id",
         take_base_area, &map->areas},
        {"SELECT kind, class, name, AsBinary(geom) FROM base_line ORDER BY id",
         take_base_line, &map->lines},
        {"SELECT number, street, AsBinary(geom) FROM address ORDER BY id",
         take_address, &map->addresses},
    };
    if (status == STATUS_OK)
        status = read_layers(store, arena, layers,
                             sizeof layers / sizeof *layers, err);
    return status;
}
