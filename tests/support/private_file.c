#include "private_file.h"

#include "check.h"

struct private_file private_file_new(void)
{
    static const struct city_info INFO = {.name = "Thị trấn",
                                          .crs = "EPSG:9210"};
    struct private_file file = {.scratch = scratch_new(), .arena = arena_new()};
    struct error err;
    file.city_path = scratch_path(file.scratch, "city.sqlite");
    NEED(store_create(file.city_path, &INFO, &err));
    NEED(store_open_private(file.city_path, &file.store, &err));
    NEED(store_run(file.store, "PRAGMA synchronous = OFF", &err)); // quicker
    return file;
}

void private_file_free(struct private_file *file)
{
    store_close(file->store);
    arena_free(file->arena);
    scratch_free(file->scratch);
}
