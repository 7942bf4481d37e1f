// The chance is a tail of the normal distribution: the way is before the true
// cut-off if log(cut-off) is at least log(way), and log(cut-off) is taken as
// normal around the log of what is expected. What is published of a school in
// one year is its own best forecast of the next, so only the latest year counts
// for where; all years count for how much cut-offs move.

#include "admission/chances.h"

#include <math.h>
#include <stdlib.h>

#include "admission/way_text.h"

// Nine of ten lie within so many standard deviations of the middle.
#define NINE_OF_TEN 1.6448536269514722

// A cut-off of less than a metre is a metre: it has a logarithm then.
static double log_way(uint32_t way_cm)
{
    return log(way_cm < 100 ? 100.0 : (double)way_cm);
}

static bool has_way(const struct past_cut_off *c)
{
    return c->is_full && c->seats > 0 && c->last_way_cm != UINT32_MAX;
}

static int compare_cut_offs(const void *a, const void *b)
{
    const struct past_cut_off *x = *(const struct past_cut_off *const *)a;
    const struct past_cut_off *y = *(const struct past_cut_off *const *)b;
    if (x->school != y->school)
        return x->school < y->school ? -1 : 1;
    return (x->year > y->year) - (x->year < y->year);
}

// How far the cut-off of a school moved in a year, seats taken account of.
static bool change_between(const struct past_cut_off *a,
                           const struct past_cut_off *b, double *change)
{
    if (a->school != b->school || a->year + 1 != b->year || !has_way(a) ||
        !has_way(b) || a->last_group != b->last_group)
        return false;
    double seats = (double)b->seats / (double)a->seats;
    *change =
        log_way(b->last_way_cm) - log_way(a->last_way_cm) - log(seats) / 2;
    return true;
}

// Cut-offs are expected where they were, so changes are measured from 0.
static void measure_spread(struct chance_model *model,
                           const struct past_cut_off *const *sorted, size_t n)
{
    double sum =
        CHANCES_DEFAULT_WEIGHT * CHANCES_DEFAULT_SD * CHANCES_DEFAULT_SD;
    double change;
    for (size_t i = 1; i < n; i++) {
        if (!change_between(sorted[i - 1], sorted[i], &change))
            continue;
        sum += change * change;
        model->n_changes++;
    }
    model->sd = sqrt(sum / (CHANCES_DEFAULT_WEIGHT + model->n_changes));
}

struct chance_model chance_model_from(struct arena *arena,
                                      const struct past_cut_off *cut_offs,
                                      size_t n_cut_offs, size_t n_schools,
                                      int year)
{
    struct chance_model model = {
        .latest = arena_array(arena, const struct past_cut_off *, n_schools),
        .n_schools = n_schools,
        .year = year};
    const struct past_cut_off **sorted =
        arena_array(arena, const struct past_cut_off *, n_cut_offs);
    size_t n = 0;
    for (size_t i = 0; i < n_cut_offs; i++)
        if (cut_offs[i].school < n_schools && cut_offs[i].year < year)
            sorted[n++] = &cut_offs[i];
    qsort(sorted, n, sizeof *sorted, compare_cut_offs);
    measure_spread(&model, sorted, n);
    for (size_t i = 0; i < n; i++)
        model.latest[sorted[i]->school] = sorted[i];
    return model;
}

// --- One school ----------------------------------------------------------

static enum chance_word word_of(double probability)
{
    if (probability >= CHANCES_SURE)
        return CHANCE_SURE;
    if (probability >= CHANCES_LIKELY)
        return CHANCE_LIKELY;
    return probability >= CHANCES_UNLIKELY ? CHANCE_UNLIKELY : CHANCE_NONE;
}

static uint32_t whole_cm(double way_cm)
{
    return way_cm < (double)(UINT32_MAX - 1) ? (uint32_t)(way_cm + 0.5)
                                             : UINT32_MAX - 1;
}

// Where the cut-off is expected and how likely it is not nearer than the way.
static double expect(const struct chance_model *model, struct chance *chance,
                     uint32_t seats, uint32_t way_cm)
{
    const struct past_cut_off *from = chance->from;
    double middle = log_way(from->last_way_cm) +
                    log((double)seats / (double)from->seats) / 2;
    double sd = model->sd * sqrt((double)(model->year - from->year));
    chance->expected_cm = whole_cm(exp(middle));
    chance->low_cm = whole_cm(exp(middle - NINE_OF_TEN * sd));
    chance->high_cm = whole_cm(exp(middle + NINE_OF_TEN * sd));
    return 0.5 * erfc((log_way(way_cm) - middle) / (sd * sqrt(2)));
}

static double probability_at(const struct chance_model *model,
                             struct chance *chance, uint32_t seats,
                             uint32_t group, uint32_t way_cm)
{
    const struct past_cut_off *from = chance->from;
    if (!from->is_full)
        return CHANCES_NOT_FULL;
    double by_way = expect(model, chance, seats, way_cm);
    if (group < from->last_group)
        return fmax(by_way, CHANCES_EARLIER_GROUP);
    if (group > from->last_group)
        return fmin(by_way, 1 - CHANCES_EARLIER_GROUP);
    return by_way;
}

struct chance chance_at(const struct chance_model *model, uint32_t school,
                        uint32_t seats, uint32_t group, uint32_t way_cm)
{
    struct chance chance = {.word = CHANCE_UNKNOWN,
                            .from = model->latest[school]};
    if (way_cm == UINT32_MAX || seats == 0) {
        chance.word = CHANCE_NONE;
        return chance;
    }
    if (chance.from == NULL || (chance.from->is_full && !has_way(chance.from)))
        return chance;
    chance.probability = probability_at(model, &chance, seats, group, way_cm);
    chance.word = word_of(chance.probability);
    return chance;
}

// --- In words ------------------------------------------------------------

static const char *const WORDS[][N_LANGUAGES] = {
    [CHANCE_SURE] = {"chắc chắn", "sure"},
    [CHANCE_LIKELY] = {"nhiều khả năng", "likely"},
    [CHANCE_UNLIKELY] = {"ít khả năng", "unlikely"},
    [CHANCE_NONE] = {"hầu như không", "hardly any"},
    [CHANCE_UNKNOWN] = {"chưa rõ", "unknown"},
};

static const char *const KEYS[] = {
    [CHANCE_SURE] = "sure",         [CHANCE_LIKELY] = "likely",
    [CHANCE_UNLIKELY] = "unlikely", [CHANCE_NONE] = "none",
    [CHANCE_UNKNOWN] = "unknown",
};

const char *chance_word_text(enum chance_word word, enum language language)
{
    return WORDS[word][language];
}

// The percentage, and what it was made from. Texts have a word, a number of a
// hundred, a year, and ways.
static const char *const SENTENCES[][N_LANGUAGES] = {
    {"%s (khoảng %d%%): năm %d nhận tới %s, năm nay có thể từ %s đến %s; "
     "nhà cách %s.\n",
     "%s (about %d%%): in %d the last one admitted lived %s away, this year it "
     "may be %s to %s; the home is %s away.\n"},
    {"%s (khoảng %d%%): năm %d trường còn chỉ tiêu.\n",
     "%s (about %d%%): in %d the school had seats left.\n"},
};

void chance_text_write(struct text_buffer *into, const struct chance *chance,
                       uint32_t way_cm, enum language language)
{
    const char *word = WORDS[chance->word][language];
    int percent = (int)(100 * chance->probability + 0.5);
    char ways[4][METRES_TEXT_SIZE];
    if (chance->word == CHANCE_UNKNOWN || chance->from == NULL ||
        way_cm == UINT32_MAX) {
        text_add_format(into, "%s.\n", word);
    } else if (chance->expected_cm == 0) {
        text_add_format(into, SENTENCES[1][language], word, percent,
                        chance->from->year);
    } else {
        metres_format(chance->from->last_way_cm, language, ways[0]);
        metres_format(chance->low_cm, language, ways[1]);
        metres_format(chance->high_cm, language, ways[2]);
        metres_format(way_cm, language, ways[3]);
        text_add_format(into, SENTENCES[0][language], word, percent,
                        chance->from->year, ways[0], ways[1], ways[2], ways[3]);
    }
}

static void json_from(struct json_writer *json, const struct past_cut_off *from)
{
    json_key(json, "year");
    json_int(json, from->year);
    json_key(json, "seats");
    json_int(json, from->seats);
    json_key(json, "was_full");
    json_bool(json, from->is_full);
    if (!has_way(from))
        return;
    json_key(json, "last_group");
    json_int(json, from->last_group);
    json_way(json, "last_way", from->last_way_cm, BY_DISTANCE);
}

void chance_json_write(struct json_writer *json, const struct chance *chance)
{
    json_begin_object(json);
    json_key(json, "chance");
    json_text(json, KEYS[chance->word]);
    json_key(json, "probability");
    if (chance->word == CHANCE_UNKNOWN)
        json_nothing(json);
    else
        json_number(json, chance->probability, 2);
    if (chance->from != NULL)
        json_from(json, chance->from);
    if (chance->expected_cm > 0) {
        json_way(json, "expected", chance->expected_cm, BY_DISTANCE);
        json_way(json, "low", chance->low_cm, BY_DISTANCE);
        json_way(json, "high", chance->high_cm, BY_DISTANCE);
    }
    json_end_object(json);
}
