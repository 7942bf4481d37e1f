#include <string.h>

#include "check.h"
#include "export/sheet_name.h"

static const char **names_of(struct arena *arena, const char *const *titles,
                             size_t n)
{
    struct export_table *tables = arena_array(arena, struct export_table, n);
    for (size_t i = 0; i < n; i++)
        tables[i] =
            (struct export_table){.name = "Danh sách", .title = titles[i]};
    return sheet_names(arena, tables, n);
}

static void a_title_a_sheet_can_have_stays(void **state)
{
    struct arena *arena = arena_new();
    const char *titles[] = {"Trường Tiểu học Lê Lợi", "Chưa xếp được"};
    const char **names = names_of(arena, titles, 2);
    CHECK_TEXT(names[0], titles[0]);
    CHECK_TEXT(names[1], titles[1]);
    arena_free(arena);
}

static void a_long_title_is_cut_at_a_whole_letter(void **state)
{
    struct arena *arena = arena_new();
    const char *titles[] = {"Trường Tiểu học Nguyễn Bỉnh Khiêm cơ sở hai",
                            "123456789012345678901234567890 2",
                            "12345678901234567890123456789🏫🏫"};
    const char **names = names_of(arena, titles, 3);
    CHECK_TEXT(names[0], "Trường Tiểu học Nguyễn Bỉnh Khi");
    CHECK_TEXT(names[1], "123456789012345678901234567890");
    CHECK_TEXT(names[2], "12345678901234567890123456789🏫");
    arena_free(arena);
}

static void sheets_that_would_be_called_the_same_are_numbered(void **state)
{
    struct arena *arena = arena_new();
    const char *titles[] = {"Lê Lợi", "LÊ LỢI", "Le Loi",
                            "Trường Tiểu học Nguyễn Bỉnh Khiêm A",
                            "Trường Tiểu học Nguyễn Bỉnh Khiêm B"};
    const char **names = names_of(arena, titles, 5);
    CHECK_TEXT(names[0], "Lê Lợi");
    CHECK_TEXT(names[1], "LÊ LỢI (2)");
    CHECK_TEXT(names[2], "Le Loi (3)");
    CHECK_TEXT(names[3], "Trường Tiểu học Nguyễn Bỉnh Khi");
    CHECK_TEXT(names[4], "Trường Tiểu học Nguyễn Bỉnh (2)");
    arena_free(arena);
}

static void what_no_sheet_is_called_goes(void **state)
{
    struct arena *arena = arena_new();
    const char *titles[] = {"'A/B: [1]*?\\'", " '/' ", "", "a\nb"};
    const char **names = names_of(arena, titles, 4);
    for (size_t i = 0; i < 4; i++) {
        CHECK(strpbrk(names[i], "[]:*?/\\\n") == NULL);
        CHECK(names[i][0] != '\'' && names[i][0] != '\0');
        CHECK(names[i][strlen(names[i]) - 1] != '\'');
    }
    CHECK_TEXT(names[1], "Danh sách");
    CHECK_TEXT(names[2], "Danh sách (2)");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_title_a_sheet_can_have_stays),
        TEST(a_long_title_is_cut_at_a_whole_letter),
        TEST(sheets_that_would_be_called_the_same_are_numbered),
        TEST(what_no_sheet_is_called_goes),
    };
    return RUN_TESTS(tests);
}
