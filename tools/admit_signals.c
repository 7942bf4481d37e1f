// hocgan admit CITY signals --grade G --year Y: what an officer should look at
// before a round, and what officers have looked at. Nothing is refused because
// of a signal.

#include <stdio.h>

#include "admit.h"
#include "query/pupil_signals.h"

static bool is_of_round(const struct pupil *pupil, const void *context)
{
    const struct admit_call *call = context;
    return pupil->grade == call->grade && pupil->year == call->year;
}

static void print_signal(struct text_buffer *text,
                         const struct admit_call *call,
                         const struct pupil_signals *found,
                         const struct signal *signal)
{
    const struct signal_review *review = pupil_signals_review(found, signal);
    const char *separator = "\n    ";
    signal_text_write(text, signal, found->homes, call->language);
    for (size_t i = 0; i < signal->n_pupils; i++)
        if (found->is_told[signal->pupils[i]]) {
            text_add_format(text, "%s%s", separator,
                            found->pupils.items[signal->pupils[i]].id);
            separator = " ";
        }
    if (review != NULL)
        text_add_format(text, "\n    reviewed by %s, %s%s%s",
                        review->reviewed_by, review->reviewed_at,
                        review->note == NULL ? "" : ": ",
                        review->note == NULL ? "" : review->note);
    text_add_string(text, "\n");
}

static void print_signals(const struct admit_call *call,
                          const struct pupil_signals *found)
{
    struct text_buffer text = {0};
    for (size_t i = 0; i < found->signals.count; i++)
        print_signal(&text, call, found, &found->signals.items[i]);
    if (found->signals.count > 0)
        admit_print(&text);
}

static void tell_count(const struct pupil_signals *found)
{
    size_t n_reviewed = 0;
    for (size_t i = 0; i < found->signals.count; i++)
        n_reviewed +=
            pupil_signals_review(found, &found->signals.items[i]) != NULL;
    if (found->signals.count == 0)
        fputs("no signals\n", stderr);
    else
        fprintf(stderr, "%zu signals, %zu of them reviewed\n",
                found->signals.count, n_reviewed);
}

enum status admit_signals(const struct admit_call *call, struct error *err)
{
    struct city_state *state = NULL;
    struct pupil_signals found;
    struct pupil_signals_question question = {
        .is_told = is_of_round, .context = call, .n_threads = call->n_threads};
    enum status status = city_state_open(call->city, NULL, &state, err);
    if (status == STATUS_OK)
        status = pupil_signals_find(state, call->pupils, call->arena, &question,
                                    &found, err);
    if (status == STATUS_OK && call->as_json) {
        struct text_buffer text = {0};
        struct json_writer json = json_into(&text);
        pupil_signals_json_write(&json, &found, call->language);
        admit_print(&text);
    } else if (status == STATUS_OK) {
        print_signals(call, &found);
    }
    if (status == STATUS_OK)
        tell_count(&found);
    city_state_close(state);
    return status;
}
