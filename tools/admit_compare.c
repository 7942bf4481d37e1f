// hocgan admit CITY compare ROUND… | diff ROUND ROUND | check ROUND: kept
// rounds beside each other, from one to another, and one against its rules.

#include <stdio.h>
#include <string.h>

#include "admission/envy.h"
#include "admit.h"
#include "placing/placing_kept.h"
#include "store/store_city.h"

// Side by side ----------------------------------------------------------------

struct comparison {
    const struct admit_call *call;
    struct round_record records[ADMIT_MOST_SHOWN];
    struct placing_result results[ADMIT_MOST_SHOWN];
    struct placing_case *placing;
    size_t count;
};

static enum status read_records(struct comparison *comparison,
                                struct error *err)
{
    const struct admit_call *call = comparison->call;
    enum status status = STATUS_OK;
    comparison->count = call->n_words;
    for (size_t i = 0; i < call->n_words && status == STATUS_OK; i++)
        status = admit_read_round(call, call->words[i], &comparison->records[i],
                                  err);
    for (size_t i = 1; i < call->n_words && status == STATUS_OK; i++)
        status = placing_check_comparable(&comparison->records[0].entry,
                                          &comparison->records[i].entry, err);
    return status;
}

void admit_show_table(const struct admit_call *call,
                      struct placing_case *placing,
                      const struct placing_result *results,
                      const char *const *ids, size_t n_results)
{
    struct compared_placement compared[ADMIT_MOST_SHOWN];
    struct text_buffer text = {0};
    for (size_t i = 0; i < n_results; i++)
        compared[i] = (struct compared_placement){
            placing_result_name(placing->arena, &results[i]),
            &results[i].placement};
    struct consequences table = consequences_of(
        placing->arena, placing->round, placing->lists, compared, n_results,
        placing->ward_names, placing->last_year);
    if (!call->as_json && !arguments_has(call->arguments, "by-ward"))
        table.n_wards = 0;
    if (!call->as_json && !arguments_has(call->arguments, "by-group"))
        table.n_groups = 0;
    if (call->as_json)
        consequences_json_write(&text, &table, 0);
    else
        consequences_text_write(&text, &table, 0, call->language);
    for (size_t i = 0; ids != NULL && i < n_results && !call->as_json; i++)
        if (ids[i] != NULL)
            text_add_format(&text, "%s%s  %s\n", i == 0 ? "\n" : "", ids[i],
                            compared[i].name);
    admit_print(&text);
}

enum status admit_compare(const struct admit_call *call, struct error *err)
{
    struct comparison comparison = {.call = call};
    enum status status = read_records(&comparison, err);
    if (status == STATUS_OK)
        status = admit_open_case_of(call, &comparison.records[0],
                                    &comparison.placing, err);
    for (size_t i = 0; i < comparison.count && status == STATUS_OK; i++)
        status = placing_restore(comparison.placing, &comparison.records[i],
                                 &comparison.results[i], err);
    if (status == STATUS_OK)
        admit_show_table(call, comparison.placing, comparison.results, NULL,
                         comparison.count);
    placing_case_close(comparison.placing);
    return status;
}

// From one to another ---------------------------------------------------------

static enum status read_kept(const struct admit_call *call,
                             const struct placing_homes *homes, const char *id,
                             struct placing_kept *kept, struct error *err)
{
    struct round_record record;
    struct rules_file *file = arena_array(call->arena, struct rules_file, 1);
    enum status status = admit_read_round(call, id, &record, err);
    if (status == STATUS_OK)
        status = rules_file_parse("the round's rules", record.entry.rules,
                                  strlen(record.entry.rules), call->arena, NULL,
                                  NULL, file, err);
    if (status == STATUS_OK)
        *kept = placing_kept_build(call->arena, homes, &record, &file->rules);
    return status;
}

static enum status read_homes(const struct admit_call *call,
                              struct placing_homes *homes, struct error *err)
{
    struct ward_list wards;
    enum status status = store_read_wards(call->city, call->arena, &wards, err);
    return status == STATUS_OK ? placing_homes_read(call->pupils, &wards,
                                                    call->arena, homes, err)
                               : status;
}

enum status admit_diff(const struct admit_call *call, struct error *err)
{
    struct placing_homes homes;
    struct placing_kept before;
    struct placing_kept after;
    enum status status = read_homes(call, &homes, err);
    if (status == STATUS_OK)
        status = read_kept(call, &homes, call->words[0], &before, err);
    if (status == STATUS_OK)
        status = read_kept(call, &homes, call->words[1], &after, err);
    if (status != STATUS_OK)
        return status;
    struct text_buffer text = {0};
    bool lists_pupils = arguments_has(call->arguments, "pupils");
    struct impact impact =
        impact_between(call->arena, placing_kept_side(&before),
                       placing_kept_side(&after), after.ward_names);
    if (call->as_json && lists_pupils)
        impact_pupils_json_write(&text, &impact);
    else if (call->as_json)
        impact_json_write(&text, &impact.summary, 0);
    else
        impact_text_write(&text, &impact.summary, 0, call->language);
    if (!call->as_json && lists_pupils)
        impact_pupils_text_write(&text, &impact, call->language);
    admit_print(&text);
    return STATUS_OK;
}

// Against its rules -----------------------------------------------------------

// The same method on the same case gives the same places, to the pupil.
static enum status check_places(struct placing_case *placing,
                                const struct placing_result *kept,
                                struct error *err)
{
    struct placing_result again;
    enum status status =
        placing_run(placing, kept->method, kept->objective, &again, err);
    for (size_t a = 0; a < placing->round->n_applicants && status == STATUS_OK;
         a++)
        if (again.placement.pool[a] != kept->placement.pool[a])
            return error_set(err, STATUS_BAD_INPUT,
                             "pupil %.60s is not kept where %s places it",
                             placing->round->applicants[a].id,
                             placing_result_name(placing->arena, kept));
    if (status == STATUS_OK)
        puts("placed again: the same places");
    return status;
}

// Restoring checks seats, ways and families; the places, envy and the
// certificate are worked out anew from what was kept.
enum status admit_check(const struct admit_call *call, struct error *err)
{
    struct round_record record;
    struct placing_case *placing = NULL;
    struct placing_result result;
    enum status status = admit_read_round(call, call->words[0], &record, err);
    if (status == STATUS_OK)
        status = admit_open_case_of(call, &record, &placing, err);
    if (status == STATUS_OK)
        status = placing_restore(placing, &record, &result, err);
    if (status == STATUS_OK) {
        size_t n_envious =
            envy_find(placing->round, &result.placement, placing->lists, NULL);
        printf("seats, ways and families: kept\njustified envy: %zu pupils\n",
               n_envious);
        status = check_places(placing, &result, err);
    }
    if (status == STATUS_OK && result.method == METHOD_OPTIMAL) {
        struct optimal_proof proof;
        status = optimal_check(placing->round, &result.optimum,
                               result.objective, &proof, err);
        if (status == STATUS_OK)
            printf("certificate: cost %.0f, proven bound %.0f%s\n", proof.cost,
                   proof.bound, proof.is_optimal ? ": optimal" : "");
    }
    placing_case_close(placing);
    return status;
}
