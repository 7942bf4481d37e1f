// hocgan contest CITY apply ID: makes the change for good and places again, as
// a new draft round for the office to look at and publish. Only what was tried
// out is done: the effect must be of the city as it is. Since the change alters
// what it is of, nothing is done twice.

#include <stdio.h>
#include <string.h>

#include "command_log.h"
#include "contest.h"
#include "store/clock.h"

static enum status check_effect(const struct contest_case *contest,
                                struct error *err)
{
    const char *id = contest->contest.id;
    if (contest->contest.effect == NULL)
        return error_set(err, STATUS_STATE,
                         "see first what contest %s does: `hocgan contest CITY "
                         "effect %s`",
                         id, id);
    if (!text_same(contest->contest.effect_of, contest->state))
        return error_set(err, STATUS_STATE,
                         "pupils, seats, rules, streets or the round in force "
                         "have changed since the effect of contest %s was "
                         "worked out; work it out anew",
                         id);
    return STATUS_OK;
}

static enum status accept(const struct admit_call *call,
                          struct contest *contest, struct error *err)
{
    if (contest->state == CONTEST_ACCEPTED) // by an officer, in the office
        return STATUS_OK;
    contest->state = CONTEST_ACCEPTED;
    contest->decided_at = utc_now(call->arena);
    if (contest->decided_by == NULL) // by an officer, where the office asked
        contest->decided_by = command_log_who(call->arena);
    enum status status = store_begin(call->pupils, err);
    if (status == STATUS_OK)
        status = store_update_contest(call->pupils, contest, err);
    if (status == STATUS_OK)
        return store_commit(call->pupils, err);
    store_rollback(call->pupils);
    return status;
}

static enum status keep_round(const struct admit_call *call,
                              const struct round_record *record,
                              struct error *err)
{
    enum status status = store_begin(call->pupils, err);
    if (status == STATUS_OK)
        status = store_write_round(call->pupils, record, err);
    if (status == STATUS_OK)
        status = store_commit(call->pupils, err);
    else
        store_rollback(call->pupils);
    return status;
}

static enum status place(const struct admit_call *call,
                         const struct contest_case *contest, struct error *err)
{
    struct placing_case *placing = NULL;
    struct placing_result result;
    enum status status =
        contest_place_again(call, contest, &placing, &result, err);
    if (status == STATUS_OK) {
        struct round_record record =
            placing_record(placing, &result, utc_now(call->arena));
        status = keep_round(call, &record, err);
        progress_bar_wipe(call->bar);
        if (status == STATUS_OK)
            printf("%s\n", record.entry.id);
    }
    placing_case_close(placing);
    return status;
}

enum status contest_apply(const struct admit_call *call, struct error *err)
{
    struct contest_case contest;
    enum status status = contest_case_read(call, call->words[0], &contest, err);
    if (status == STATUS_OK)
        status = check_effect(&contest, err);
    if (status == STATUS_OK)
        status = contest_make_change(call->city, call->pupils, &contest, err);
    if (status != STATUS_OK)
        return status;
    progress_bar_kept(call->bar);
    status = accept(call, &contest.contest, err);
    return status == STATUS_OK ? place(call, &contest, err) : status;
}
