// Each number back to what it was worked out from: the pupils of the level from
// the forecast, shared out among units; seats from rooms; ways from the
// network.

#include <stdlib.h>

#include "forecast/forecast_words.h"
#include "forecast/planner_text.h"
#include "site.h"

#define MOST_UNITS 5

static const uint32_t *ways_from(const struct site_call *call, size_t demand)
{
    return &call->siting.ways.ways.way_cm[demand * call->siting.n_spots];
}

static void explain_pupils(const struct planner_text *text,
                           const struct site_call *call)
{
    const struct siting_case *siting = &call->siting;
    double now = 0;
    double then = 0;
    for (size_t s = 0; s < siting->n_schools; s++) {
        now += siting_case_pupils_now(siting, s);
        then += siting_case_pupils(siting, s, call->year);
    }
    planner_heading(text, "Học sinh", "Pupils");
    text_add_format(
        text->into,
        planner_say(text,
                    "%zu trường công lập: %s em năm %d, dự báo %s em năm %d "
                    "(dự báo %s)\n",
                    "%zu public schools: %s pupils in %d, forecast %s in %d "
                    "(forecast %s)\n"),
        siting->n_schools, planner_number(text, now, 0),
        (int)siting->forecast->origin, planner_number(text, then, 0),
        (int)call->year, call->made.page.id);
    text_add_format(
        text->into,
        planner_say(text,
                    "Chia cho %zu khu phố theo số trẻ vào lớp %d năm %d (%s) "
                    "nhân mức tăng của trường phụ trách (%s)\n",
                    "shared among %zu units by entrants of grade %d in %d "
                    "(from %s) times the growth of the unit's school (%s)\n"),
        siting->units.units.count, (int)siting->units.question.grade,
        (int)siting->units.question.year, siting->units.entrants_source,
        siting->plan == NULL
            ? planner_say(text, "trường gần nhất", "the nearest")
            : arena_format(text->scratch, "%s %.8s",
                           planner_say(text, "phương án", "plan"),
                           siting->plan));
}

struct near_unit {
    uint32_t way_cm;
    uint32_t unit;
};

static int nearer(const void *left, const void *right)
{
    const struct near_unit *a = left;
    const struct near_unit *b = right;
    if (a->way_cm != b->way_cm)
        return a->way_cm < b->way_cm ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static void explain_unit(const struct planner_text *text,
                         struct text_table *table, const struct site_call *call,
                         const struct near_unit *near)
{
    const struct siting_case *siting = &call->siting;
    uint32_t spot = siting->spot_of_unit[near->unit];
    char way[METRES_TEXT_SIZE];
    metres_format(near->way_cm, text->language, way);
    text_table_add(table, siting->units.units.items[near->unit].name);
    text_table_add(table,
                   spot == SITING_NO_SPOT ? "" : siting->spots[spot].name);
    planner_add_count(text, table, siting->units.problem.entrants[near->unit]);
    planner_add_number(text, table,
                       siting_case_growth(siting, near->unit, call->year), 3);
    planner_add_count(text, table, call->problem.demands[near->unit].pupils);
    text_table_add(table, way);
}

static void explain_place(const struct planner_text *text,
                          const struct site_call *call, uint32_t spot,
                          uint32_t rooms)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Khu phố", "Unit"},         {"Thuộc trường", "School"},
        {"Vào đầu cấp", "Entrants"}, {"Mức tăng", "Growth"},
        {"Học sinh", "Pupils"},      {"Đường đi", "Way"}};
    const struct siting_case *siting = &call->siting;
    const struct siting_place *place = &call->problem.places[spot];
    size_t n_units = siting->units.units.count;
    struct near_unit *near =
        arena_array(text->scratch, struct near_unit, n_units);
    struct text_table *table = text_table_new(text->scratch, 6, 2);
    for (uint32_t u = 0; u < n_units; u++)
        near[u] = (struct near_unit){ways_from(call, u)[spot], u};
    qsort(near, n_units, sizeof *near, nearer);
    text_add_format(
        text->into,
        planner_say(text,
                    "\n%s (%s): %u chỗ đang có; thêm %u phòng × %u chỗ; gần "
                    "nhất là\n",
                    "\n%s (%s): %u seats there; %u rooms more × %u seats; "
                    "nearest are\n"),
        siting->spots[spot].name, siting->spots[spot].id, place->seats, rooms,
        place->seats_per_room);
    planner_headings(text, table, WORDS, 6);
    for (size_t i = 0; i < n_units && i < MOST_UNITS; i++)
        if (near[i].way_cm != UINT32_MAX)
            explain_unit(text, table, call, &near[i]);
    text_table_write(table, text->into);
}

static void explain_seats(const struct planner_text *text,
                          const struct site_call *call)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Trường", "School"},      {"Phòng", "Rooms"},
        {"Lớp/phòng", "Per room"}, {"HS/lớp", "Class cap"},
        {"Chỗ", "Seats"},          {"Học sinh nay", "Pupils now"},
        {"Dự báo", "Forecast"}};
    const struct siting_case *siting = &call->siting;
    struct text_table *table = text_table_new(text->scratch, 7, 1);
    planner_heading(text, "Chỗ = phòng × lớp mỗi phòng × học sinh mỗi lớp",
                    "Seats = rooms × classes a room × pupils a class");
    planner_headings(text, table, WORDS, 7);
    for (size_t s = 0; s < siting->n_schools; s++) {
        const struct room_need *need =
            room_table_school(siting->rooms, siting->spots[s].school,
                              call->question.level, call->year);
        text_table_add(table, siting->spots[s].name);
        planner_add_count(text, table, need->rooms);
        planner_add_count(text, table, siting_case_per_room(siting, s));
        planner_add_count(text, table, siting_case_class_cap(siting, s));
        planner_add_count(text, table, call->problem.places[s].seats);
        planner_add_number(text, table, siting_case_pupils_now(siting, s), 0);
        planner_add_number(text, table,
                           siting_case_pupils(siting, s, call->year), 0);
    }
    text_table_write(table, text->into);
}

void site_explain_write(struct text_buffer *into, const struct site_call *call)
{
    struct planner_text text = {into, arena_new(), call->language};
    explain_pupils(&text, call);
    for (size_t i = 0; i < call->answer.n_choices; i++)
        explain_place(&text, call, call->answer.choices[i].place,
                      call->answer.choices[i].rooms);
    for (size_t i = 0; i < call->changes.count; i++)
        explain_place(&text, call, call->changes.items[i].spot,
                      call->changes.items[i].rooms);
    explain_seats(&text, call);
    arena_free(text.scratch);
}
