// Which measures there are, what they are called and how they are written
// stands in one table, MEASURES; both writers go through it. For everyone the
// measures stand below each other and the placements side by side; of wards and
// groups, which are many, each placement is a row.

#include "admission/consequences.h"

#include <stdio.h>

#include "admission/way_text.h"
#include "base/text_table.h"

enum measure_kind {
    COUNT_OF_PEOPLE,
    COUNT_OF_SEATS,
    WAY,
};

enum measure_when { ALWAYS, WITH_SEATS, WITH_LAST_YEAR, WITH_WISHES };

struct measure {
    const char *key; // in JSON; of ways without the unit
    const char *words[N_LANGUAGES];
    enum measure_kind kind;
    enum measure_when when;
};

enum {
    PUPILS,
    PLACED,
    UNPLACED,
    MEAN,
    MEDIAN,
    P95,
    LONGEST,
    OVER_CAP,
    ENVIOUS,
    SEATS,
    SEATS_USED,
    COMPARED,
    MOVED,
    FIRST_WISH,
    ANY_WISH,
    N_MEASURES
};

static const struct measure MEASURES[N_MEASURES] = {
    [PUPILS] = {"pupils", {"Học sinh", "Pupils"}, COUNT_OF_PEOPLE, ALWAYS},
    [PLACED] = {"placed", {"Có chỗ", "Placed"}, COUNT_OF_PEOPLE, ALWAYS},
    [UNPLACED] = {"unplaced",
                  {"Chưa có chỗ", "Unplaced"},
                  COUNT_OF_PEOPLE,
                  ALWAYS},
    [MEAN] = {"mean", {"Trung bình", "Mean"}, WAY, ALWAYS},
    [MEDIAN] = {"median", {"Trung vị", "Median"}, WAY, ALWAYS},
    [P95] = {"p95", {"95% không quá", "95% within"}, WAY, ALWAYS},
    [LONGEST] = {"max", {"Xa nhất", "Longest"}, WAY, ALWAYS},
    [OVER_CAP] = {"over_cap",
                  {"Quá xa quy định", "Over the cap"},
                  COUNT_OF_PEOPLE,
                  ALWAYS},
    [ENVIOUS] = {"justified_envy",
                 {"Thiệt thòi có lý do", "Justified envy"},
                 COUNT_OF_PEOPLE,
                 ALWAYS},
    [SEATS] = {"seats", {"Chỉ tiêu", "Seats"}, COUNT_OF_SEATS, WITH_SEATS},
    [SEATS_USED] = {"seats_used",
                    {"Chỉ tiêu đã dùng", "Seats used"},
                    COUNT_OF_PEOPLE,
                    WITH_SEATS},
    [COMPARED] = {"compared",
                  {"So được với năm trước", "Compared with last year"},
                  COUNT_OF_PEOPLE,
                  WITH_LAST_YEAR},
    [MOVED] = {"moved",
               {"Khác trường năm trước", "Not last year's school"},
               COUNT_OF_PEOPLE,
               WITH_LAST_YEAR},
    [FIRST_WISH] = {"first_wish",
                    {"Đúng nguyện vọng 1", "First wish"},
                    COUNT_OF_PEOPLE,
                    WITH_WISHES},
    [ANY_WISH] = {"any_wish",
                  {"Đúng một nguyện vọng", "Any wish"},
                  COUNT_OF_PEOPLE,
                  WITH_WISHES},
};

static uint64_t value_of(const struct placement_measures *m, size_t measure)
{
    const uint64_t values[N_MEASURES] = {
        [PUPILS] = m->applicants,     [PLACED] = m->placed,
        [UNPLACED] = m->unplaced,     [MEAN] = m->mean_cm,
        [MEDIAN] = m->median_cm,      [P95] = m->p95_cm,
        [LONGEST] = m->max_cm,        [OVER_CAP] = m->over_cap,
        [ENVIOUS] = m->envious,       [SEATS] = m->seats,
        [SEATS_USED] = m->seats_used, [COMPARED] = m->compared,
        [MOVED] = m->moved,           [FIRST_WISH] = m->first_wish,
        [ANY_WISH] = m->any_wish,
    };
    return values[measure];
}

static bool is_few(uint64_t count, uint32_t fewest)
{
    return count > 0 && count < fewest;
}

static bool is_withheld(const struct placement_measures *m, size_t measure,
                        uint32_t fewest)
{
    switch (MEASURES[measure].kind) {
    case COUNT_OF_PEOPLE:
        return is_few(value_of(m, measure), fewest);
    case WAY:
        return is_few(m->placed, fewest);
    case COUNT_OF_SEATS:
        break;
    }
    return false;
}

static bool is_shown(const struct consequences *table, size_t measure,
                     bool has_seats)
{
    switch (MEASURES[measure].when) {
    case WITH_SEATS:
        return has_seats;
    case WITH_LAST_YEAR:
        return table->has_last_year;
    case WITH_WISHES:
        return table->has_wishes;
    case ALWAYS:
        break;
    }
    return true;
}

// --- Text ----------------------------------------------------------------

struct words {
    const char *everyone;
    const char *placement;
    const char *ward;
    const char *group;
    const char *unknown;
};

static const struct words WORDS[N_LANGUAGES] = {
    [LANGUAGE_VIETNAMESE] = {"Toàn thành phố", "Cách xếp", "Phường/xã",
                             "Nhóm ưu tiên", "(chưa rõ)"},
    [LANGUAGE_ENGLISH] = {"Everyone", "Placement", "Ward", "Priority group",
                          "(not known)"},
};

struct page {
    struct text_buffer *into;
    const struct consequences *table;
    struct arena *arena;
    uint32_t fewest;
    enum language language;
};

static void add_value(const struct page *page, struct text_table *text,
                      const struct placement_measures *m, size_t measure)
{
    char value[WAY_TEXT_SIZE];
    bool is_way = MEASURES[measure].kind == WAY;
    if (is_withheld(m, measure, page->fewest))
        snprintf(value, sizeof value, is_way ? "-" : "<%u", page->fewest);
    else if (is_way && m->placed == 0)
        snprintf(value, sizeof value, "-");
    else if (is_way)
        way_format((uint32_t)value_of(m, measure), page->table->weight,
                   page->language, value);
    else
        number_format(value_of(m, measure), page->language, value);
    text_table_add(text, value);
}

static void write_everyone(const struct page *page)
{
    const struct consequences *table = page->table;
    struct text_table *text =
        text_table_new(page->arena, 1 + table->n_placements, 1);
    text_table_add(text, WORDS[page->language].everyone);
    for (size_t c = 0; c < table->n_placements; c++)
        text_table_add(text, table->placements[c].name);
    for (size_t m = 0; m < N_MEASURES; m++) {
        if (!is_shown(table, m, true))
            continue;
        text_table_add(text, MEASURES[m].words[page->language]);
        for (size_t c = 0; c < table->n_placements; c++)
            add_value(page, text, &table->all.measures[c], m);
    }
    text_table_write(text, page->into);
}

static size_t count_shown(const struct consequences *table, bool has_seats)
{
    size_t n = 0;
    for (size_t m = 0; m < N_MEASURES; m++)
        n += is_shown(table, m, has_seats);
    return n;
}

static void add_part(const struct page *page, struct text_table *text,
                     const struct consequence_part *part, bool has_seats)
{
    for (size_t c = 0; c < page->table->n_placements; c++) {
        text_table_add(text, part->name != NULL
                                 ? part->name
                                 : WORDS[page->language].unknown);
        text_table_add(text, page->table->placements[c].name);
        for (size_t m = 0; m < N_MEASURES; m++)
            if (is_shown(page->table, m, has_seats))
                add_value(page, text, &part->measures[c], m);
    }
}

static void write_parts(const struct page *page, const char *heading,
                        const struct consequence_part *parts, size_t n_parts,
                        bool has_seats)
{
    if (n_parts == 0)
        return;
    struct text_table *text =
        text_table_new(page->arena, 2 + count_shown(page->table, has_seats), 2);
    text_table_add(text, heading);
    text_table_add(text, WORDS[page->language].placement);
    for (size_t m = 0; m < N_MEASURES; m++)
        if (is_shown(page->table, m, has_seats))
            text_table_add(text, MEASURES[m].words[page->language]);
    for (size_t p = 0; p < n_parts; p++)
        add_part(page, text, &parts[p], has_seats);
    text_add_string(page->into, "\n");
    text_table_write(text, page->into);
}

void consequences_text_write(struct text_buffer *into,
                             const struct consequences *table, uint32_t fewest,
                             enum language language)
{
    struct arena *scratch = arena_new();
    struct page page = {into, table, scratch, fewest, language};
    write_everyone(&page);
    write_parts(&page, WORDS[language].ward, table->wards, table->n_wards,
                true);
    write_parts(&page, WORDS[language].group, table->groups, table->n_groups,
                false);
    arena_free(scratch);
}

// --- JSON ----------------------------------------------------------------

static void json_measure(struct json_writer *json,
                         const struct consequences *table,
                         const struct placement_measures *m, size_t measure,
                         uint32_t fewest)
{
    const char *key = MEASURES[measure].key;
    bool is_way = MEASURES[measure].kind == WAY;
    if (is_way && (m->placed == 0 || is_withheld(m, measure, fewest))) {
        json_no_way(json, key, table->weight);
    } else if (is_way) {
        json_way(json, key, (uint32_t)value_of(m, measure), table->weight);
    } else {
        json_key(json, key);
        if (is_withheld(m, measure, fewest))
            json_nothing(json);
        else
            json_int(json, (int64_t)value_of(m, measure));
    }
}

static void json_measures(struct json_writer *json,
                          const struct consequences *table,
                          const struct consequence_part *part, bool has_seats,
                          uint32_t fewest)
{
    json_begin_array(json);
    for (size_t c = 0; c < table->n_placements; c++) {
        json_begin_object(json);
        for (size_t m = 0; m < N_MEASURES; m++)
            if (is_shown(table, m, has_seats))
                json_measure(json, table, &part->measures[c], m, fewest);
        json_end_object(json);
    }
    json_end_array(json);
}

static void json_parts(struct json_writer *json, const char *key,
                       const struct consequences *table,
                       const struct consequence_part *parts, size_t n_parts,
                       uint32_t fewest)
{
    bool has_seats = parts == table->wards;
    json_key(json, key);
    json_begin_array(json);
    for (size_t p = 0; p < n_parts; p++) {
        json_begin_object(json);
        json_key(json, "name");
        json_text(json, parts[p].name);
        json_key(json, "measures");
        json_measures(json, table, &parts[p], has_seats, fewest);
        json_end_object(json);
    }
    json_end_array(json);
}

void consequences_json_write(struct text_buffer *into,
                             const struct consequences *table, uint32_t fewest)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key(&json, "placements");
    json_begin_array(&json);
    for (size_t c = 0; c < table->n_placements; c++)
        json_text(&json, table->placements[c].name);
    json_end_array(&json);
    json_key(&json, "all");
    json_measures(&json, table, &table->all, true, fewest);
    json_parts(&json, "wards", table, table->wards, table->n_wards, fewest);
    json_parts(&json, "groups", table, table->groups, table->n_groups, fewest);
    json_end_object(&json);
}
