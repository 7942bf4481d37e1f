// The words stand in one table for both languages. A place's line says where it
// was, where it is, and whether that is enough; for the city the wards with the
// longest way to go follow, as that is where help is needed.

#include <math.h>
#include <stdio.h>

#include "base/json_writer.h"
#include "base/text_table.h"
#include "forecast/indicators.h"

#define MOST_BEHIND 3

struct words {
    const char *headings[7];
    const char *states[INDICATOR_TOO_EARLY + 1];
    const char *city;
    const char *behind;
    const char *nothing;
    char decimal;
};

static const struct words WORDS[N_LANGUAGES] = {
    [LANGUAGE_VIETNAMESE] = {{"Chỉ tiêu", "Tình trạng", "năm", "hiện có",
                              "mục tiêu", "còn thiếu", "mỗi năm"},
                             {"không có mục tiêu", "đạt", "đúng tiến độ",
                              "chậm", "không đạt", "mới một năm"},
                             "Toàn thành phố",
                             "Phường, xã còn xa mục tiêu nhất",
                             "Chưa có số liệu nào.",
                             ','},
    [LANGUAGE_ENGLISH] = {{"Indicator", "State", "year", "now", "target",
                           "to go", "a year"},
                          {"no target", "reached", "on track", "behind",
                           "missed", "one year only"},
                          "The whole city",
                          "Wards with the longest way to go",
                          "There are no values yet.",
                          '.'},
};

static const char *name_of(const struct indicator *indicator,
                           enum language language)
{
    return language == LANGUAGE_VIETNAMESE ? indicator->name_vi
                                           : indicator->name_en;
}

// One decimal, none where it is whole; `sign` also before what is above 0.
static const char *decimal(struct arena *arena, double value, bool sign,
                           enum language language)
{
    char whole[NUMBER_TEXT_SIZE];
    uint64_t tenths = (uint64_t)llround(fabs(value) * 10);
    const char *mark = tenths == 0 ? "" : value < 0 ? "-" : sign ? "+" : "";
    number_format(tenths / 10, language, whole);
    if (tenths % 10 == 0)
        return arena_format(arena, "%s%s", mark, whole);
    return arena_format(arena, "%s%s%c%u", mark, whole, WORDS[language].decimal,
                        (unsigned)(tenths % 10));
}

// "%" stays a sign; another unit is a word of its own.
static const char *with_unit(struct arena *arena, const char *number,
                             const struct indicator *indicator)
{
    bool is_share = indicator->unit[0] == '%';
    return arena_format(arena, "%s %s", number,
                        is_share ? "%" : indicator->unit);
}

static void add_row(struct text_table *table, struct arena *arena,
                    const struct indicator *indicator,
                    const struct indicator_progress *progress,
                    enum language language)
{
    const struct indicator_year *last =
        &progress->years.items[progress->years.count - 1];
    bool has_target = indicator->has_target;
    text_table_add(table, name_of(indicator, language));
    text_table_add(table, WORDS[language].states[progress->state]);
    text_table_add(table, arena_format(arena, "%d", last->year));
    text_table_add(
        table, with_unit(arena, decimal(arena, last->value, false, language),
                         indicator));
    text_table_add(
        table,
        has_target ? decimal(arena, indicator->target, false, language) : "");
    text_table_add(
        table,
        has_target ? decimal(arena, progress->distance, false, language) : "");
    text_table_add(table, progress->years.count > 1
                              ? decimal(arena, progress->trend, true, language)
                              : "");
}

// The wards that are farthest from the target of an indicator; of equals the
// first.
static size_t find_behind(const struct indicator_progress_list *progress,
                          uint32_t indicator,
                          const struct indicator_progress *behind[MOST_BEHIND])
{
    size_t n = 0;
    for (size_t i = 0; i < progress->count; i++) {
        const struct indicator_progress *it = &progress->items[i];
        if (it->indicator != indicator || it->ward == INDICATOR_NOWHERE ||
            !(it->distance > 0))
            continue;
        size_t at = n;
        while (at > 0 && behind[at - 1]->distance < it->distance)
            at--;
        if (at == MOST_BEHIND)
            continue;
        if (n < MOST_BEHIND)
            n++;
        for (size_t j = n - 1; j > at; j--)
            behind[j] = behind[j - 1];
        behind[at] = it;
    }
    return n;
}

static void write_behind(const struct indicator_inputs *inputs,
                         const struct indicator_progress_list *progress,
                         enum language language, struct arena *arena,
                         struct text_buffer *into)
{
    bool is_first = true;
    for (uint32_t i = 0; i < inputs->n_indicators; i++) {
        const struct indicator_progress *behind[MOST_BEHIND];
        const struct indicator *indicator = &inputs->indicators[i];
        size_t n = find_behind(progress, i, behind);
        if (n == 0)
            continue;
        if (is_first)
            text_add_format(into, "\n%s:\n", WORDS[language].behind);
        is_first = false;
        text_add_format(into, "  %s: ", name_of(indicator, language));
        for (size_t j = 0; j < n; j++) {
            const struct indicator_year_list *years = &behind[j]->years;
            const char *value = decimal(
                arena, years->items[years->count - 1].value, false, language);
            text_add_format(into, "%s%s (%s)", j == 0 ? "" : ", ",
                            inputs->ward_names[behind[j]->ward],
                            with_unit(arena, value, indicator));
        }
        text_add_string(into, "\n");
    }
}

void indicator_progress_write(const struct indicator_inputs *inputs,
                              const struct indicator_progress_list *progress,
                              uint32_t ward, enum language language,
                              struct arena *arena, struct text_buffer *into)
{
    const struct words *words = &WORDS[language];
    struct text_table *table = text_table_new(arena, 7, 2);
    size_t n = 0;
    for (size_t i = 0; i < 7; i++)
        text_table_add(table, words->headings[i]);
    for (size_t i = 0; i < progress->count; i++) {
        const struct indicator_progress *it = &progress->items[i];
        if (it->ward != ward)
            continue;
        add_row(table, arena, &inputs->indicators[it->indicator], it, language);
        n++;
    }
    text_add_format(into, "%s\n\n",
                    ward == INDICATOR_NOWHERE ? words->city
                                              : inputs->ward_names[ward]);
    if (n == 0)
        text_add_format(into, "%s\n", words->nothing);
    else
        text_table_write(table, into);
    if (ward == INDICATOR_NOWHERE)
        write_behind(inputs, progress, language, arena, into);
}

// JSON ----------------------------------------------------------------------

static void write_indicator(struct json_writer *json,
                            const struct indicator *indicator)
{
    json_key(json, "code");
    json_text(json, indicator->code);
    json_key(json, "name_vi");
    json_text(json, indicator->name_vi);
    json_key(json, "name_en");
    json_text(json, indicator->name_en);
    json_key(json, "unit");
    json_text(json, indicator->unit);
    json_key(json, "better");
    json_text(json, indicator->is_lower_better ? "lower" : "higher");
    json_key(json, "target");
    if (indicator->has_target)
        json_number(json, indicator->target, 3);
    else
        json_nothing(json);
    json_key(json, "target_year");
    if (indicator->target_year != 0)
        json_int(json, indicator->target_year);
    else
        json_nothing(json);
}

static void write_years(struct json_writer *json,
                        const struct indicator_year_list *years, int32_t year)
{
    json_key(json, "years");
    json_begin_array(json);
    for (size_t i = 0; i < years->count; i++) {
        if (year != 0 && years->items[i].year != year)
            continue;
        json_begin_object(json);
        json_key(json, "year");
        json_int(json, years->items[i].year);
        json_key(json, "value");
        json_number(json, years->items[i].value, 3);
        json_key(json, "schools");
        json_int(json, years->items[i].n_schools);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_place(struct json_writer *json,
                        const struct indicator_inputs *inputs,
                        const struct indicator_progress *progress, int32_t year)
{
    bool is_city = progress->ward == INDICATOR_NOWHERE;
    json_begin_object(json);
    json_key(json, "ward");
    json_text(json, is_city ? NULL : inputs->ward_ids[progress->ward]);
    json_key(json, "name");
    json_text(json, is_city ? NULL : inputs->ward_names[progress->ward]);
    write_years(json, &progress->years, year);
    json_key(json, "distance");
    json_number(json, progress->distance, 3);
    json_key(json, "trend");
    json_number(json, progress->trend, 3);
    json_key(json, "expected");
    json_number(json, progress->expected, 3);
    json_key(json, "state");
    json_text(json, indicator_state_name(progress->state));
    json_end_object(json);
}

static bool is_shown(const struct indicator_inputs *inputs,
                     const struct indicator_progress *progress,
                     const struct indicator_view *view)
{
    if (view->is_public && progress->ward != INDICATOR_NOWHERE &&
        indicator_may_count_children(
            inputs->indicators[progress->indicator].unit))
        return false;
    return view->ward == INDICATOR_NOWHERE || progress->ward == view->ward;
}

static void write_one(struct json_writer *json,
                      const struct indicator_inputs *inputs,
                      const struct indicator_progress_list *progress,
                      uint32_t indicator, const struct indicator_view *view)
{
    json_begin_object(json);
    write_indicator(json, &inputs->indicators[indicator]);
    json_key(json, "places");
    json_begin_array(json);
    for (size_t i = 0; i < progress->count; i++)
        if (progress->items[i].indicator == indicator &&
            is_shown(inputs, &progress->items[i], view))
            write_place(json, inputs, &progress->items[i], view->year);
    json_end_array(json);
    json_end_object(json);
}

void indicator_progress_json(const struct indicator_inputs *inputs,
                             const struct indicator_progress_list *progress,
                             const struct indicator_view *view,
                             struct text_buffer *into)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key(&json, "indicators");
    json_begin_array(&json);
    for (uint32_t i = 0; i < inputs->n_indicators; i++)
        if (view->code == NULL ||
            text_same(view->code, inputs->indicators[i].code))
            write_one(&json, inputs, progress, i, view);
    json_end_array(&json);
    json_end_object(&json);
}
