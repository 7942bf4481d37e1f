// Any bytes as a filter of any collection: refused with a sentence, or a
// condition that SQLite takes, with a bound value for every "?".

#include <stdlib.h>
#include <string.h>

#include "http/request.h"
#include "ogc/cql2.h"
#include "scratch.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void require(bool condition)
{
    if (!condition)
        abort();
}

// An empty city, so that a condition is prepared against the real tables.
static struct store *empty_city(void)
{
    static struct store *store;
    struct error err;
    struct city_info info = {.name = "Thị trấn", .crs = "EPSG:9210"};
    if (store != NULL)
        return store;
    struct scratch *scratch = scratch_new();
    const char *path = scratch_path(scratch, "city.sqlite");
    require(store_create(path, &info, &err) == STATUS_OK);
    require(store_open(path, STORE_READ, &store, &err) == STATUS_OK);
    require(ogc_collection_prepare(store, &err) == STATUS_OK);
    scratch_free(scratch); // what is open stays
    return store;
}

static enum status take_nothing(const struct store_value *columns,
                                size_t n_columns, void *into, struct error *err)
{
    (void)columns, (void)n_columns, (void)into, (void)err;
    return STATUS_OK;
}

static void use(struct arena *arena, const struct cql2_node *tree,
                const struct ogc_collection *collection)
{
    // The city's own system needs no PROJ.
    struct ogc_view view = {.reach = {0, 0, 2e6, 3e6}};
    struct sql_text sql = {.arena = arena};
    struct error err = {0};
    sql_add(&sql, "SELECT count(*)");
    ogc_collection_rows(collection, &sql);
    sql_add(&sql, " AND ");
    if (cql2_sql_write(tree, collection, &view, &sql, &err) == STATUS_OK) {
        size_t n_places = 0;
        for (const char *at = sql.text.bytes; *at != '\0'; at++)
            n_places += *at == '?';
        require(n_places == sql.values.count);
        require(sql_ask(&sql, empty_city(), take_nothing, NULL, &err) ==
                STATUS_OK);
    } else {
        require(err.text[0] != '\0');
    }
    sql_text_free(&sql);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    const char *filter = arena_text_n(arena, (const char *)bytes, n);
    const struct cql2_node *tree;
    struct error err = {0};
    // What comes in an address is short, and UTF-8 without NUL.
    if (n <= REQUEST_LONGEST_URL &&
        text_is_utf8(filter, strlen(filter), NULL)) {
        if (cql2_parse(arena, filter, &tree, &err) == STATUS_OK)
            for (const struct ogc_collection *collection = OGC_COLLECTIONS;
                 collection->name != NULL; collection++)
                use(arena, tree, collection);
        else
            require(strncmp(err.text, "filter, character ", 18) == 0);
    }
    arena_free(arena);
    return 0;
}
