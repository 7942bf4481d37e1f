// What each kind is called, and what it says in either language, stands in one
// table; a sentence has at most two numbers in it.

#include "admission/signals.h"

#include "base/json_writer.h"

struct kind_words {
    const char *name;
    const char *sentence[N_LANGUAGES];
};

static const struct kind_words KINDS[] = {
    [SIGNAL_MANY_AT_POINT] =
        {"many_at_point",
         {"%s học sinh của %s gia đình ở cùng một điểm trên bản đồ; có thể là "
          "chung cư, cũng có thể do ghim nhầm chỗ.",
          "%s pupils of %s families are at one point of the map; it may be "
          "a block of flats, or a pin in the wrong place."}},
    [SIGNAL_FAR_FROM_ADDRESS] =
        {"far_from_address",
         {"Điểm trên bản đồ cách địa chỉ đã khai %s m; có thể bản đồ ghi địa "
          "chỉ chưa đúng chỗ.",
          "The pin is %s m from the address given; the map may have the "
          "address in the wrong place."}},
    [SIGNAL_ADDRESS_UNKNOWN] =
        {"address_unknown",
         {"Không tìm thấy địa chỉ đã khai trên bản đồ; khu mới thường chưa có "
          "số nhà.",
          "The address given is not on the map; new quarters often have no "
          "house numbers yet."}},
    [SIGNAL_OTHER_WARD] =
        {"other_ward",
         {"Điểm trên bản đồ nằm ngoài phường/xã đã khai; có thể do ranh giới "
          "mới đổi.",
          "The pin lies outside the ward given; borders may have changed."}},
    [SIGNAL_NO_STREET] =
        {"no_street",
         {"Trong 500 m quanh nhà không có đường nào trên bản đồ; khu mới "
          "thường chưa được vẽ.",
          "No street of the map is within 500 m of the home; new quarters are "
          "often not drawn yet."}},
    [SIGNAL_SAME_CHILD] =
        {"same_child",
         {"%s hồ sơ có cùng họ tên, năm sinh, lớp và phường; có thể là những "
          "em "
          "trùng tên.",
          "%s entries have the same name, birth year, grade and ward; they may "
          "be different children."}},
};

const char *signal_kind_name(enum signal_kind kind)
{
    return KINDS[kind].name;
}

void signal_text_write(struct text_buffer *into, const struct signal *signal,
                       enum language language)
{
    char first[NUMBER_TEXT_SIZE];
    char second[NUMBER_TEXT_SIZE];
    number_format(signal->kind == SIGNAL_FAR_FROM_ADDRESS ? signal->distance_m
                                                          : signal->n_pupils,
                  language, first);
    number_format(signal->n_families, language, second);
    text_add_format(into, KINDS[signal->kind].sentence[language], first,
                    second);
}

static void json_signal(struct json_writer *json, const struct signal *signal,
                        const struct signal_home *homes, enum language language)
{
    struct text_buffer sentence = {0};
    signal_text_write(&sentence, signal, language);
    json_begin_object(json);
    json_key(json, "kind");
    json_text(json, signal_kind_name(signal->kind));
    json_key(json, "pupils");
    json_begin_array(json);
    for (size_t i = 0; i < signal->n_pupils; i++)
        json_text(json, homes[signal->pupils[i]].pupil->id);
    json_end_array(json);
    json_key(json, "text");
    json_text(json, sentence.bytes);
    json_end_object(json);
    text_buffer_free(&sentence);
}

void signals_json_write(struct text_buffer *into,
                        const struct signal_list *signals,
                        const struct signal_home *homes, enum language language)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key(&json, "signals");
    json_begin_array(&json);
    for (size_t i = 0; i < signals->count; i++)
        json_signal(&json, &signals->items[i], homes, language);
    json_end_array(&json);
    json_end_object(&json);
}
