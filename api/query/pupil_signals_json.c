#include "query/pupil_signals.h"

#include "base/json_writer.h"

void pupil_signals_json_review(struct json_writer *json,
                               const struct signal_review *review)
{
    json_key(json, "review");
    if (review == NULL) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    json_key_text(json, "by", review->reviewed_by);
    json_key_text(json, "at", review->reviewed_at);
    json_key_text(json, "note", review->note);
    json_end_object(json);
}

static void write_signal(struct json_writer *json,
                         const struct pupil_signals *found,
                         const struct signal *signal, enum language language)
{
    struct text_buffer sentence = {0};
    signal_text_write(&sentence, signal, found->homes, language);
    json_begin_object(json);
    json_key_text(json, "kind", signal_kind_name(signal->kind));
    json_key_text(json, "facts", signal->facts);
    json_key(json, "pupils");
    json_begin_array(json);
    for (size_t i = 0; i < signal->n_pupils; i++)
        if (found->is_told[signal->pupils[i]])
            json_text(json, found->pupils.items[signal->pupils[i]].id);
    json_end_array(json);
    json_key_text(json, "text", sentence.bytes);
    pupil_signals_json_review(json, pupil_signals_review(found, signal));
    json_end_object(json);
    text_buffer_free(&sentence);
}

void pupil_signals_json_write(struct json_writer *json,
                              const struct pupil_signals *found,
                              enum language language)
{
    json_begin_object(json);
    json_key(json, "signals");
    json_begin_array(json);
    for (size_t i = 0; i < found->signals.count; i++)
        write_signal(json, found, &found->signals.items[i], language);
    json_end_array(json);
    json_end_object(json);
}
