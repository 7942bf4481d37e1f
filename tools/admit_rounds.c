// hocgan admit CITY rounds | publish ROUND | remove ROUND: the rounds that are
// kept.

#include <inttypes.h>
#include <stdio.h>

#include "admit.h"
#include "store/store_cut_offs.h"

static const char *state_of(const struct round_entry *round)
{
    return round->is_in_force    ? "in force"
           : round->is_published ? "published before"
                                 : "draft";
}

enum status admit_rounds(const struct admit_call *call, struct error *err)
{
    struct round_entry_list rounds;
    enum status status =
        store_list_rounds(call->pupils, call->arena, &rounds, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < rounds.count; i++) {
        const struct round_entry *round = &rounds.items[i];
        printf("%s  %" PRId64 "  grade %-2" PRId64
               "  %-13s %-5s  %s  rules %s %s  %s\n",
               round->id, round->year, round->grade, round->method,
               round->objective == NULL ? "" : round->objective, round->made_at,
               round->rules_name, round->rules_version, state_of(round));
    }
    if (rounds.count == 0)
        fputs("no rounds yet; `hocgan admit --help` shows how to make one\n",
              stderr);
    return STATUS_OK;
}

// The cut-offs go out first: if the second file then fails, the next try sets
// both right, as the same cut-offs take their own place.
enum status admit_publish(const struct admit_call *call, struct error *err)
{
    struct round_record record;
    enum status status = admit_read_round(call, call->words[0], &record, err);
    if (status == STATUS_OK)
        status = store_begin(call->city, err);
    if (status == STATUS_OK)
        status = store_write_cut_offs(call->city, &record, err);
    if (status == STATUS_OK)
        status = store_commit(call->city, err);
    if (status == STATUS_OK)
        status = store_begin(call->pupils, err);
    if (status == STATUS_OK)
        status = store_publish_round(call->pupils, record.entry.id, err);
    if (status == STATUS_OK)
        status = store_commit(call->pupils, err);
    if (status == STATUS_OK)
        fprintf(stderr,
                "published %s: it never changes from now on; its cut-offs are "
                "in the city file\n",
                record.entry.id);
    return status;
}

enum status admit_remove(const struct admit_call *call, struct error *err)
{
    struct round_record record;
    enum status status = admit_read_round(call, call->words[0], &record, err);
    if (status == STATUS_OK)
        status = store_begin(call->pupils, err);
    if (status == STATUS_OK)
        status = store_remove_round(call->pupils, record.entry.id, err);
    if (status == STATUS_OK)
        status = store_commit(call->pupils, err);
    if (status == STATUS_OK)
        fprintf(stderr, "removed the draft %s\n", record.entry.id);
    return status;
}
