#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/arena.h"
#include "check.h"
#include "scratch.h"

static struct scratch *scratch;
static struct arena *arena;
static char said[8000]; // by the last command, on both outputs

// Runs the program; %s in the arguments is the city.
static int hocgan(const char *arguments)
{
    const char *program = getenv("HOCGAN");
    const char *city = scratch_path(scratch, "town.sqlite");
    char *words = arena_array(arena, char, 2000);
    if (program == NULL) {
        print_message("skipped: HOCGAN does not name the program\n");
        skip();
    }
    snprintf(words, 2000, "'%s' ", program);
    for (const char *at = arguments; *at != '\0'; at++) {
        size_t n = strlen(words);
        if (*at == '@')
            snprintf(words + n, 2000 - n, "'%s'", city);
        else
            snprintf(words + n, 2000 - n, "%c", *at);
    }
    strncat(words, " 2>&1", 6);
    FILE *out = popen(words, "r");
    said[fread(said, 1, sizeof said - 1, out)] = '\0';
    return WEXITSTATUS(pclose(out));
}

static void a_city_is_made_filled_and_checked(void **state)
{
    char import[600];
    CHECK_INT(hocgan("init @ --name 'Thị trấn' --crs EPSG:9210"), 0);
    CHECK_INT(hocgan("init @ --name 'Thị trấn' --crs EPSG:9210"), 1);
    CHECK(strstr(said, "is there already") != NULL);
    snprintf(import, sizeof import, "import @ schools '%s'",
             scratch_file(scratch, "s.csv",
                          "id,name,lon,lat\na,Tiểu học Lê Lợi,106.7,10.78\n"));
    CHECK_INT(hocgan(import), 0);
    CHECK_TEXT(said, "schools: 1 read, 1 kept\n");
    CHECK_INT(hocgan("check @"), 0);
    CHECK(strstr(said, "1 schools and 0 wards were looked at") != NULL);
}

static void what_is_refused_and_what_is_misused_exit_differently(void **state)
{
    char import[600];
    snprintf(import, sizeof import, "import @ schools '%s'",
             scratch_file(scratch, "s.csv", "id,name\na\n"));
    CHECK_INT(hocgan(import), 1);
    CHECK(strstr(said, "s.csv: row 2 has 1 field, the header has 2\n") != NULL);
    CHECK_INT(hocgan("import @ schools none.csv"), 1);
    CHECK_INT(hocgan("import @ trees none.csv"), 2);
    CHECK_INT(hocgan("import @ schools"), 2);
    CHECK_INT(hocgan("import @ schools s.csv --map id"), 2);
    CHECK_INT(hocgan("import @ schools s.csv --year soon"), 2);
    CHECK_INT(hocgan("init @ --name X"), 2);
    CHECK_INT(hocgan("init none.sqlite --name X --crs EPSG:4326"), 1);
    CHECK_INT(hocgan("check"), 2);
    CHECK_INT(hocgan("check none.sqlite"), 1);
}

static void help_ends_with_an_example(void **state)
{
    CHECK_INT(hocgan("import --help"), 0);
    CHECK(strstr(said, "\nexample: hocgan import ") != NULL);
    CHECK_INT(hocgan("init --help"), 0);
    CHECK(strstr(said, "\nexample: hocgan init ") != NULL);
    CHECK_INT(hocgan("check --help"), 0);
    CHECK(strstr(said, "\nexample: hocgan check ") != NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_city_is_made_filled_and_checked),
        TEST(what_is_refused_and_what_is_misused_exit_differently),
        TEST(help_ends_with_an_example),
    };
    scratch = scratch_new();
    arena = arena_new();
    int failed = RUN_TESTS(tests);
    arena_free(arena);
    scratch_free(scratch);
    return failed;
}
