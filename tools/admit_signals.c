// hocgan admit CITY signals --grade G --year Y: what an officer should look at
// before a round. Nothing is refused because of a signal.

#include <stdio.h>

#include "admit.h"
#include "placing/placing_signals.h"

static void print_signals(const struct admit_call *call,
                          const struct placing_signals *found)
{
    struct text_buffer text = {0};
    for (size_t i = 0; i < found->signals.count; i++) {
        const struct signal *signal = &found->signals.items[i];
        signal_text_write(&text, signal, call->language);
        for (size_t p = 0; p < signal->n_pupils; p++)
            text_add_format(&text, "%s%s", p == 0 ? "\n    " : " ",
                            found->homes[signal->pupils[p]].pupil->id);
        text_add_string(&text, "\n");
    }
    if (found->signals.count == 0)
        fputs("no signals\n", stderr);
    else
        admit_print(&text);
}

enum status admit_signals(const struct admit_call *call, struct error *err)
{
    struct rules_file file;
    struct placing_case *placing = NULL;
    struct placing_signals found;
    enum status status = admit_read_rules(call, call->grade, &file, err);
    if (status == STATUS_OK)
        status = admit_open_case(call, &file, call->year, &placing, err);
    if (status == STATUS_OK)
        status = placing_signals_find(placing, call->city,
                                      &(struct signal_options){0}, &found, err);
    if (status == STATUS_OK && call->as_json) {
        struct text_buffer text = {0};
        signals_json_write(&text, &found.signals, found.homes, call->language);
        admit_print(&text);
    } else if (status == STATUS_OK) {
        print_signals(call, &found);
    }
    placing_case_close(placing);
    return status;
}
