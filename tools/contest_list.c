// hocgan contest CITY list: what was contested, and how it stands.

#include <stdio.h>

#include "base/json_writer.h"
#include "contest.h"

static void write_json(const struct contest_list *contests)
{
    struct text_buffer text = {0};
    struct json_writer json = json_into(&text);
    json_begin_array(&json);
    for (size_t i = 0; i < contests->count; i++) {
        const struct contest *contest = &contests->items[i];
        json_begin_object(&json);
        json_key_text(&json, "id", contest->id);
        json_key_text(&json, "kind", contest_kind_name(contest->kind));
        json_key_text(&json, "state", contest_state_name(contest->state));
        json_key_text(&json, "made_at", contest->made_at);
        json_key_text(&json, "pupil", contest->pupil_id);
        json_key_text(&json, "round", contest->round_id);
        json_key(&json, "has_effect");
        json_bool(&json, contest->effect != NULL);
        json_end_object(&json);
    }
    json_end_array(&json);
    admit_print(&text);
}

enum status contest_list(const struct admit_call *call, struct error *err)
{
    struct contest_list contests;
    struct contest_filter all = {0};
    enum status status =
        store_read_contests(call->pupils, call->arena, &all, &contests, err);
    if (status != STATUS_OK)
        return status;
    if (call->as_json)
        write_json(&contests);
    for (size_t i = 0; i < contests.count && !call->as_json; i++)
        printf("%s\t%s\t%s\t%s\t%s\n", contests.items[i].id,
               contest_kind_name(contests.items[i].kind),
               contest_state_name(contests.items[i].state),
               contests.items[i].made_at, contests.items[i].pupil_id);
    return STATUS_OK;
}
