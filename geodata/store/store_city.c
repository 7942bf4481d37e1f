// The city's own row.

#include "store/store_city.h"

struct found_city {
    struct city_info *info;
    bool found;
};

static void take_city(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct found_city *city = into;
    *city->info = (struct city_info){
        .name = store_text(row, 0, arena),
        .crs = store_text(row, 1, arena),
        .is_sample = sqlite3_column_int(row, 2) != 0,
        .attribution = store_text(row, 3, arena),
    };
    city->found = true;
}

enum status store_read_city(struct store *store, struct arena *arena,
                            struct city_info *info, struct error *err)
{
    struct found_city city = {info, false};
    enum status status =
        store_each(store, "SELECT name, crs, is_sample, attribution FROM city",
                   take_city, arena, &city, err);
    if (status == STATUS_OK && !city.found)
        return error_set(err, STATUS_STATE, "%s does not name its city",
                         store_path(store));
    return status;
}
