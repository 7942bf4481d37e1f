#include "ogc/cql2.h"

#include <string.h>

#include "check.h"

// What a filter of a collection becomes, its values standing in braces. The
// view is the city's own system, which needs no PROJ.
static const char *condition(struct arena *arena, const char *collection,
                             const char *filter)
{
    const struct ogc_view view = {.reach = {0, 0, 1e6, 2e6}};
    const struct ogc_collection *of;
    const struct cql2_node *tree;
    struct sql_text sql = {.arena = arena};
    struct error err;
    CHECK(ogc_collection_find(collection, &of, &err) == STATUS_OK);
    if (cql2_parse(arena, filter, &tree, &err) != STATUS_OK ||
        cql2_sql_write(tree, of, &view, &sql, &err) != STATUS_OK) {
        sql_text_free(&sql);
        return arena_text(arena, err.text);
    }
    const char *told = "";
    size_t n = 0;
    for (const char *at = sql.text.bytes; *at != '\0'; at++) {
        if (*at != '?') {
            told = arena_format(arena, "%s%c", told, *at);
            continue;
        }
        const struct store_value *value = &sql.values.items[n++];
        if (value->kind == STORE_VALUE_TEXT)
            told = arena_format(arena, "%s{%s}", told, value->text);
        else if (value->kind == STORE_VALUE_INT)
            told = arena_format(arena, "%s{%d}", told, (int)value->integer);
        else if (value->kind == STORE_VALUE_REAL)
            told = arena_format(arena, "%s{%g}", told, value->real);
        else
            told = arena_format(arena, "%s{…}", told);
    }
    CHECK_INT(n, sql.values.count);
    sql_text_free(&sql);
    return told;
}

static void becomes(const char *collection, const char *filter,
                    const char *wanted)
{
    struct arena *arena = arena_new();
    CHECK_TEXT(condition(arena, collection, filter), wanted);
    arena_free(arena);
}

static void what_a_client_wrote_is_a_bound_value(void **state)
{
    becomes("schools", "name = 'x'' OR 1=1 --'", "((t.name)={x' OR 1=1 --})");
    becomes("schools", "\"name\" <> 'a\\'b'", "((t.name)<>{a'b})");
    becomes("gates", "number >= -2.5e1", "((t.number)>={-25})");
    becomes("zones", "is_in_force = TRUE AND grade = 1",
            "((((p.published_order = (SELECT max(o.published_order) FROM plan "
            "AS o WHERE o.level = p.level)))={1}) AND ((p.grade)={1}))");
}

static void and_binds_closer_than_or_and_not_closest(void **state)
{
    becomes("gates", "number = 1 OR number = 2 AND NOT number = 3",
            "(((t.number)={1}) OR (((t.number)={2}) AND (NOT "
            "((t.number)={3}))))");
    becomes("gates", "(number = 1 or number = 2) and number = 3",
            "((((t.number)={1}) OR ((t.number)={2})) AND ((t.number)={3}))");
}

static void lists_ranges_and_the_unknown(void **state)
{
    becomes("gates", "number IN (1, 2)", "((t.number) IN ({1}, {2}))");
    becomes("gates", "number NOT BETWEEN 1 AND 2",
            "(NOT ((t.number) BETWEEN {1} AND {2}))");
    becomes("gates", "school IS NOT NULL", "(NOT ((s.name) IS NULL))");
    becomes("gates", "geometry IS NULL", "(t.geom IS NULL)");
    becomes("gates", "TRUE", "(1)");
}

static void patterns_mind_the_case_and_know_only_two_signs(void **state)
{
    becomes("schools", "name LIKE 'L\\_ L_i 50\\%%[*?]'",
            "((t.name) GLOB {L_ L?i 50%*[[][*][?]]})");
    becomes("schools", "CASEI(name) LIKE CASEI('Ẩ%')",
            "(hocgan_casei((t.name)) GLOB {ẩ*})");
    becomes("schools", "ACCENTI(CASEI(name)) NOT LIKE ACCENTI(CASEI('Đ_'))",
            "(NOT (hocgan_accenti(hocgan_casei((t.name))) GLOB {d?}))");
}

static void relations_ask_the_index_first(void **state)
{
    becomes("schools", "S_WITHIN(geometry, BBOX(10, 20, 30, 40))",
            "((((t.fid IN (SELECT pkid FROM idx_school_geom WHERE xmax >= {10}"
            " AND xmin <= {30} AND ymax >= {20} AND ymin <= {40}))"
            " AND ST_Within(t.geom, GeomFromWKB({…}, SRID)) = 1)))");
}

static void what_lies_beyond_the_city_is_never_met(void **state)
{
    becomes("schools", "S_INTERSECTS(geometry, POINT(-5 -5))", "((0))");
    becomes("schools", "S_DISJOINT(geometry, POINT(-5 -5))", "(NOT (0))");
}

static void mistakes_are_told_with_their_place_or_name(void **state)
{
    becomes("schools", "name = ",
            "filter, character 8: a property or a value is missing here");
    becomes("schools", "name = 'x",
            "filter, character 8: a quote is not closed");
    becomes("schools", "entrants = 3",
            "filter: schools has no property \"entrants\" that can be compared "
            "with a value");
    becomes("schools", "name < 3",
            "filter: a text cannot be compared with a number");
    becomes("schools", "S_WITHIN(name, POINT(1 2))",
            "filter: S_WITHIN is of the property geometry and a geometry such "
            "as POINT(106.7 10.78)");
}

static void nesting_has_an_end(void **state)
{
    struct arena *arena = arena_new();
    char filter[400] = "";
    for (int i = 0; i < 31; i++)
        strcat(filter, "(");
    strcat(filter, "TRUE");
    for (int i = 0; i < 31; i++)
        strcat(filter, ")");
    CHECK_TEXT(condition(arena, "gates", filter), "(1)");
    memmove(filter + 2, filter, strlen(filter) + 1);
    memset(filter, '(', 2);
    CHECK(strstr(condition(arena, "gates", filter), "too deep") != NULL);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_client_wrote_is_a_bound_value),
        TEST(and_binds_closer_than_or_and_not_closest),
        TEST(lists_ranges_and_the_unknown),
        TEST(patterns_mind_the_case_and_know_only_two_signs),
        TEST(relations_ask_the_index_first),
        TEST(what_lies_beyond_the_city_is_never_met),
        TEST(mistakes_are_told_with_their_place_or_name),
        TEST(nesting_has_an_end),
    };
    return RUN_TESTS(tests);
}
