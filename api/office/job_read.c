// One way from a member of a JSON object to arguments, by the table of kinds.
// What was given is written down again in the table's order, so that the same
// wishes are the same text.

#include <inttypes.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/list.h"
#include "base/text.h"
#include "office/job_kind_table.h"
#include "office/job_kinds.h"

#define LONGEST_VALUE 200
#define MOST_VALUES 100

LIST_DECLARE_OF(const char *, argument);

struct reading {
    struct arena *arena;
    const struct json_value *object;
    const struct job_place *place;
    struct job_wanted *wanted;
    struct argument_list arguments;
    struct json_writer json; // of the options, as they are kept
};

static void add(struct reading *reading, const char *argument)
{
    *argument_list_add(&reading->arguments, reading->arena) = argument;
}

static void add_pair(struct reading *reading, const char *flag,
                     const char *value)
{
    add(reading, flag);
    add(reading, value);
}

static enum status check_text(const char *name, const char *text,
                              struct error *err)
{
    if (text[0] == '-' || text[0] == '\0' || strlen(text) > LONGEST_VALUE ||
        strpbrk(text, "\r\n\t") != NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be a text of 1 to %d bytes on one line that "
                         "does not begin with \"-\"",
                         name, LONGEST_VALUE);
    return STATUS_OK;
}

static enum status check_word(const struct job_option *option, const char *word,
                              struct error *err)
{
    if (strchr(word, ' ') == NULL && text_is_one_of(word, option->words))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "%s must be one of: %s; not \"%.40s\"", option->name,
                     option->words, word);
}

static enum status take_int(struct reading *reading,
                            const struct job_option *option, struct error *err)
{
    int64_t value = 0;
    enum status status =
        json_need_int(reading->object, option->name, option->least,
                      option->most, &value, err);
    if (status != STATUS_OK)
        return status;
    add_pair(reading, option->flag,
             arena_format(reading->arena, "%" PRId64, value));
    json_key_int(&reading->json, option->name, value);
    return STATUS_OK;
}

// Pupils are an officer's, all else a planner's.
static void set_what(struct job_wanted *wanted, const char *what)
{
    bool is_of_pupils = text_is_one_of(what, JOB_PUPIL_FILES);
    wanted->what = what;
    wanted->access = is_of_pupils ? ACCESS_OFFICER : ACCESS_PLANNER;
}

static bool is_for_visitor(const struct reading *reading)
{
    return (reading->wanted->access &
            UINT32_C(1) << reading->place->visitor->role) != 0;
}

// Words and texts, with a flag or by themselves.
static enum status take_text(struct reading *reading,
                             const struct job_option *option, struct error *err)
{
    const char *text = NULL;
    enum status status = json_need_text(reading->object, option->name,
                                        LONGEST_VALUE, &text, err);
    if (status == STATUS_OK)
        status = option->words == NULL ? check_text(option->name, text, err)
                                       : check_word(option, text, err);
    if (status != STATUS_OK)
        return status;
    if (option->flag != NULL)
        add(reading, option->flag);
    add(reading, text);
    if (option->kind == VALUE_WHAT)
        set_what(reading->wanted, text);
    json_key_text(&reading->json, option->name, text);
    return STATUS_OK;
}

static enum status take_flag(struct reading *reading,
                             const struct job_option *option, struct error *err)
{
    bool is_set = false;
    enum status status =
        json_may_bool(reading->object, option->name, &is_set, err);
    if (status != STATUS_OK || !is_set)
        return status;
    add(reading, option->flag);
    json_key(&reading->json, option->name);
    json_bool(&reading->json, true);
    return STATUS_OK;
}

static enum status take_texts(struct reading *reading,
                              const struct job_option *option,
                              struct error *err)
{
    const char **texts = NULL;
    size_t n = 0;
    enum status status =
        json_may_texts(reading->arena, reading->object, option->name,
                       MOST_VALUES, &texts, &n, err);
    json_key(&reading->json, option->name);
    json_begin_array(&reading->json);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        status = check_text(option->name, texts[i], err);
        add_pair(reading, option->flag, texts[i]);
        json_text(&reading->json, texts[i]);
    }
    json_end_array(&reading->json);
    return status;
}

static enum status take_count(struct reading *reading,
                              const struct job_option *option,
                              const struct json_value *counts, const char *key,
                              struct error *err)
{
    int64_t count = 0;
    enum status status = check_text(option->name, key, err);
    if (status == STATUS_OK)
        status = json_need_int(counts, key, option->least, option->most, &count,
                               err);
    if (status != STATUS_OK)
        return status;
    add_pair(reading, option->flag,
             arena_format(reading->arena, "%s=%" PRId64, key, count));
    json_key_int(&reading->json, key, count);
    return STATUS_OK;
}

static enum status take_map(struct reading *reading,
                            const struct job_option *option,
                            const struct json_value *maps, const char *field,
                            struct error *err)
{
    const char *column = NULL;
    enum status status = check_text(option->name, field, err);
    if (status == STATUS_OK)
        status = json_need_text(maps, field, LONGEST_VALUE, &column, err);
    if (status == STATUS_OK && strchr(field, '=') != NULL)
        status = error_set(err, STATUS_BAD_INPUT,
                           "%s: \"%.40s\" is no name of a field", option->name,
                           field);
    if (status != STATUS_OK)
        return status;
    add_pair(reading, option->flag,
             arena_format(reading->arena, "%s=%s", field, column));
    json_key_text(&reading->json, field, column);
    return STATUS_OK;
}

typedef enum status take_member_fn(struct reading *reading,
                                   const struct job_option *option,
                                   const struct json_value *object,
                                   const char *key, struct error *err);

static enum status take_members(struct reading *reading,
                                const struct job_option *option,
                                take_member_fn *take, struct error *err)
{
    const struct json_value *object = json_find(reading->object, option->name);
    enum status status = STATUS_OK;
    if (object->kind != JSON_KIND_OBJECT || object->n_values > MOST_VALUES)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s must be an object of at most %d members",
                         option->name, MOST_VALUES);
    json_key(&reading->json, option->name);
    json_begin_object(&reading->json);
    for (size_t i = 0; i < object->n_values && status == STATUS_OK; i++)
        status = take(reading, option, object, object->keys[i], err);
    json_end_object(&reading->json);
    return status;
}

// Somebody else's upload is none. Who may not order the job is told so, and
// nothing of uploads.
static enum status take_upload(struct reading *reading,
                               const struct job_option *option,
                               struct error *err)
{
    const char *id = NULL;
    struct upload upload;
    enum status status =
        json_need_text(reading->object, option->name, LONGEST_VALUE, &id, err);
    if (status == STATUS_OK && !is_for_visitor(reading))
        return STATUS_OK;
    if (status == STATUS_OK)
        status = upload_find_of(reading->place->spool, reading->arena, id,
                                reading->place->visitor->person, &upload, err);
    if (status != STATUS_OK)
        return status;
    if (option->flag != NULL)
        add(reading, option->flag);
    add(reading, upload.path);
    if (option->kind == VALUE_FILE)
        add_pair(reading, "--name", upload.name);
    reading->wanted->upload = upload.id;
    json_key_text(&reading->json, option->name, id);
    return STATUS_OK;
}

static enum status take(struct reading *reading,
                        const struct job_option *option, struct error *err)
{
    switch (option->kind) {
    case VALUE_INT:
        return take_int(reading, option, err);
    case VALUE_WORD:
    case VALUE_TEXT:
    case VALUE_WHAT:
        return take_text(reading, option, err);
    case VALUE_FLAG:
        return take_flag(reading, option, err);
    case VALUE_TEXTS:
        return take_texts(reading, option, err);
    case VALUE_COUNTS:
        return take_members(reading, option, take_count, err);
    case VALUE_MAPS:
        return take_members(reading, option, take_map, err);
    case VALUE_UPLOAD:
    case VALUE_FILE:
        return take_upload(reading, option, err);
    }
    return STATUS_OK;
}

static bool has_option(const struct job_kind *kind, const char *name)
{
    for (const struct job_option *at = kind->options; at->name != NULL; at++)
        if (strcmp(at->name, name) == 0)
            return true;
    return false;
}

static enum status check_known(const struct job_kind *kind,
                               const struct json_value *object,
                               struct error *err)
{
    for (size_t i = 0; i < object->n_values; i++)
        if (strcmp(object->keys[i], "kind") != 0 &&
            !has_option(kind, object->keys[i]))
            return error_set(err, STATUS_BAD_INPUT,
                             "a job of kind %s has no option \"%.40s\"",
                             kind->name, object->keys[i]);
    return STATUS_OK;
}

static enum status take_options(struct reading *reading,
                                const struct job_kind *kind, struct error *err)
{
    enum status status = check_known(kind, reading->object, err);
    json_begin_object(&reading->json);
    for (const struct job_option *option = kind->options;
         option->name != NULL && status == STATUS_OK; option++)
        if (json_find(reading->object, option->name) != NULL)
            status = take(reading, option, err);
        else if (option->is_needed)
            status = error_set(err, STATUS_BAD_INPUT,
                               "%s is needed by a job of "
                               "kind %s",
                               option->name, kind->name);
    json_end_object(&reading->json);
    return status;
}

// An officer imports pupils of the officer's own wards.
static void limit_to_wards(struct reading *reading)
{
    struct job_wanted *wanted = reading->wanted;
    const struct visitor *visitor = reading->place->visitor;
    if ((wanted->access & ACCESS_OFFICER) == 0 || visitor->has_all_wards)
        return;
    for (size_t i = 0; i < visitor->n_wards; i++)
        add_pair(reading, "--ward", visitor->ward_ids[i]);
    wanted->needs_all_wards = visitor->n_wards == 0; // and has none
}

static void begin(struct reading *reading, const struct job_kind *kind)
{
    add(reading, kind->words);
    add(reading, reading->place->city_path);
    if (kind->verb != NULL)
        add(reading, kind->verb);
    *reading->wanted =
        (struct job_wanted){.kind = kind->name,
                            .access = kind->access,
                            .needs_all_wards = kind->needs_all_wards};
}

static void end(struct reading *reading, const struct job_kind *kind)
{
    if (reading->wanted->what != NULL)
        limit_to_wards(reading);
    if (kind->prints_json)
        add(reading, "--json");
    if (kind->is_dry_run)
        add(reading, "--dry-run");
    add(reading, NULL);
    reading->wanted->arguments = reading->arguments.items;
    reading->wanted->options =
        arena_text(reading->arena, reading->json.into->bytes);
}

enum status job_kind_read(const struct job_kind *kind, struct arena *arena,
                          const struct json_value *object,
                          const struct job_place *place,
                          struct job_wanted *wanted, struct error *err)
{
    struct text_buffer options = {0};
    struct reading reading = {.arena = arena,
                              .object = object,
                              .place = place,
                              .wanted = wanted,
                              .json = json_into(&options)};
    begin(&reading, kind);
    enum status status = take_options(&reading, kind, err);
    if (status == STATUS_OK)
        end(&reading, kind);
    text_buffer_free(&options);
    return status;
}
