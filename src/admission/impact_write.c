// Counts and their words stand in one table, COUNTS, for both languages and for
// JSON. The summary's writers see no pupil, so they cannot name one.

#include "admission/impact.h"

#include <stdio.h>

#include "admission/way_text.h"
#include "base/text_table.h"

enum {
    PUPILS,
    MOVED,
    PLACED,
    UNPLACED,
    OVER_CAP,
    WITHIN_CAP,
    WAY_CHANGED,
    LONGER,
    LONGER_SUM,
    SHORTER,
    SHORTER_SUM,
    N_COUNTS
};

// A sum is withheld together with the count of those it is over.
struct count {
    const char *key; // in JSON; of sums without the unit
    const char *words[N_LANGUAGES];
    size_t people; // the count of pupils it is (of)
};

static const struct count COUNTS[N_COUNTS] = {
    [PUPILS] = {"pupils", {"Học sinh", "Pupils"}, PUPILS},
    [MOVED] = {"moved", {"Đổi trường", "Another school"}, MOVED},
    [PLACED] = {"newly_placed", {"Mới có chỗ", "Newly placed"}, PLACED},
    [UNPLACED] = {"newly_unplaced", {"Mất chỗ", "No longer placed"}, UNPLACED},
    [OVER_CAP] = {"newly_over_cap",
                  {"Mới quá xa quy định", "Newly over the cap"},
                  OVER_CAP},
    [WITHIN_CAP] = {"no_longer_over_cap",
                    {"Hết quá xa quy định", "No longer over the cap"},
                    WITHIN_CAP},
    [WAY_CHANGED] = {"same_school_way_changed",
                     {"Cùng trường, quãng đường đổi",
                      "Same school, another way"},
                     WAY_CHANGED},
    [LONGER] = {"longer", {"Đi xa hơn", "Longer way"}, LONGER},
    [LONGER_SUM] = {"longer_sum",
                    {"Tổng phần xa hơn", "Longer by, together"},
                    LONGER},
    [SHORTER] = {"shorter", {"Đi gần hơn", "Shorter way"}, SHORTER},
    [SHORTER_SUM] = {"shorter_sum",
                     {"Tổng phần gần hơn", "Shorter by, together"},
                     SHORTER},
};

static uint64_t value_of(const struct impact_counts *counts, size_t count)
{
    const uint64_t values[N_COUNTS] = {
        [PUPILS] = counts->pupils,
        [MOVED] = counts->moved,
        [PLACED] = counts->placed,
        [UNPLACED] = counts->unplaced,
        [OVER_CAP] = counts->over_cap,
        [WITHIN_CAP] = counts->within_cap,
        [WAY_CHANGED] = counts->way_changed,
        [LONGER] = counts->longer,
        [LONGER_SUM] = counts->longer_sum_cm,
        [SHORTER] = counts->shorter,
        [SHORTER_SUM] = counts->shorter_sum_cm,
    };
    return values[count];
}

static bool is_sum(size_t count)
{
    return COUNTS[count].people != count;
}

static bool is_withheld(const struct impact_counts *counts, size_t count,
                        uint32_t fewest)
{
    uint64_t people = value_of(counts, COUNTS[count].people);
    return people > 0 && people < fewest;
}

// --- Text ----------------------------------------------------------------

struct words {
    const char *everyone;
    const char *ward;
    const char *only_before;
    const char *only_after;
    const char *pupil;
    const char *school[2]; // before, after
    const char *way[2];
    const char *unplaced;
};

static const struct words WORDS[N_LANGUAGES] = {
    [LANGUAGE_VIETNAMESE] = {"Tất cả",
                             "Phường/xã",
                             "Chỉ có trong lượt trước",
                             "Chỉ có trong lượt sau",
                             "Mã định danh",
                             {"Trường trước", "Trường sau"},
                             {"Quãng đường trước", "Quãng đường sau"},
                             "chưa có chỗ"},
    [LANGUAGE_ENGLISH] = {"Everyone",
                          "Ward",
                          "Only in the round before",
                          "Only in the round after",
                          "Pupil",
                          {"School before", "School after"},
                          {"Way before", "Way after"},
                          "unplaced"},
};

// Sums reach past what way_format takes; whole metres or minutes say enough.
static void sum_format(uint64_t sum_cm, enum road_weight weight,
                       enum language language, char text[NUMBER_TEXT_SIZE + 8])
{
    uint64_t unit = weight == BY_TIME ? 60000 : 100;
    number_format((sum_cm + unit / 2) / unit, language, text);
    strcat(text, weight == BY_DISTANCE             ? " m"
                 : language == LANGUAGE_VIETNAMESE ? " phút"
                                                   : " min");
}

static void add_count(struct text_table *text,
                      const struct impact_counts *counts, size_t count,
                      uint32_t fewest, enum road_weight weight,
                      enum language language)
{
    char value[NUMBER_TEXT_SIZE + 8];
    if (is_withheld(counts, count, fewest)) {
        snprintf(value, sizeof value, is_sum(count) ? "-" : "<%u", fewest);
    } else if (is_sum(count)) {
        sum_format(value_of(counts, count), weight, language, value);
    } else {
        number_format(value_of(counts, count), language, value);
    }
    text_table_add(text, value);
}

static void add_row(struct text_table *text,
                    const struct impact_summary *summary, const char *name,
                    const struct impact_counts *counts, uint32_t fewest,
                    enum language language)
{
    text_table_add(text, name);
    for (size_t c = 0; c < N_COUNTS; c++)
        add_count(text, counts, c, fewest, summary->weight, language);
}

static void add_only(struct text_buffer *into, const char *words,
                     uint32_t count, uint32_t fewest, enum language language)
{
    char value[NUMBER_TEXT_SIZE];
    if (count == 0)
        return;
    if (count < fewest)
        snprintf(value, sizeof value, "<%u", fewest);
    else
        number_format(count, language, value);
    text_add_format(into, "%s: %s\n", words, value);
}

void impact_text_write(struct text_buffer *into,
                       const struct impact_summary *summary, uint32_t fewest,
                       enum language language)
{
    const struct words *words = &WORDS[language];
    struct arena *scratch = arena_new();
    struct text_table *text = text_table_new(scratch, 1 + N_COUNTS, 1);
    text_table_add(text, words->ward);
    for (size_t c = 0; c < N_COUNTS; c++)
        text_table_add(text, COUNTS[c].words[language]);
    add_row(text, summary, words->everyone, &summary->all, fewest, language);
    for (size_t w = 0; w < summary->n_wards; w++)
        add_row(text, summary, summary->wards[w].name,
                &summary->wards[w].counts, fewest, language);
    text_table_write(text, into);
    add_only(into, words->only_before, summary->only_before, fewest, language);
    add_only(into, words->only_after, summary->only_after, fewest, language);
    arena_free(scratch);
}

static void add_school(struct text_table *text, const char *school,
                       const struct words *words)
{
    text_table_add(text, school != NULL ? school : words->unplaced);
}

static void add_way(struct text_table *text, uint32_t way_cm,
                    enum road_weight weight, enum language language)
{
    char words[WAY_TEXT_SIZE] = "-";
    if (way_cm != UINT32_MAX)
        way_format(way_cm, weight, language, words);
    text_table_add(text, words);
}

void impact_pupils_text_write(struct text_buffer *into,
                              const struct impact *impact,
                              enum language language)
{
    const struct words *words = &WORDS[language];
    struct arena *scratch = arena_new();
    struct text_table *text = text_table_new(scratch, 5, 3);
    text_table_add(text, words->pupil);
    for (size_t i = 0; i < 2; i++)
        text_table_add(text, words->school[i]);
    for (size_t i = 0; i < 2; i++)
        text_table_add(text, words->way[i]);
    for (size_t i = 0; i < impact->n_pupils; i++) {
        const struct impact_pupil *pupil = &impact->pupils[i];
        text_table_add(text, pupil->pupil_id);
        add_school(text, pupil->school_before, words);
        add_school(text, pupil->school_after, words);
        add_way(text, pupil->way_before_cm, impact->summary.weight, language);
        add_way(text, pupil->way_after_cm, impact->summary.weight, language);
    }
    text_table_write(text, into);
    arena_free(scratch);
}

// --- JSON ----------------------------------------------------------------

static void json_people(struct json_writer *json, const char *key,
                        uint64_t count, uint32_t fewest)
{
    json_key(json, key);
    if (count > 0 && count < fewest)
        json_nothing(json);
    else
        json_int(json, (int64_t)count);
}

static void json_counts(struct json_writer *json,
                        const struct impact_counts *counts,
                        enum road_weight weight, uint32_t fewest)
{
    for (size_t c = 0; c < N_COUNTS; c++) {
        if (!is_sum(c))
            json_people(json, COUNTS[c].key, value_of(counts, c), fewest);
        else if (is_withheld(counts, c, fewest))
            json_no_way(json, COUNTS[c].key, weight);
        else
            json_way_sum(json, COUNTS[c].key, value_of(counts, c), weight);
    }
}

void impact_json_write(struct text_buffer *into,
                       const struct impact_summary *summary, uint32_t fewest)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_people(&json, "only_before", summary->only_before, fewest);
    json_people(&json, "only_after", summary->only_after, fewest);
    json_key(&json, "all");
    json_begin_object(&json);
    json_counts(&json, &summary->all, summary->weight, fewest);
    json_end_object(&json);
    json_key(&json, "wards");
    json_begin_array(&json);
    for (size_t w = 0; w < summary->n_wards; w++) {
        json_begin_object(&json);
        json_key(&json, "name");
        json_text(&json, summary->wards[w].name);
        json_counts(&json, &summary->wards[w].counts, summary->weight, fewest);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
}

static void json_pupil(struct json_writer *json,
                       const struct impact_pupil *pupil,
                       enum road_weight weight)
{
    json_begin_object(json);
    json_key(json, "pupil");
    json_text(json, pupil->pupil_id);
    json_key(json, "school_before");
    json_text(json, pupil->school_before);
    json_key(json, "school_after");
    json_text(json, pupil->school_after);
    json_way(json, "way_before", pupil->way_before_cm, weight);
    json_way(json, "way_after", pupil->way_after_cm, weight);
    json_key(json, "over_cap_before");
    json_bool(json, pupil->over_cap_before);
    json_key(json, "over_cap_after");
    json_bool(json, pupil->over_cap_after);
    json_end_object(json);
}

void impact_pupils_json_write(struct text_buffer *into,
                              const struct impact *impact)
{
    struct json_writer json = json_into(into);
    json_begin_array(&json);
    for (size_t i = 0; i < impact->n_pupils; i++)
        json_pupil(&json, &impact->pupils[i], impact->summary.weight);
    json_end_array(&json);
}
