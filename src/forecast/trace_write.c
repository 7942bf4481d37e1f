// A grade comes from the grade below the year before, and an entry grade from
// itself, so the story of a number goes back year by year, mostly down the
// grades, until it meets a year that was counted.

#include "forecast/trace_write.h"

#include <math.h>

#include "forecast/forecast_words.h"

enum status forecast_story_trace(struct arena *arena,
                                 const struct forecast_page *page,
                                 const struct forecast_inputs *inputs,
                                 const struct forecast_options *options,
                                 const struct room_supply *supply,
                                 uint32_t school, int32_t grade, int32_t year,
                                 struct forecast_story *story,
                                 struct error *err)
{
    const struct forecast *forecast = page->forecast;
    *story = (struct forecast_story){.school = school,
                                     .grade = grade,
                                     .year = year,
                                     .supply = &supply[school]};
    while (year > forecast->origin) {
        const struct forecast_range *cell =
            forecast_cell(forecast, school, grade, year);
        if (cell == NULL || cell->median < 0)
            break;
        struct forecast_step *step =
            forecast_step_list_add(&story->steps, arena);
        *step = (struct forecast_step){
            .grade = grade, .year = year, .pupils = *cell};
        enum status status = forecast_explain(arena, inputs, options, school,
                                              grade, year, &step->trace, err);
        if (status != STATUS_OK)
            return status;
        if (step->trace.from_year >= year)
            break;
        year = step->trace.from_year;
        grade = step->trace.from_grade < 0 ? grade : step->trace.from_grade;
    }
    if (story->steps.count == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "%.120s has no grade %d in %d, as far as is known",
                         forecast_page_school(page, school), (int)story->grade,
                         (int)story->year);
    return STATUS_OK;
}

// --- Text ----------------------------------------------------------------

struct telling {
    struct text_buffer *into;
    const struct forecast_page *page;
    enum language language;
};

static const char *say(const struct telling *t, const char *vietnamese,
                       const char *english)
{
    return t->language == LANGUAGE_VIETNAMESE ? vietnamese : english;
}

static void tell_number(const struct telling *t, double value, int decimals)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(value, decimals, t->language, text);
    text_add_string(t->into, text);
}

static void tell_cell(const struct telling *t, int32_t grade, int32_t year)
{
    char text[SCHOOL_YEAR_TEXT_SIZE];
    school_year_format(year, text);
    text_add_format(t->into, say(t, "lớp %d năm %s", "grade %d in %s"),
                    (int)grade, text);
}

static void tell_range(const struct telling *t, const struct forecast_range *r)
{
    tell_number(t, (double)r->median, 1);
    text_add_string(t->into, say(t, " học sinh (50 %: ", " pupils (50 %: "));
    tell_number(t, (double)r->low50, 0);
    text_add_string(t->into, "–");
    tell_number(t, (double)r->high50, 0);
    text_add_string(t->into, "; 80 %: ");
    tell_number(t, (double)r->low80, 0);
    text_add_string(t->into, "–");
    tell_number(t, (double)r->high80, 0);
    text_add_string(t->into, "; 95 %: ");
    tell_number(t, (double)r->low95, 0);
    text_add_string(t->into, "–");
    tell_number(t, (double)r->high95, 0);
    text_add_string(t->into, ")\n");
}

static void tell_source(const struct telling *t, const struct forecast_step *s)
{
    bool is_known = s->trace.from_year <= t->page->forecast->origin;
    text_add_string(t->into, s->trace.from_grade < 0
                                 ? say(t, "  từ chính lớp đầu vào này, ",
                                       "  from this entry grade itself, ")
                                 : say(t, "  từ ", "  from "));
    tell_cell(t, s->trace.from_grade < 0 ? s->grade : s->trace.from_grade,
              s->trace.from_year);
    text_add_string(t->into, is_known ? say(t, ", đã đếm: ", ", counted: ")
                                      : say(t, ", dự báo: ", ", forecast: "));
    tell_number(t, s->trace.from_pupils, is_known ? 0 : 1);
    text_add_string(t->into, "\n");
}

static void tell_ratio(const struct telling *t, const struct forecast_trace *of)
{
    if (!(of->drawn_ratio > 0))
        return;
    text_add_string(t->into, say(t, "  tỉ lệ lên lớp: của trường ",
                                 "  progression ratio: the school's own "));
    if (of->ratio > 0)
        tell_number(t, of->ratio, 3);
    else
        text_add_string(t->into, say(t, "chưa có", "none yet"));
    text_add_string(t->into, say(t, ", kéo về phường và thành phố còn ",
                                 ", drawn to ward and city "));
    tell_number(t, of->drawn_ratio, 3);
    text_add_string(t->into, "\n");
}

static void tell_parts(const struct telling *t, const struct forecast_trace *of)
{
    for (size_t p = 0; p < of->n_parts; p++) {
        if (of->parts[p].weight < 0.0005)
            continue;
        text_add_string(t->into, "  ");
        tell_number(t, 100 * of->parts[p].weight, 1);
        text_add_string(t->into, " %  ");
        tell_number(t, of->parts[p].value, 1);
        text_add_format(t->into, "  %s\n",
                        forecast_part_words(of->parts[p].name, t->language));
    }
    if (of->housing > 0) {
        text_add_string(t->into, say(t, "  nhà đang xây: thêm ",
                                     "  homes being built: plus "));
        tell_number(t, of->housing, 1);
        text_add_string(t->into, "\n");
    }
}

static void tell_rooms(const struct telling *t,
                       const struct forecast_story *story)
{
    enum level level = level_of_grade(story->grade);
    const struct room_supply *supply = story->supply;
    int32_t cap = room_supply_class_cap(supply, level);
    const struct room_need *need =
        room_table_school(t->page->rooms, story->school, level, story->year);
    text_add_format(
        t->into,
        say(t,
            "%s: %d lớp, mỗi lớp không quá %d học sinh, %d lớp một phòng: cần "
            "%d phòng",
            "%s: %d classes of at most %d, %d to a room: %d rooms needed"),
        level_words(level, t->language), (int)need->classes, (int)cap,
        (int)supply->classes_per_room, (int)need->rooms_needed);
    if (need->rooms < 0) {
        text_add_string(t->into, say(t, "; chưa biết số phòng\n",
                                     "; its rooms are not known\n"));
        return;
    }
    text_add_format(t->into,
                    say(t, "; có %d, thiếu %d, thừa %d; đủ chỗ cho ",
                        "; it has %d, is short of %d, has %d to spare; "
                        "places for "),
                    (int)need->rooms, (int)need->shortage, (int)need->surplus);
    tell_number(t, floor(need->places), 0);
    text_add_string(t->into,
                    say(t, "; khả năng quá tải ", "; chance of overflow "));
    tell_number(t, 100 * need->overflow_chance, 0);
    text_add_string(t->into, " %\n");
}

void forecast_story_text_write(struct text_buffer *into,
                               const struct forecast_page *page,
                               const struct forecast_story *story,
                               enum language language)
{
    struct telling t = {into, page, language};
    text_add_format(into, "%s\n", forecast_page_school(page, story->school));
    for (size_t i = 0; i < story->steps.count; i++) {
        const struct forecast_step *step = &story->steps.items[i];
        text_add_string(into, "\n");
        tell_cell(&t, step->grade, step->year);
        text_add_string(into, ": ");
        tell_range(&t, &step->pupils);
        tell_source(&t, step);
        tell_ratio(&t, &step->trace);
        tell_parts(&t, &step->trace);
    }
    text_add_string(into, "\n");
    tell_rooms(&t, story);
}

// --- JSON ----------------------------------------------------------------

static void put_range(struct json_writer *json, const struct forecast_range *r)
{
    json_key(json, "pupils");
    json_begin_object(json);
    forecast_range_json(json, r);
    json_end_object(json);
}

static void put_step(struct json_writer *json, const struct forecast_step *step)
{
    const struct forecast_trace *of = &step->trace;
    json_begin_object(json);
    json_key_int(json, "grade", step->grade);
    json_key_int(json, "year", step->year);
    put_range(json, &step->pupils);
    json_key_int(json, "from_year", of->from_year);
    json_key(json, "from_grade");
    if (of->from_grade < 0)
        json_nothing(json);
    else
        json_int(json, of->from_grade);
    json_key_number(json, "from_pupils", of->from_pupils, 2);
    json_key_number(json, "ratio", of->ratio, 4);
    json_key_number(json, "drawn_ratio", of->drawn_ratio, 4);
    json_key(json, "parts");
    json_begin_array(json);
    for (size_t p = 0; p < of->n_parts; p++) {
        json_begin_object(json);
        json_key(json, "name");
        json_text(json, of->parts[p].name);
        json_key_number(json, "value", of->parts[p].value, 2);
        json_key_number(json, "weight", of->parts[p].weight, 4);
        json_end_object(json);
    }
    json_end_array(json);
    json_key_number(json, "housing", of->housing, 2);
    json_end_object(json);
}

static void put_rooms(struct json_writer *json,
                      const struct forecast_page *page,
                      const struct forecast_story *story)
{
    enum level level = level_of_grade(story->grade);
    const struct room_need *need =
        room_table_school(page->rooms, story->school, level, story->year);
    json_key(json, "rooms");
    json_begin_object(json);
    json_key(json, "level");
    json_text(json, level_name(level));
    json_key_int(json, "classes", need->classes);
    json_key_int(json, "class_cap",
                 room_supply_class_cap(story->supply, level));
    json_key_int(json, "classes_per_room", story->supply->classes_per_room);
    json_key_int(json, "rooms_needed", need->rooms_needed);
    json_key(json, "rooms");
    if (need->rooms < 0)
        json_nothing(json);
    else
        json_int(json, need->rooms);
    json_key_int(json, "shortage", need->shortage);
    json_key_int(json, "surplus", need->surplus);
    json_end_object(json);
}

void forecast_story_json_write(struct text_buffer *into,
                               const struct forecast_page *page,
                               const struct forecast_story *story)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key(&json, "school");
    json_text(&json, page->panel->schools[story->school].id);
    json_key(&json, "name");
    json_text(&json, forecast_page_school(page, story->school));
    json_key_int(&json, "grade", story->grade);
    json_key_int(&json, "year", story->year);
    put_range(&json, &story->steps.items[0].pupils);
    json_key(&json, "steps");
    json_begin_array(&json);
    for (size_t i = 0; i < story->steps.count; i++)
        put_step(&json, &story->steps.items[i]);
    json_end_array(&json);
    put_rooms(&json, page, story);
    json_end_object(&json);
}
