#include "round_case.h"

#include <string.h>

#include "admission/envy.h"
#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "base/text.h"
#include "case_text.h"
#include "round_drawing.h"

static enum status place(struct round_case *c, const char *method,
                         const struct round *round, struct choice_lists *lists,
                         struct placement *placement)
{
    if (strcmp(method, "nearest-first") == 0)
        *placement = nearest_first_place(c->arena, round, lists);
    else if (strcmp(method, "stable") == 0)
        *placement = stable_place(c->arena, round, lists).placement;
    else
        return round_case_refuse(c, STATUS_BAD_INPUT, "there is no method %s",
                                 method);
    return placement_check(round, placement, c->err);
}

static enum status expect_place(struct round_case *c, const struct round *round,
                                const struct placement *placement, char *text)
{
    uint32_t at;
    char *school = case_cut(&text, ' ');
    if (school == NULL)
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "expected is PUPIL SCHOOL");
    if (round_case_find(c, &c->pupils, "pupil", text, &at) != STATUS_OK)
        return c->err->status;
    const char *answer = "nowhere";
    if (placement->pool[at] != ROUND_NONE)
        answer = round->schools[round->pools[placement->pool[at]].school].id;
    if (strcmp(answer, school) != 0)
        return round_case_refuse(c, STATUS_STATE, "%s goes to %s, not %s", text,
                                 answer, school);
    return STATUS_OK;
}

static enum status expect_envy(struct round_case *c, const struct round *round,
                               const struct placement *placement,
                               struct choice_lists *lists, char *names)
{
    bool has_envy[CASE_MOST] = {false};
    bool is_named[CASE_MOST] = {false};
    envy_find(round, placement, lists, has_envy);
    if (strcmp(names, "nobody") == 0)
        names = NULL;
    for (char *more; names != NULL; names = more) {
        uint32_t at;
        more = case_cut(&names, ',');
        if (round_case_find(c, &c->pupils, "pupil", names, &at) != STATUS_OK)
            return c->err->status;
        is_named[at] = true;
    }
    for (uint32_t a = 0; a < c->pupils.count; a++)
        if (has_envy[a] != is_named[a])
            return round_case_refuse(c, STATUS_STATE, "%s has %s envy",
                                     c->pupils.at[a],
                                     has_envy[a] ? "justified" : "no");
    return STATUS_OK;
}

// expect METHOD: …   or   envy METHOD: …
static enum status answer(struct round_case *c, const char *kind, char *rest)
{
    struct round round = round_case_round(c);
    char *part = case_cut(&rest, ':');
    struct placement placement;
    if (part == NULL)
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "a question is %s METHOD: …", kind);
    struct choice_lists *lists = choice_lists_new(&round, 2, 1);
    enum status status = place(c, rest, &round, lists, &placement);
    if (status == STATUS_OK && strcmp(kind, "envy") == 0) {
        status = expect_envy(c, &round, &placement, lists, part);
        part = NULL;
    }
    for (char *more; part != NULL && status == STATUS_OK; part = more) {
        more = case_cut(&part, ',');
        status = expect_place(c, &round, &placement, part);
    }
    choice_lists_free(lists);
    return status;
}

static enum status take_line(void *into, size_t number, char *line)
{
    struct round_case *c = into;
    c->line = number;
    char *rest = case_cut(&line, ' ');
    if (rest == NULL)
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "\"%s\" begins no line of a case", line);
    return text_is_one_of(line, "expect envy") ? answer(c, line, rest)
                                               : round_case_draw(c, line, rest);
}

enum status round_case_text_run(const char *name, const char *text,
                                struct error *err)
{
    struct arena *arena = arena_new();
    struct round_case *c = arena_array(arena, struct round_case, 1);
    c->file = name;
    c->err = err;
    c->arena = arena;
    enum status status = case_each_line(arena, text, take_line, c);
    arena_free(arena);
    return status;
}

enum status round_case_run(const char *path, struct error *err)
{
    struct arena *arena = arena_new();
    const char *name;
    const char *text;
    enum status status = case_read_file(arena, path, &name, &text, err);
    if (status == STATUS_OK)
        status = round_case_text_run(name, text, err);
    arena_free(arena);
    return status;
}
