// Housing has no key of its own: a list of projects is kept as it was told.

#include "store/store_housing.h"

#include "store/connection.h"

static void bind_housing(struct insert *row, const void *items, size_t i)
{
    const struct housing *housing = (const struct housing *)items + i;
    insert_int(row, 1, housing->homes);
    insert_int(row, 2, housing->year);
    insert_real(row, 3, housing->pupils_per_home);
    insert_point(row, 4, housing->at);
}

enum status store_write_housing(struct store *store, const struct housing *rows,
                                size_t n_rows, struct error *err)
{
    return layer_replace(store, "housing", NULL,
                         "INSERT INTO housing (homes, year, pupils_per_home,"
                         " geom) VALUES (?, ?, ?, GeomFromWKB(?, SRID))",
                         bind_housing, rows, n_rows, err);
}

static void take_housing(sqlite3_stmt *row, struct arena *arena, void *list)
{
    *housing_list_add(list, arena) = (struct housing){
        .homes = sqlite3_column_int64(row, 0),
        .year = sqlite3_column_int64(row, 1),
        .pupils_per_home = sqlite3_column_double(row, 2),
        .at = store_point(row, 3),
    };
}

enum status store_read_housing(struct store *store, struct arena *arena,
                               struct housing_list *rows, struct error *err)
{
    *rows = (struct housing_list){0};
    return store_each(store,
                      "SELECT homes, year, pupils_per_home, AsBinary(geom)"
                      "  FROM housing ORDER BY fid",
                      take_housing, arena, rows, err);
}
