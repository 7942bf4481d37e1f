// hocgan admit CITY --grade G --year Y --method M: places the pupils of an
// entry grade by one method, or by all beside each other, keeps each as a draft
// round and shows what it does to families.

#include <stdio.h>
#include <string.h>

#include "admit.h"
#include "city_query.h"
#include "store/clock.h"

#define MOST_RUNS ADMIT_MOST_SHOWN

struct run {
    enum method method;
    enum objective objective;
};

struct placer {
    const struct admit_call *call;
    struct run runs[MOST_RUNS];
    size_t n_runs;
    struct placing_case *placing;
    struct placing_result results[MOST_RUNS];
    const char *ids[MOST_RUNS]; // of the rounds kept
};

// What was asked for ----------------------------------------------------------

static void add_run(struct placer *placer, enum method method,
                    enum objective objective)
{
    placer->runs[placer->n_runs++] = (struct run){method, objective};
}

static void add_every_run(struct placer *placer)
{
    add_run(placer, METHOD_NEAREST_FIRST, OBJECTIVE_TOTAL);
    add_run(placer, METHOD_STABLE, OBJECTIVE_TOTAL);
    add_run(placer, METHOD_OPTIMAL, OBJECTIVE_TOTAL);
    add_run(placer, METHOD_OPTIMAL, OBJECTIVE_TAIL);
    add_run(placer, METHOD_OPTIMAL, OBJECTIVE_CAPS);
}

static enum status read_runs(struct placer *placer, struct error *err)
{
    const struct arguments *arguments = placer->call->arguments;
    const char *word = arguments_value(arguments, "method", NULL);
    const char *objective_word = arguments_value(arguments, "objective", NULL);
    enum method method;
    enum objective objective = OBJECTIVE_TOTAL;
    if (word == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "--method is needed: nearest-first, stable, optimal "
                         "or all");
    if (objective_word != NULL && !objective_parse(objective_word, &objective))
        return error_set(err, STATUS_BAD_INPUT,
                         "--objective must be total, tail or caps, not \"%s\"",
                         objective_word);
    if (objective_word != NULL && strcmp(word, "optimal") != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "--objective is for --method optimal");
    if (strcmp(word, "all") == 0) {
        add_every_run(placer);
        return STATUS_OK;
    }
    if (!method_parse(word, &method))
        return error_set(err, STATUS_BAD_INPUT,
                         "--method must be nearest-first, stable, optimal or "
                         "all, not \"%s\"",
                         word);
    add_run(placer, method, objective);
    return STATUS_OK;
}

enum status admit_check_method(const struct admit_call *call, struct error *err)
{
    struct placer placer = {.call = call};
    return read_runs(&placer, err);
}

// Placing ---------------------------------------------------------------------

static void say_result(const struct placer *placer, size_t i, double took_s)
{
    const struct placing_result *result = &placer->results[i];
    fprintf(stderr, "%s: %.2f s",
            placing_result_name(placer->call->arena, result), took_s);
    if (result->method == METHOD_OPTIMAL && result->optimum.is_proven)
        fputs(", proven optimal", stderr);
    else if (result->method == METHOD_OPTIMAL)
        fprintf(stderr, ", within %.6f %% of the bound",
                100 * optimal_gap(&result->optimum));
    if (result->method == METHOD_STABLE && result->n_unsettled > 0)
        fprintf(stderr,
                ", %zu pupils keep justified envy because families stay "
                "together",
                result->n_unsettled);
    fputc('\n', stderr);
}

static enum status run_all(struct placer *placer, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < placer->n_runs && status == STATUS_OK; i++) {
        double began_s = seconds_now();
        progress_tell(&placer->call->bar->progress, 400 + 500 * i,
                      400 + 600 * placer->n_runs, "placing");
        status =
            placing_run(placer->placing, placer->runs[i].method,
                        placer->runs[i].objective, &placer->results[i], err);
        if (status == STATUS_OK)
            say_result(placer, i, seconds_now() - began_s);
    }
    return status;
}

// A published round of the same id is the same round: it stays as it is.
static enum status keep_one(struct placer *placer, size_t i, struct error *err)
{
    struct round_record record = placing_record(
        placer->placing, &placer->results[i], utc_now(placer->call->arena));
    placer->ids[i] = record.entry.id;
    enum status status = store_write_round(placer->call->pupils, &record, err);
    if (status == STATUS_STATE)
        fprintf(stderr, "round %s is published already\n", record.entry.id);
    return status == STATUS_STATE ? STATUS_OK : status;
}

// All of them or none.
static enum status keep_all(struct placer *placer, struct error *err)
{
    struct store *pupils = placer->call->pupils;
    if (arguments_has(placer->call->arguments, "dry-run"))
        return STATUS_OK;
    progress_tell(&placer->call->bar->progress, 9, 10, "keeping");
    enum status status = store_begin(pupils, err);
    for (size_t i = 0; i < placer->n_runs && status == STATUS_OK; i++)
        status = keep_one(placer, i, err);
    if (status != STATUS_OK) {
        store_rollback(pupils);
        return status;
    }
    progress_keep(&placer->call->bar->progress);
    status = store_commit(pupils, err);
    if (status == STATUS_OK)
        progress_bar_kept(placer->call->bar);
    return status;
}

enum status admit_place(const struct admit_call *call, struct error *err)
{
    struct placer placer = {.call = call};
    struct rules_file file;
    enum status status = read_runs(&placer, err);
    if (status == STATUS_OK)
        status = admit_read_rules(call, call->grade, &file, err);
    double began_s = seconds_now();
    progress_tell(&call->bar->progress, 0, 1,
                  "reading pupils, schools and streets");
    if (status == STATUS_OK)
        status = admit_open_case(call, &file, call->year, &placer.placing, err);
    if (status == STATUS_OK) {
        fprintf(stderr, "%zu pupils, %zu schools: %.2f s\n",
                placer.placing->round->n_applicants,
                placer.placing->round->n_schools, seconds_now() - began_s);
        status = run_all(&placer, err);
    }
    if (status == STATUS_OK)
        status = keep_all(&placer, err);
    progress_bar_wipe(call->bar);
    if (status == STATUS_OK)
        admit_show_table(call, placer.placing, placer.results, placer.ids,
                         placer.n_runs);
    placing_case_close(placer.placing);
    return status;
}
