#include "case_text.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

static char *trim(char *text)
{
    text += strspn(text, " \t\r");
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r", text[n - 1]) != NULL)
        text[--n] = '\0';
    return text;
}

char *case_cut(char **text, char mark)
{
    char *at = strchr(*text, mark);
    if (at != NULL)
        *at++ = '\0';
    *text = trim(*text);
    return at == NULL ? NULL : trim(at);
}

enum status case_each_line(struct arena *arena, const char *text,
                           case_line_fn *take, void *into)
{
    enum status status = STATUS_OK;
    char *line = arena_text(arena, text);
    for (size_t number = 1; line != NULL && status == STATUS_OK; number++) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end++ = '\0';
        case_cut(&line, '#');
        if (*line != '\0')
            status = take(into, number, line);
        line = end;
    }
    return status;
}

enum status case_read_file(struct arena *arena, const char *path,
                           const char **name, const char **text,
                           struct error *err)
{
    const char *slash = strrchr(path, '/');
    FILE *in = fopen(path, "r");
    char *bytes = NULL;
    size_t size = 0;
    if (in == NULL)
        return error_set(err, STATUS_IO, "cannot open %s", path);
    bool is_empty = getdelim(&bytes, &size, '\0', in) < 0;
    *name = slash == NULL ? path : slash + 1;
    *text = is_empty ? NULL : arena_text(arena, bytes);
    free(bytes);
    fclose(in);
    return is_empty ? error_set(err, STATUS_BAD_INPUT, "%s is empty", path)
                    : STATUS_OK;
}

struct case_test {
    const char *path;
    case_run_fn *run;
};

static void the_case_holds(void **state)
{
    const struct case_test *test = *state;
    struct error err;
    if (test->run(test->path, &err) != STATUS_OK)
        fail_msg("%s", err.text);
}

static int is_case(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot != NULL && strcmp(dot, ".case") == 0;
}

int case_folder_run(const char *folder, int least, case_run_fn *run)
{
    struct arena *arena = arena_new();
    const char *source = getenv("HOCGAN_SOURCE");
    const char *path = arena_format(arena, "%s/tests/cases/%s",
                                    source == NULL ? "." : source, folder);
    struct dirent **files = NULL;
    int n = scandir(path, &files, is_case, alphasort);
    if (n < least)
        fprintf(stderr, "%s has %d cases; there are %d or more\n", path, n,
                least);
    size_t n_cases = n < 0 ? 0 : (size_t)n;
    struct CMUnitTest *tests = arena_array(arena, struct CMUnitTest, n_cases);
    for (size_t i = 0; i < n_cases; i++) {
        struct case_test *test = arena_array(arena, struct case_test, 1);
        *test = (struct case_test){
            arena_format(arena, "%s/%s", path, files[i]->d_name), run};
        tests[i] =
            (struct CMUnitTest){.name = arena_text(arena, files[i]->d_name),
                                .test_func = the_case_holds,
                                .initial_state = test};
        free(files[i]);
    }
    free(files);
    int n_failed = _cmocka_run_group_tests("cases", tests, n_cases, NULL, NULL);
    arena_free(arena);
    return n_failed + (n < least);
}
