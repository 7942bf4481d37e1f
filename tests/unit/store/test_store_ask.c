#include "store/store_ask.h"

#include <string.h>

#include "check.h"
#include "scratch.h"
#include "search/fold.h"
#include "store/wkb.h"

static void need(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

static struct store *city_of(struct scratch *scratch)
{
    struct error err;
    struct store *store;
    struct city_info info = {.name = "Lê Lợi", .crs = "EPSG:9210"};
    const char *path = scratch_path(scratch, "c.sqlite");
    need(store_create(path, &info, &err), &err);
    need(store_open(path, STORE_READ, &store, &err), &err);
    return store;
}

struct told {
    struct arena *arena;
    const char *text;
};

static enum status tell(const struct store_value *columns, size_t n, void *into,
                        struct error *err)
{
    static const char *const KINDS[] = {"null", "int", "real", "text", "bytes"};
    struct told *told = into;
    for (size_t i = 0; i < n; i++)
        told->text =
            arena_format(told->arena, "%s %s %d %g %.*s;", told->text,
                         KINDS[columns[i].kind], (int)columns[i].integer,
                         columns[i].real, (int)columns[i].n_text,
                         columns[i].n_text > 0 ? columns[i].text : "");
    return STATUS_OK;
}

static void values_of_every_kind_go_in_and_come_out(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = city_of(scratch);
    struct told told = {arena_new(), ""};
    struct error err;
    const struct store_value values[] = {
        {.kind = STORE_VALUE_NULL},
        {.kind = STORE_VALUE_INT, .integer = -3},
        {.kind = STORE_VALUE_REAL, .real = 2.5},
        {.kind = STORE_VALUE_TEXT, .text = "a'?--b", .n_text = 6},
        {.kind = STORE_VALUE_BYTES, .text = "xyz", .n_text = 3}};
    need(store_ask(store, "SELECT ?, ?, ?, ?, ?", values, 5, tell, &told, &err),
         &err);
    CHECK_TEXT(told.text,
               " null 0 0 ; int -3 -3 ; real 0 2.5 ; text 0 0 a'?--b; "
               "bytes 0 0 xyz;");
    arena_free(told.arena);
    store_close(store);
    scratch_free(scratch);
}

static void the_word_srid_is_the_citys_and_functions_are_known(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = city_of(scratch);
    struct told told = {arena_new(), ""};
    struct error err;
    struct text_buffer wkb = {0};
    wkb_encode_points(&wkb, (struct point_m[]){{1, 2}, {3, 4}}, 2);
    struct line line = {(struct point_m[]){{0, 0}, {3, 4}}, 2};
    const size_t n_points = wkb.length;
    wkb_encode_lines(&wkb, &line, 1);
    const struct store_value values[] = {
        {.kind = STORE_VALUE_BYTES, .text = wkb.bytes, .n_text = n_points},
        {.kind = STORE_VALUE_BYTES,
         .text = wkb.bytes + n_points,
         .n_text = wkb.length - n_points}};
    need(store_know_function(store, "plain", fold_marks, &err), &err);
    need(store_ask(store,
                   "SELECT plain(name), plain(NULL),"
                   " Srid(GeomFromWKB(?, SRID)),"
                   " ST_Length(GeomFromWKB(?, SRID)) FROM city",
                   values, 2, tell, &told, &err),
         &err);
    CHECK_TEXT(told.text,
               " text 0 0 Le Loi; null 0 0 ; int 9210 9210 ; real 0 5 ;");
    text_buffer_free(&wkb);
    arena_free(told.arena);
    store_close(store);
    scratch_free(scratch);
}

static enum status stop(const struct store_value *columns, size_t n, void *into,
                        struct error *err)
{
    ++*(int *)into;
    return error_set(err, STATUS_NOT_FOUND, "enough");
}

static void a_taker_may_end_the_query_and_bad_sql_is_told(void **state)
{
    struct scratch *scratch = scratch_new();
    struct store *store = city_of(scratch);
    struct error err;
    int n = 0;
    CHECK_INT(store_ask(store, "SELECT 1 UNION ALL SELECT 2", NULL, 0, stop, &n,
                        &err),
              STATUS_NOT_FOUND);
    CHECK_INT(n, 1);
    CHECK_INT(store_ask(store, "SELECT nothing", NULL, 0, stop, &n, &err),
              STATUS_IO);
    store_close(store);
    scratch_free(scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_of_every_kind_go_in_and_come_out),
        TEST(the_word_srid_is_the_citys_and_functions_are_known),
        TEST(a_taker_may_end_the_query_and_bad_sql_is_told),
    };
    return RUN_TESTS(tests);
}
