// What trying a contest out and accepting it have in common, so that what was
// tried is what is done.

#include "contest.h"

#include <string.h>

#include "placing/placing_state.h"
#include "store/clock.h"
#include "store/store_corrections.h"
#include "store/store_pupil_pages.h"

static enum status check_contest(const struct contest *contest,
                                 struct error *err)
{
    if (contest->kind == CONTEST_OTHER)
        return error_set(err, STATUS_STATE,
                         "contest %s is in words only; there is nothing to try "
                         "out",
                         contest->id);
    if (contest->state == CONTEST_REFUSED ||
        contest->state == CONTEST_WITHDRAWN)
        return error_set(err, STATUS_STATE, "contest %s is %s", contest->id,
                         contest_state_name(contest->state));
    if (contest->line.count == 0)
        return error_set(err, STATUS_STATE, "contest %s names no place",
                         contest->id);
    return STATUS_OK;
}

enum status contest_case_read(const struct admit_call *call, const char *id,
                              struct contest_case *contest, struct error *err)
{
    struct placed_pupil placed;
    struct round_entry round;
    *contest = (struct contest_case){0};
    enum status status = store_find_contest(call->pupils, call->arena, id,
                                            &contest->contest, err);
    if (status == STATUS_OK)
        status = check_contest(&contest->contest, err);
    if (status == STATUS_OK)
        status =
            store_find_pupil(call->pupils, call->arena,
                             contest->contest.pupil_id, NULL, &placed, err);
    if (status != STATUS_OK)
        return status;
    contest->pupil = placed.pupil;
    status =
        placing_round_in_force(call->pupils, call->arena, placed.pupil.grade,
                               placed.pupil.year, &round, err);
    if (status == STATUS_OK)
        status = store_read_round(call->pupils, call->arena, round.id,
                                  &contest->round, err);
    return status == STATUS_OK
               ? placing_state_of(call->city, call->pupils, call->arena, &round,
                                  &contest->state, err)
               : status;
}

static enum status change(struct store *city, struct store *pupils,
                          const struct contest_case *contest,
                          struct arena *arena, struct error *err)
{
    const struct contest *wanted = &contest->contest;
    switch (wanted->kind) {
    case CONTEST_PIN:
        return store_move_pupil(pupils, wanted->pupil_id,
                                wanted->line.points[0], NULL, err);
    case CONTEST_LANE:
        return store_add_lane(city, wanted->line, NULL, utc_now(arena), err);
    case CONTEST_GATE:
        return store_add_gate(city, wanted->school_id, wanted->line.points[0],
                              utc_now(arena), err);
    case CONTEST_OTHER:
        break;
    }
    return check_contest(wanted, err);
}

enum status contest_make_change(struct store *city, struct store *pupils,
                                const struct contest_case *contest,
                                struct error *err)
{
    struct store *changed =
        contest->contest.kind == CONTEST_PIN ? pupils : city;
    struct arena *arena = arena_new();
    enum status status = store_begin(changed, err);
    if (status == STATUS_OK)
        status = change(city, pupils, contest, arena, err);
    if (status == STATUS_OK)
        status = store_commit(changed, err);
    else
        store_rollback(changed);
    arena_free(arena);
    return status;
}

enum status contest_place_again(const struct admit_call *call,
                                const struct contest_case *contest,
                                struct placing_case **placing,
                                struct placing_result *result,
                                struct error *err)
{
    const struct round_entry *round = &contest->round.entry;
    enum method method;
    enum objective objective = OBJECTIVE_TOTAL;
    if (!method_parse(round->method, &method) ||
        (round->objective != NULL &&
         !objective_parse(round->objective, &objective)))
        return error_set(err, STATUS_STATE,
                         "round %s was made by a method this program does not "
                         "know: %s",
                         round->id, round->method);
    progress_tell(&call->bar->progress, 2, 10,
                  "reading pupils, schools and streets");
    enum status status =
        admit_open_case_of(call, &contest->round, placing, err);
    if (status != STATUS_OK)
        return status;
    progress_tell(&call->bar->progress, 6, 10, "placing");
    return placing_run(*placing, method, objective, result, err);
}
