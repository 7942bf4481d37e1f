// Rule files: those the program carries, by their names, and those that rounds
// were made by, by their checksums, each told once.

#include <string.h>

#include "format/rules_file.h"
#include "format/rules_texts.h"
#include "office/office.h"
#include "office/round_handlers.h"

struct known_rules {
    const char *name; // part of the address
    bool is_shipped;
    struct rules_file file;
};
LIST_DECLARE(known_rules);

static bool is_known(const struct known_rules_list *known, const char *checksum)
{
    for (size_t i = 0; i < known->count; i++)
        if (strcmp(known->items[i].file.rules.checksum, checksum) == 0)
            return true;
    return false;
}

static enum status add(struct arena *arena, const char *name, bool is_shipped,
                       const char *text, struct known_rules_list *known,
                       struct error *err)
{
    struct known_rules rules = {.name = name, .is_shipped = is_shipped};
    enum status status = rules_file_parse(name, text, strlen(text), arena, NULL,
                                          NULL, &rules.file, err);
    if (status == STATUS_OK)
        *known_rules_list_add(known, arena) = rules;
    return status;
}

// Those of a round that this program cannot read any more are passed over.
static void add_of_rounds(struct arena *arena,
                          const struct round_entry_list *rounds,
                          struct known_rules_list *known)
{
    struct error ignored;
    for (size_t i = 0; i < rounds->count; i++) {
        const struct round_entry *round = &rounds->items[i];
        if (!is_known(known, round->rules_checksum))
            (void)add(arena, round->rules_checksum, false, round->rules, known,
                      &ignored);
    }
}

static enum status list_rules(const struct request *request,
                              const struct service *service,
                              struct known_rules_list *known, struct error *err)
{
    struct round_entry_list rounds;
    struct store *store = NULL;
    enum status status = STATUS_OK;
    *known = (struct known_rules_list){0};
    for (const struct rules_text *text = RULES_TEXTS;
         text->name != NULL && status == STATUS_OK; text++)
        status = add(request->arena, text->name, true, text->yaml, known, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = store_list_rounds(store, request->arena, &rounds, err);
    store_pool_put(service->office->privates, store);
    if (status == STATUS_OK)
        add_of_rounds(request->arena, &rounds, known);
    return status;
}

static void write_members(struct json_writer *json,
                          const struct known_rules *known)
{
    const struct admission_rules *rules = &known->file.rules;
    json_key_text(json, "name", known->name);
    json_key(json, "is_shipped");
    json_bool(json, known->is_shipped);
    json_key_text(json, "title", rules->name);
    json_key_text(json, "version", rules->version);
    json_key_text(json, "checksum", rules->checksum);
    json_key_text(json, "level", level_name(rules->level));
    json_key_int(json, "grade", rules->grade);
}

enum status rules_get_list(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    struct known_rules_list known;
    enum status status = list_rules(request, context, &known, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key(&json, "rules");
    json_begin_array(&json);
    for (size_t i = 0; i < known.count; i++) {
        json_begin_object(&json);
        write_members(&json, &known.items[i]);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    return STATUS_OK;
}

// By name, or by the checksum of its bytes.
enum status rules_get(const struct request *request, struct reply *reply,
                      void *context, struct error *err)
{
    struct known_rules_list known;
    const char *name = request_path_text(request, "name");
    enum status status = list_rules(request, context, &known, err);
    for (size_t i = 0; status == STATUS_OK && i < known.count; i++) {
        if (strcmp(known.items[i].name, name) != 0 &&
            strcmp(known.items[i].file.rules.checksum, name) != 0)
            continue;
        struct json_writer json = reply_json(reply);
        json_begin_object(&json);
        write_members(&json, &known.items[i]);
        json_key_text(&json, "text", known.items[i].file.text);
        json_end_object(&json);
        return STATUS_OK;
    }
    return status != STATUS_OK
               ? status
               : error_set(err, STATUS_NOT_FOUND,
                           "there are no rules \"%.64s\"", name);
}
