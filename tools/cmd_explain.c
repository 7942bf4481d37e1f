// hocgan explain: why a pupil is at its school and not at a nearer one; before
// a round, what its chances are.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "admission/chances.h"
#include "admit.h"
#include "city_query.h"
#include "command.h"
#include "placing/placing_explain.h"
#include "store/store_cut_offs.h"

#define N_CHANCES 10

static const struct option_spec OPTIONS[] = {
    {.name = "pupil"},
    {.name = "round"},
    {.name = "rules"},
    {.name = "threads"},
    {.name = "chances", .is_flag = true},
    {.name = "json", .is_flag = true},
    {.name = "lang"},
    {.name = NULL},
};

static enum status find_pupil(const struct admit_call *call, const char *id,
                              const struct pupil **found, struct error *err)
{
    struct pupil_list pupils;
    enum status status =
        store_read_pupils(call->pupils, call->arena, &pupils, err);
    for (size_t i = 0; status == STATUS_OK && i < pupils.count; i++)
        if (strcmp(pupils.items[i].id, id) == 0) {
            *found = &pupils.items[i];
            return STATUS_OK;
        }
    return status == STATUS_OK
               ? error_set(err, STATUS_NOT_FOUND,
                           "there is no pupil \"%.60s\"; `hocgan import CITY "
                           "pupils FILE` brings pupils in",
                           id)
               : status;
}

// The round named; else the one in force for the pupil's grade and year, else
// the newest draft of it.
static enum status find_round(const struct admit_call *call,
                              const struct pupil *pupil,
                              struct round_record *record, struct error *err)
{
    const char *id = arguments_value(call->arguments, "round", NULL);
    struct round_entry_list rounds;
    const struct round_entry *best = NULL;
    if (id != NULL)
        return admit_read_round(call, id, record, err);
    enum status status =
        store_list_rounds(call->pupils, call->arena, &rounds, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < rounds.count; i++) {
        const struct round_entry *round = &rounds.items[i];
        if (round->grade == pupil->grade && round->year == pupil->year &&
            (best == NULL || !best->is_in_force))
            best = round;
    }
    if (best == NULL)
        return error_set(err, STATUS_STATE,
                         "no round places grade %" PRId64 " of %" PRId64
                         " yet; `hocgan admit` makes one, and --chances tells "
                         "what to expect",
                         pupil->grade, pupil->year);
    return store_read_round(call->pupils, call->arena, best->id, record, err);
}

static enum status explain_place(const struct admit_call *call,
                                 const struct pupil *pupil, struct error *err)
{
    struct round_record record;
    struct placing_case *placing = NULL;
    struct placing_result result;
    uint32_t applicant = 0;
    enum status status = find_round(call, pupil, &record, err);
    if (status == STATUS_OK)
        status = admit_open_case_of(call, &record, &placing, err);
    if (status == STATUS_OK)
        status = placing_case_find(placing, pupil->id, &applicant, err);
    if (status == STATUS_OK)
        status = placing_restore(placing, &record, &result, err);
    if (status == STATUS_OK) {
        struct text_buffer text = {0};
        placing_explain(placing_explainer_new(placing, &result), call->arena,
                        applicant, call->as_json ? EXPLAIN_JSON : EXPLAIN_TEXT,
                        call->language, &text);
        admit_print(&text);
    }
    placing_case_close(placing);
    return status;
}

// Before a round --------------------------------------------------------------

static uint32_t school_of(const struct round *round, const char *id)
{
    for (uint32_t s = 0; s < round->n_schools; s++)
        if (strcmp(round->schools[s].id, id) == 0)
            return s;
    return ROUND_NONE;
}

// The published cut-offs of general seats that tell of a way; where few were
// placed the way is withheld, and the school counts as unknown.
static struct past_cut_off *past_of(const struct placing_case *placing,
                                    const struct cut_off_list *cut_offs,
                                    size_t *n_past)
{
    struct past_cut_off *past =
        arena_array(placing->arena, struct past_cut_off, cut_offs->count);
    *n_past = 0;
    for (size_t i = 0; i < cut_offs->count; i++) {
        const struct cut_off *from = &cut_offs->items[i];
        uint32_t school = school_of(placing->round, from->school_id);
        if (from->grade != placing->rules->grade || from->programme != NULL ||
            from->year >= placing->year || school == ROUND_NONE ||
            from->last_cm == NUMBER_UNKNOWN)
            continue;
        past[(*n_past)++] = (struct past_cut_off){
            .school = school,
            .year = (int)from->year,
            .seats = (uint32_t)from->seats,
            .placed = (uint32_t)from->placed,
            .is_full = from->is_full,
            .last_group = (uint32_t)from->last_group,
            .last_way_cm = (uint32_t)from->last_cm,
        };
    }
    return past;
}

static void print_chances(const struct admit_call *call,
                          struct placing_case *placing,
                          const struct chance_model *model, uint32_t applicant)
{
    const struct round *round = placing->round;
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    const struct round_choice *choice;
    json_begin_object(&json);
    json_key(&json, "pupil");
    json_text(&json, round->applicants[applicant].id);
    json_key(&json, "schools");
    json_begin_array(&json);
    struct text_buffer table = {0};
    for (size_t rank = 0;
         rank < N_CHANCES &&
         (choice = choice_lists_at(placing->lists, applicant, rank)) != NULL;
         rank++) {
        const struct seat_pool *pool = &round->pools[choice->pool];
        struct chance chance = chance_at(
            model, pool->school, pool->seats,
            round_group(round, applicant, pool->school), choice->way_cm);
        text_add_format(&table,
                        "%s (%s): ", placing->school_names[pool->school],
                        round->schools[pool->school].id);
        chance_text_write(&table, &chance, choice->way_cm, call->language);
        json_begin_object(&json);
        json_key(&json, "school");
        json_text(&json, round->schools[pool->school].id);
        json_key(&json, "distance_m");
        json_metres(&json, choice->way_cm);
        json_key(&json, "expect");
        chance_json_write(&json, &chance);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    admit_print(call->as_json ? &text : &table);
    text_buffer_free(call->as_json ? &table : &text);
}

static enum status explain_chances(const struct admit_call *call,
                                   const struct pupil *pupil, struct error *err)
{
    struct rules_file file;
    struct placing_case *placing = NULL;
    struct cut_off_list cut_offs;
    uint32_t applicant = 0;
    enum status status = admit_read_rules(call, (int)pupil->grade, &file, err);
    if (status == STATUS_OK)
        status = admit_open_case(call, &file, pupil->year, &placing, err);
    if (status == STATUS_OK)
        status = placing_case_find(placing, pupil->id, &applicant, err);
    if (status == STATUS_OK)
        status =
            store_read_cut_offs(call->city, placing->arena, &cut_offs, err);
    if (status == STATUS_OK) {
        size_t n_past;
        const struct past_cut_off *past = past_of(placing, &cut_offs, &n_past);
        struct chance_model model =
            chance_model_from(placing->arena, past, n_past,
                              placing->round->n_schools, (int)placing->year);
        print_chances(call, placing, &model, applicant);
    }
    placing_case_close(placing);
    return status;
}

// The command -----------------------------------------------------------------

static enum status explain(const struct admit_call *call, struct error *err)
{
    const struct pupil *pupil = NULL;
    enum status status = find_pupil(
        call, arguments_value(call->arguments, "pupil", NULL), &pupil, err);
    if (status != STATUS_OK)
        return status;
    return arguments_has(call->arguments, "chances")
               ? explain_chances(call, pupil, err)
               : explain_place(call, pupil, err);
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct admit_call call = {.arguments = &arguments};
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK &&
        (arguments.n_positional != 1 || !arguments_has(&arguments, "pupil")))
        status = error_set(&err, STATUS_BAD_INPUT,
                           "one CITY and --pupil ID are needed");
    if (status == STATUS_OK)
        status =
            language_parse("--lang", arguments_value(&arguments, "lang", "vi"),
                           &call.language, &err);
    if (status == STATUS_OK)
        status = admit_read_threads(&call, &err);
    if (status != STATUS_OK)
        return command_misused("explain", &err);
    call.as_json = arguments_has(&arguments, "json");
    status = admit_run_verb(&call, arguments.positional[0], explain, &err);
    return status == STATUS_OK ? EXIT_DONE : command_refused("explain", &err);
}

const struct command COMMAND_EXPLAIN = {
    .name = "explain",
    .summary = "why a pupil is at its school, or what its chances are",
    .help =
        "usage: hocgan explain CITY --pupil ID [--round ROUND] [--json]"
        " [--lang vi|en]\n"
        "       hocgan explain CITY --pupil ID --chances [--rules FILE]"
        " [--json] [--lang vi|en]\n\n"
        "Tells for one pupil of a round every school it would rather be at:\n"
        "the seats, the last one admitted there, its own place in the queue "
        "and\n"
        "what would have had to differ; then its own school and those with "
        "seats\n"
        "left. ROUND is the one in force unless named. --chances tells before "
        "a\n"
        "round what last years' cut-offs promise. For the family and the "
        "office\n"
        "only: it speaks of one child.\n\n"
        "example: hocgan explain city.sqlite --pupil HS0000001\n",
    .run = run,
};
