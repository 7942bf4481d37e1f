// What the verbs of `hocgan admit` and `hocgan explain` share: from what the
// person typed to a case that methods run on.

#include <stdio.h>
#include <string.h>

#include "admit.h"
#include "base/parallel.h"

enum status admit_run_verb(struct admit_call *call, const char *city,
                           admit_verb_fn *verb, struct error *err)
{
    struct progress_bar bar;
    progress_bar_begin(&bar);
    call->bar = &bar;
    call->arena = arena_new();
    enum status status = store_open(city, STORE_WRITE, &call->city, err);
    if (status == STATUS_OK)
        status = store_open_private(city, &call->pupils, err);
    if (status == STATUS_OK)
        status = verb(call, err);
    progress_bar_end(&bar);
    store_close(call->pupils);
    store_close(call->city);
    arena_free(call->arena);
    return status;
}

static enum status read_level(const struct admit_call *call, int *grade,
                              struct error *err)
{
    const char *text = arguments_value(call->arguments, "level", NULL);
    enum level level;
    if (text == NULL)
        return STATUS_OK;
    if (!level_parse(text, &level))
        return error_set(err, STATUS_BAD_INPUT,
                         "--level must be preschool, primary, lower_secondary "
                         "or upper_secondary, not \"%s\"",
                         text);
    if (*grade >= 0 && *grade != level_entry_grade(level))
        return error_set(err, STATUS_BAD_INPUT,
                         "--grade %d does not enter %s; grade %d does", *grade,
                         text, level_entry_grade(level));
    *grade = level_entry_grade(level);
    return STATUS_OK;
}

enum status admit_read_grade(struct admit_call *call, bool needs_year,
                             struct error *err)
{
    int64_t given = -1;
    call->year = 0;
    enum status status =
        arguments_int(call->arguments, "grade", 0, 12, &given, err);
    call->grade = (int)given;
    if (status == STATUS_OK)
        status = read_level(call, &call->grade, err);
    if (status == STATUS_OK)
        status = arguments_int(call->arguments, "year", 1900, 2200, &call->year,
                               err);
    if (status != STATUS_OK)
        return status;
    if (call->grade < 0 || (needs_year && call->year == 0))
        return error_set(err, STATUS_BAD_INPUT,
                         needs_year
                             ? "--grade (or --level) and --year are needed, "
                               "such as --grade 1 --year 2026"
                             : "--grade (or --level) is needed");
    return STATUS_OK;
}

enum status admit_read_threads(struct admit_call *call, struct error *err)
{
    int64_t n_threads = (int64_t)parallel_cores();
    enum status status =
        arguments_int(call->arguments, "threads", 1, 256, &n_threads, err);
    call->n_threads = (size_t)n_threads;
    return status;
}

static enum status read_usual_rules(int grade, struct arena *arena,
                                    struct rules_file *file, struct error *err)
{
    enum status status = rules_file_usual(grade, arena, file, err);
    if (status == STATUS_NOT_FOUND)
        return error_set(err, STATUS_BAD_INPUT,
                         "no rules come with the program for grade %d; give a "
                         "file with --rules",
                         grade);
    return status;
}

enum status admit_check_rules(const struct admit_call *call, struct error *err)
{
    struct rules_file file;
    if (arguments_has(call->arguments, "rules"))
        return STATUS_OK;
    struct arena *arena = arena_new();
    enum status status = read_usual_rules(call->grade, arena, &file, err);
    arena_free(arena);
    return status;
}

// Tells faults and notes as they are found, at most so many of them.
#define MOST_TOLD 40

struct teller {
    const char *what;
    size_t n_told;
};

static void tell(void *context, const char *sentence)
{
    struct teller *teller = context;
    if (teller->n_told++ < MOST_TOLD)
        fprintf(stderr, "%s: %s\n", teller->what, sentence);
    else if (teller->n_told == MOST_TOLD + 1)
        fprintf(stderr, "%s: … and more\n", teller->what);
}

enum status admit_read_rules(const struct admit_call *call, int grade,
                             struct rules_file *file, struct error *err)
{
    struct teller faults = {"fault", 0};
    const char *path = arguments_value(call->arguments, "rules", NULL);
    enum status status =
        path == NULL
            ? read_usual_rules(grade, call->arena, file, err)
            : rules_file_read(path, call->arena, tell, &faults, file, err);
    if (status != STATUS_OK)
        return status;
    if (file->rules.grade != grade)
        return error_set(err, STATUS_BAD_INPUT,
                         "the rules in %s are for grade %d, not %d", path,
                         file->rules.grade, grade);
    return STATUS_OK;
}

// Faults and notes are told with different words.
struct two_tellers {
    struct teller fault;
    struct teller note;
};

static void tell_fault(void *context, const char *sentence)
{
    tell(&((struct two_tellers *)context)->fault, sentence);
}

static void tell_note(void *context, const char *sentence)
{
    tell(&((struct two_tellers *)context)->note, sentence);
}

static enum status open_case(const struct admit_call *call,
                             const struct admission_rules *rules,
                             const char *rules_text, int64_t year,
                             bool tells_notes, struct placing_case **placing,
                             struct error *err)
{
    struct two_tellers tellers = {{"fault", 0}, {"note", 0}};
    struct placing_question question = {.rules = rules,
                                        .rules_text = rules_text,
                                        .year = year,
                                        .n_threads = call->n_threads};
    struct placing_report report = {
        .messages = stderr,
        .round = {.fault = tell_fault,
                  .note = tells_notes ? tell_note : NULL,
                  .context = &tellers}};
    return placing_case_open(call->city, call->pupils, &question, &report,
                             placing, err);
}

enum status admit_open_case(const struct admit_call *call,
                            const struct rules_file *file, int64_t year,
                            struct placing_case **placing, struct error *err)
{
    return open_case(call, &file->rules, file->text, year,
                     !arguments_has(call->arguments, "quiet"), placing, err);
}

enum status admit_open_case_of(const struct admit_call *call,
                               const struct round_record *record,
                               struct placing_case **placing, struct error *err)
{
    struct rules_file *file = arena_array(call->arena, struct rules_file, 1);
    const char *text = record->entry.rules;
    enum status status =
        rules_file_parse("the round's rules", text, strlen(text), call->arena,
                         NULL, NULL, file, err);
    if (status != STATUS_OK)
        return status;
    return open_case(call, &file->rules, file->text, record->entry.year, false,
                     placing, err);
}

enum status admit_read_round(const struct admit_call *call, const char *id,
                             struct round_record *record, struct error *err)
{
    struct round_entry_list rounds;
    const char *whole = NULL;
    enum status status =
        store_list_rounds(call->pupils, call->arena, &rounds, err);
    for (size_t i = 0; status == STATUS_OK && i < rounds.count; i++) {
        if (strncmp(rounds.items[i].id, id, strlen(id)) != 0)
            continue;
        if (whole != NULL)
            return error_set(err, STATUS_BAD_INPUT,
                             "more than one round begins with \"%s\"", id);
        whole = rounds.items[i].id;
    }
    if (status == STATUS_OK && (whole == NULL || id[0] == '\0'))
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no round \"%.40s\"; `hocgan admit CITY "
                         "rounds` lists them",
                         id);
    return status == STATUS_OK
               ? store_read_round(call->pupils, call->arena, whole, record, err)
               : status;
}

void admit_print(struct text_buffer *text)
{
    fwrite(text->bytes, 1, text->length, stdout);
    if (text->length > 0 && text->bytes[text->length - 1] != '\n')
        putchar('\n');
    text_buffer_free(text);
}

enum status admit_show_rules(const struct admit_call *call, struct error *err)
{
    struct rules_file file;
    enum status status = admit_read_rules(call, call->grade, &file, err);
    if (status == STATUS_OK)
        fputs(file.text, stdout);
    return status;
}
