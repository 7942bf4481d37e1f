// What is suggested, what it changes, and how far it can be from the best; or
// year by year what a planner's change does.

#include <math.h>

#include "forecast/forecast_words.h"
#include "forecast/planner_text.h"
#include "site.h"

double site_mean_m(const struct siting_measures *measures)
{
    uint64_t n = measures->seated + measures->over_cap;
    return n == 0 ? 0 : (double)measures->way_cm / 100 / (double)n;
}

const char *site_ward(const struct site_call *call, uint32_t spot)
{
    const struct ward *ward =
        ward_list_at(&call->planning->wards, call->siting.spots[spot].at);
    return ward == NULL ? NULL : ward->name;
}

// Before and after ------------------------------------------------------------

static void add_pair(const struct planner_text *text, struct text_table *table,
                     const char *what, double before, double after)
{
    double more = after - before;
    text_table_add(table, what);
    text_table_add(table, planner_number(text, before, 0));
    text_table_add(table, planner_number(text, after, 0));
    text_table_add(
        table,
        arena_format(text->scratch, "%s%s", more > 0 ? "+" : "",
                     planner_number(text, round(after) - round(before), 0)));
}

static void write_pair(const struct planner_text *text,
                       const struct siting_measures *before,
                       const struct siting_measures *after)
{
    static const char *const WORDS[][N_LANGUAGES] = {{"Học sinh", "Pupils"},
                                                     {"Trước", "Before"},
                                                     {"Sau", "After"},
                                                     {"Thay đổi", "Change"}};
    struct text_table *table = text_table_new(text->scratch, 4, 1);
    planner_headings(text, table, WORDS, 4);
    add_pair(text, table,
             planner_say(text, "Có chỗ trong giới hạn",
                         "With a seat within the cap"),
             (double)before->seated, (double)after->seated);
    add_pair(text, table,
             planner_say(text, "Có chỗ nhưng quá xa", "With a seat too far"),
             (double)before->over_cap, (double)after->over_cap);
    add_pair(text, table, planner_say(text, "Không có chỗ", "Without a seat"),
             (double)before->unseated, (double)after->unseated);
    add_pair(text, table,
             planner_say(text, "Đường đi bình quân (m)", "Mean way (m)"),
             site_mean_m(before), site_mean_m(after));
    if (after->cost > 0)
        add_pair(text, table, planner_say(text, "Chi phí xây", "Cost"),
                 before->cost, after->cost);
    text_table_write(table, text->into);
}

// Choices ---------------------------------------------------------------------

static void add_choice(const struct planner_text *text,
                       struct text_table *table, const struct site_call *call,
                       const struct siting_choice *choice)
{
    const struct siting_spot *spot = &call->siting.spots[choice->place];
    const char *ward = site_ward(call, choice->place);
    text_table_add(table, spot->is_site
                              ? planner_say(text, "Xây mới", "New school")
                              : planner_say(text, "Thêm phòng", "More rooms"));
    text_table_add(table, spot->name);
    text_table_add(table, spot->id);
    text_table_add(table, ward == NULL ? "" : ward);
    planner_add_count(text, table, choice->rooms);
    planner_add_count(text, table, (int64_t)choice->seated_more);
    text_table_add(
        table, planner_number(text, (double)choice->way_cm_less / 100000, 0));
}

static void write_choices(const struct planner_text *text,
                          const struct site_call *call)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Việc", "What"},
        {"Nơi", "Where"},
        {"Mã", "Id"},
        {"Phường, xã", "Ward"},
        {"Phòng", "Rooms"},
        {"Thêm HS có chỗ", "Pupils seated more"},
        {"Bớt đường đi (km)", "Ways shorter (km)"}};
    struct text_table *table = text_table_new(text->scratch, 7, 4);
    planner_heading(text,
                    "Nên làm, việc có ích nhất trước (mỗi dòng: thêm được bao "
                    "nhiêu so với khi bỏ riêng việc ấy)",
                    "To do, most useful first (each line: how much more than "
                    "without that one)");
    planner_headings(text, table, WORDS, 7);
    for (size_t i = 0; i < call->answer.n_choices; i++)
        add_choice(text, table, call, &call->answer.choices[i]);
    text_table_write(table, text->into);
}

static void write_gap(const struct planner_text *text,
                      const struct site_call *call)
{
    uint64_t outside =
        call->answer.after.over_cap + call->answer.after.unseated;
    if (outside == call->answer.bound_outside)
        text_add_string(text->into,
                        planner_say(text,
                                    "Đã chứng minh: không phương án nào cùng "
                                    "cỡ để lại ít em hơn.\n",
                                    "Proven: no choice of as many leaves "
                                    "fewer.\n"));
    else
        text_add_format(
            text->into,
            planner_say(
                text,
                "Còn %s em ngoài giới hạn; không phương án nào cùng cỡ "
                "để lại ít hơn %s (cách tối ưu không quá %s %%).\n",
                "%s pupils are left outside; no choice of as many "
                "leaves fewer than %s (at most %s %% from the best).\n"),
            planner_number(text, (double)outside, 0),
            planner_number(text, (double)call->answer.bound_outside, 0),
            planner_number(text, 100 * call->answer.gap, 1));
}

// What if ---------------------------------------------------------------------

static void write_changes(const struct planner_text *text,
                          const struct site_call *call)
{
    for (size_t i = 0; i < call->changes.count; i++) {
        const struct site_change *change = &call->changes.items[i];
        const char *name = call->siting.spots[change->spot].name;
        if (change->kind == CHANGE_CLOSE)
            text_add_format(text->into,
                            planner_say(text, "- đóng %s\n", "- closing %s\n"),
                            name);
        else if (change->kind == CHANGE_OPEN)
            text_add_format(
                text->into,
                planner_say(text, "- mở trường ở %s\n", "- a school on %s\n"),
                name);
        else
            text_add_format(text->into,
                            planner_say(text, "- thêm %u phòng ở %s\n",
                                        "- %u more rooms at %s\n"),
                            change->rooms, name);
    }
    for (size_t h = 0; h < call->question.n_homes; h++)
        text_add_format(text->into,
                        planner_say(text, "- nhà mới cho %u học sinh\n",
                                    "- new homes of %u pupils\n"),
                        call->question.homes[h].pupils);
}

static void write_years(const struct planner_text *text,
                        const struct site_call *call)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Năm học", "School year"},
        {"Học sinh", "Pupils"},
        {"Có chỗ trước", "Seated before"},
        {"sau", "after"},
        {"Quá xa trước", "Too far before"},
        {"sau", "after"},
        {"Không chỗ trước", "No seat before"},
        {"sau", "after"},
        {"Đường đi trước (m)", "Mean way before (m)"},
        {"sau", "after"}};
    struct text_table *table = text_table_new(text->scratch, 10, 1);
    planner_heading(text, "Nếu thay đổi, từng năm", "With the change, by year");
    write_changes(text, call);
    planner_headings(text, table, WORDS, 10);
    for (size_t i = 0; i < call->years.count; i++) {
        const struct site_year *y = &call->years.items[i];
        planner_add_year(table, y->year);
        planner_add_count(text, table, (int64_t)y->after.pupils);
        planner_add_count(text, table, (int64_t)y->before.seated);
        planner_add_count(text, table, (int64_t)y->after.seated);
        planner_add_count(text, table, (int64_t)y->before.over_cap);
        planner_add_count(text, table, (int64_t)y->after.over_cap);
        planner_add_count(text, table, (int64_t)y->before.unseated);
        planner_add_count(text, table, (int64_t)y->after.unseated);
        planner_add_number(text, table, site_mean_m(&y->before), 0);
        planner_add_number(text, table, site_mean_m(&y->after), 0);
    }
    text_table_write(table, text->into);
}

// The whole -------------------------------------------------------------------

static void write_title(const struct planner_text *text,
                        const struct site_call *call)
{
    char year[SCHOOL_YEAR_TEXT_SIZE];
    school_year_format(call->year, year);
    text_add_format(
        text->into,
        planner_say(text, "%s, năm học %s: nơi nên xây trường, thêm phòng",
                    "%s, school year %s: where to build"),
        level_words(call->question.level, text->language), year);
    if (call->question.cap_cm != UINT32_MAX)
        text_add_format(text->into,
                        planner_say(text, " (đường đi không quá %s m)",
                                    " (ways of at most %s m)"),
                        planner_number(text, call->question.cap_cm / 100.0, 0));
    text_add_string(text->into, "\n");
    if (call->question.two_sessions)
        text_add_string(text->into,
                        planner_say(text,
                                    "Chỗ học: mỗi lớp một phòng, đủ hai buổi "
                                    "một ngày\n",
                                    "Seats: a room for every class, two "
                                    "sessions a day\n"));
    if (call->siting.n_unknown > 0)
        text_add_format(
            text->into,
            planner_say(text,
                        "%zu trường chưa biết số phòng: coi như vừa đủ cho học "
                        "sinh đang có\n",
                        "%zu schools of unknown rooms: taken to hold those "
                        "they have\n"),
            call->siting.n_unknown);
}

void site_text_write(struct text_buffer *into, const struct site_call *call)
{
    struct planner_text text = {into, arena_new(), call->language};
    write_title(&text, call);
    if (call->n_new + call->n_rooms > 0) {
        text_add_string(into, "\n");
        write_pair(&text, &call->answer.before, &call->answer.after);
        write_choices(&text, call);
        write_gap(&text, call);
    }
    if (call->years.count > 0)
        write_years(&text, call);
    arena_free(text.scratch);
}
