// What each kind is called, and what it says in either language, stands in one
// table; a sentence has at most two texts or numbers put into it.

#include "admission/signals.h"

#include <inttypes.h>
#include <stdio.h>

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
    [SIGNAL_NO_ADDRESS] =
        {"no_address",
         {"Hồ sơ không ghi địa chỉ, nên không đối chiếu được điểm nhà.",
          "No address is given, so the pin cannot be held against it."}},
    [SIGNAL_OTHER_WARD] =
        {"other_ward",
         {"Hồ sơ ghi %s, nhưng điểm trên bản đồ nằm ở %s; có thể do ranh giới "
          "mới đổi.",
          "%s is written down, but the pin lies in %s; borders may have "
          "changed."}},
    [SIGNAL_OUTSIDE] =
        {"outside",
         {"Điểm trên bản đồ không nằm trong phường, xã nào của thành phố.",
          "The pin lies in no ward of the city."}},
    [SIGNAL_NO_STREET] =
        {"no_street",
         {"Trong 500 m quanh nhà không có đường nào trên bản đồ; khu mới "
          "thường chưa được vẽ.",
          "No street of the map is within 500 m of the home; new quarters are "
          "often not drawn yet."}},
    [SIGNAL_SAME_CHILD] =
        {"same_child",
         {"%s hồ sơ có cùng họ tên, năm sinh, lớp và phường; có thể là những "
          "em trùng tên.",
          "%s entries have the same name, birth year, grade and ward; they may "
          "be different children."}},
    [SIGNAL_SIBLINGS_APART] =
        {"siblings_apart",
         {"Điểm nhà cách nhà của anh chị em đã khai %s m; có thể một trong hai "
          "điểm ghim nhầm chỗ.",
          "The home is %s m from that of the brother or sister named; one of "
          "the two pins may be in the wrong place."}},
    [SIGNAL_AGE] =
        {"age",
         {"Em %s tuổi vào lớp %s; có thể ghi nhầm năm sinh hoặc lớp.",
          "A child of %s years enters grade %s; the birth year or the grade "
          "may be wrong."}},
};

const char *signal_kind_name(enum signal_kind kind)
{
    return KINDS[kind].name;
}

struct put_in {
    char first[NUMBER_TEXT_SIZE];
    char second[NUMBER_TEXT_SIZE];
};

static const char *ward_called(const char *name, const char *id)
{
    return name != NULL ? name : id;
}

static void put_numbers(struct put_in *put, const struct signal *signal,
                        const struct pupil *pupil, enum language language)
{
    if (signal->kind == SIGNAL_AGE) {
        snprintf(put->first, sizeof put->first, "%" PRId64,
                 pupil->year - pupil->birth_year);
        snprintf(put->second, sizeof put->second, "%" PRId64, pupil->grade);
        return;
    }
    bool has_distance = signal->kind == SIGNAL_FAR_FROM_ADDRESS ||
                        signal->kind == SIGNAL_SIBLINGS_APART;
    number_format(has_distance ? signal->distance_m : signal->n_pupils,
                  language, put->first);
    number_format(signal->n_families, language, put->second);
}

void signal_text_write(struct text_buffer *into, const struct signal *signal,
                       const struct signal_home *homes, enum language language)
{
    const struct signal_home *home = &homes[signal->pupils[0]];
    const char *sentence = KINDS[signal->kind].sentence[language];
    struct put_in put;
    if (signal->kind == SIGNAL_OTHER_WARD) {
        text_add_format(into, sentence,
                        ward_called(home->ward_name, home->pupil->ward_id),
                        ward_called(home->pin_ward_name, home->pin_ward));
        return;
    }
    put_numbers(&put, signal, home->pupil, language);
    text_add_format(into, sentence, put.first, put.second);
}
