// Wards carry the source they came from. Those of a file stand before those
// of OpenStreetMap: when there is one of a file, only these are read. A ward of
// a file may be shown under another name; then the file's is kept beside it.

#include <string.h>

#include "store/connection.h"
#include "store/store_city.h"

static enum status write_rows(struct store *store, const char *source,
                              const struct ward *wards, size_t n_wards,
                              struct error *err)
{
    struct insert *insert = NULL;
    enum status status =
        store_insert(store,
                     "INSERT INTO ward (id, name, district, source, geom)"
                     " VALUES (?, ?, ?, ?, GeomFromWKB(?, SRID))",
                     &insert, err);
    for (size_t i = 0; i < n_wards && status == STATUS_OK; i++) {
        insert_text(insert, 1, wards[i].id);
        insert_text(insert, 2, wards[i].name);
        insert_text(insert, 3, wards[i].district);
        insert_text(insert, 4, source);
        insert_area(insert, 5, &wards[i].area);
        status = insert_row(insert, err);
    }
    insert_end(insert);
    return status;
}

enum status store_write_wards(struct store *store, const char *source,
                              const struct ward *wards, size_t n_wards,
                              struct error *err)
{
    bool is_osm = strcmp(source, "osm") == 0;
    if (!is_osm && strcmp(source, "file") != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "wards come from \"osm\" or \"file\", not \"%s\"",
                         source);
    enum status status = layer_clear(
        store, "ward", is_osm ? "source = 'osm'" : "source = 'file'", err);
    if (status == STATUS_OK)
        status = write_rows(store, source, wards, n_wards, err);
    if (status == STATUS_OK)
        status = layer_index(store, "ward", err);
    return status;
}

static void take_ward(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *ward_list_add(list, arena) = (struct ward){
        .id = store_text(row, 0, arena),
        .name = store_text(row, 1, arena),
        .district = store_text(row, 2, arena),
        .area = store_area(row, 3, arena),
    };
}

enum status store_read_wards(struct store *store, struct arena *arena,
                             struct ward_list *wards, struct error *err)
{
    // The word 'file' comes before 'osm'.
    *wards = (struct ward_list){0};
    return store_each(store,
                      "SELECT id, name, district, AsBinary(geom) FROM ward"
                      " WHERE source = (SELECT min(source) FROM ward)"
                      " ORDER BY id",
                      take_ward, arena, wards, err);
}

enum status store_read_file_wards(struct store *store, struct arena *arena,
                                  struct ward_list *wards, struct error *err)
{
    *wards = (struct ward_list){0};
    return store_each(store,
                      "SELECT id, ifnull(name_in_file, name),"
                      "       ifnull(district_in_file, district),"
                      "       AsBinary(geom)"
                      "  FROM ward WHERE source = 'file' ORDER BY id",
                      take_ward, arena, wards, err);
}

enum status store_name_file_wards(struct store *store, const struct ward *wards,
                                  size_t n_wards, struct error *err)
{
    struct insert *update = NULL;
    enum status status = store_insert(
        store,
        "UPDATE ward SET name = ?2, district = ?3,"
        "       name_in_file = nullif(ifnull(name_in_file, name), ?2),"
        "       district_in_file ="
        "           nullif(ifnull(district_in_file, district), ?3)"
        " WHERE source = 'file' AND id = ?1",
        &update, err);
    for (size_t i = 0; i < n_wards && status == STATUS_OK; i++) {
        insert_text(update, 1, wards[i].id);
        insert_text(update, 2, wards[i].name);
        insert_text(update, 3, wards[i].district);
        status = insert_row(update, err);
    }
    insert_end(update);
    return status;
}
