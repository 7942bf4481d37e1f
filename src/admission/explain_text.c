// What is known of a choice becomes a list of sentences, once; the page prints
// them under the school's name, JSON gives them beside the numbers.

#include "admission/explain_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "admission/explain_words.h"
#include "admission/way_text.h"
#include "city/pupil.h"

LIST_DECLARE_OF(const char *, sentence);

// One choice being put into words.
struct speech {
    struct arena *arena;
    const struct round *round;
    const struct explanation *explanation;
    const struct explain_names *names;
    const struct explain_words *words;
    enum language language;
    struct sentence_list sentences;
};

static struct speech speech_in(struct arena *arena, const struct round *round,
                               const struct explanation *explanation,
                               const struct explain_names *names,
                               enum language language)
{
    return (struct speech){.arena = arena,
                           .round = round,
                           .explanation = explanation,
                           .names = names,
                           .words = explain_words_in(language),
                           .language = language};
}

static void add(struct speech *s, const char *sentence)
{
    if (sentence != NULL)
        *sentence_list_add(&s->sentences, s->arena) = sentence;
}

// A sentence of the table with one or two things filled in.
static void say(struct speech *s, const char *sentence, const char *what)
{
    add(s, arena_format(s->arena, sentence, what));
}

static void say_two(struct speech *s, const char *sentence, const char *first,
                    const char *second)
{
    add(s, arena_format(s->arena, sentence, first, second));
}

static const char *number(struct speech *s, uint64_t n)
{
    char text[NUMBER_TEXT_SIZE];
    number_format(n, s->language, text);
    return arena_text(s->arena, text);
}

static const char *way(struct speech *s, uint32_t way_cm)
{
    char text[WAY_TEXT_SIZE];
    way_format(way_cm, s->round->rules->weight, s->language, text);
    return arena_text(s->arena, text);
}

// Points with three decimals: 24.250 or 24,250.
static const char *score(struct speech *s, int64_t score_milli)
{
    int64_t whole = score_milli / 1000;
    int64_t rest = llabs(score_milli % 1000);
    return arena_format(s->arena, "%s%" PRId64 "%s%03" PRId64,
                        score_milli < 0 && whole == 0 ? "-" : "", whole,
                        s->language == LANGUAGE_VIETNAMESE ? "," : ".", rest);
}

static uint32_t school_of(const struct round *round,
                          const struct explained_choice *choice)
{
    return round->pools[choice->choice.pool].school;
}

static const char *group_name(const struct round *round,
                              const struct explained_choice *choice,
                              uint32_t group)
{
    return round->schools[school_of(round, choice)].groups->groups[group].name;
}

static const char *school_name(const struct round *round,
                               const struct explain_names *names,
                               const struct explained_choice *choice)
{
    uint32_t school = school_of(round, choice);
    if (names == NULL || names->schools == NULL ||
        names->schools[school] == NULL)
        return round->schools[school].id;
    return names->schools[school];
}

// --- Sentences -----------------------------------------------------------

static void say_last(struct speech *s, const struct explained_choice *choice)
{
    if (choice->last_group == ROUND_NONE || !choice->cut_off.is_full)
        return;
    const char *group = group_name(s->round, choice, choice->last_group);
    if (!s->round->rules->uses_scores)
        say_two(s, s->words->last_way, group, way(s, choice->last_way_cm));
    else if (choice->last_score_milli != NUMBER_UNKNOWN)
        say_two(s, s->words->last_score, group,
                score(s, choice->last_score_milli));
}

// The last one's way tells of optima nothing about who comes next.
static void say_facts(struct speech *s, const struct explained_choice *choice)
{
    const struct pool_cut_off *cut_off = &choice->cut_off;
    say_two(s, s->words->seats, number(s, cut_off->seats),
            number(s, cut_off->asked));
    if (s->explanation->method != METHOD_OPTIMAL)
        say_last(s, choice);
    if (s->round->schools[school_of(s->round, choice)].groups->count > 1)
        say(s, s->words->own_group,
            group_name(s->round, choice, choice->group));
}

static void say_queue(struct speech *s, const struct explained_choice *choice)
{
    if (!choice->has_queue)
        return;
    if (choice->reason == EXPLAIN_GIVEN)
        say_two(s, s->words->rounds, number(s, choice->full_round),
                number(s, choice->asked_round));
    else if (choice->reason != EXPLAIN_NO_SEATS)
        say(s, s->words->ahead, number(s, choice->ahead));
}

static void say_seats(struct speech *s, uint32_t more_seats)
{
    if (more_seats == 0)
        return;
    if (!s->explanation->is_exact)
        say(s, s->words->more_seats_about, number(s, more_seats));
    else if (more_seats == 1)
        add(s, s->words->one_more_seat);
    else
        say(s, s->words->more_seats, number(s, more_seats));
}

static void say_differs(struct speech *s, const struct explained_choice *choice)
{
    const struct explain_words *w = s->words;
    bool gets = s->explanation->method == METHOD_NEAREST_FIRST;
    say_seats(s, choice->more_seats);
    if (choice->nearer_cm > 0)
        say(s, gets ? w->nearer_gets : w->nearer_last,
            way(s, choice->nearer_cm));
    if (choice->score_needed_milli != NUMBER_UNKNOWN)
        say(s, gets ? w->score_gets : w->score_last,
            score(s, choice->score_needed_milli));
    if (choice->group_needed != ROUND_NONE)
        say(s, gets ? w->group_gets : w->group_last,
            group_name(s->round, choice, choice->group_needed));
    if (choice->wish_needed > 0)
        say(s, w->wish_gets, number(s, choice->wish_needed));
}

static void say_price(struct speech *s, const struct explained_choice *choice)
{
    const struct explanation *e = s->explanation;
    if (choice->reason != EXPLAIN_DEARER || choice->added_cost <= 0)
        return;
    if (e->place_cost > 0 && choice->added_cost >= e->place_cost)
        add(s, s->words->adds_unplaced);
    else if (e->way_cost > 0 && choice->added_cost / e->way_cost < UINT32_MAX)
        say(s, s->words->adds_way,
            way(s, (uint32_t)(choice->added_cost / e->way_cost)));
    if (choice->nearer_cm > 0)
        say(s, s->words->nearer_nothing, way(s, choice->nearer_cm));
}

static struct sentence_list
sentences_about(struct speech s, const struct explained_choice *choice)
{
    if (choice->reason == EXPLAIN_OPEN) {
        say(&s, s.words->seats_left,
            number(&s, choice->cut_off.seats - choice->cut_off.placed));
        return s.sentences;
    }
    say_facts(&s, choice);
    add(&s, s.words->reason[choice->reason]);
    say_queue(&s, choice);
    if (s.explanation->method == METHOD_OPTIMAL)
        say_price(&s, choice);
    else
        say_differs(&s, choice);
    return s.sentences;
}

// --- The page ------------------------------------------------------------

static void write_choice(struct text_buffer *into, struct speech *s,
                         const struct explained_choice *choice)
{
    struct sentence_list sentences = sentences_about(*s, choice);
    text_add_format(into, "  %s: %s\n", school_name(s->round, s->names, choice),
                    way(s, choice->choice.way_cm));
    for (size_t i = 0; i < sentences.count; i++)
        text_add_format(into, "    %s\n", sentences.items[i]);
}

static void write_choices(struct text_buffer *into, struct speech *s,
                          const char *heading,
                          const struct explained_choice *choices, size_t n)
{
    if (n > 0)
        text_add_format(into, "\n%s:\n", heading);
    for (size_t i = 0; i < n; i++)
        write_choice(into, s, &choices[i]);
}

static void write_head(struct text_buffer *into, struct speech *s)
{
    const struct explanation *e = s->explanation;
    text_add_format(into, "%s\n\n%s: %s\n%s: %s", s->words->title,
                    s->words->pupil, s->round->applicants[e->applicant].id,
                    s->words->placed_by, s->words->method[e->method]);
    if (e->method == METHOD_OPTIMAL)
        text_add_format(into, " (%s)", s->words->objective[e->objective]);
    text_add_string(into, "\n");
    if (e->n_family > 1) {
        text_add_format(into, s->words->family, number(s, e->n_family));
        text_add_string(into, "\n");
    }
}

const char *explain_how_placed(struct arena *arena, const char *group,
                               enum method method, enum language language)
{
    const struct explain_words *words = explain_words_in(language);
    return group == NULL ? words->unplaced
                         : arena_format(arena, words->placed_how, group,
                                        words->method[method]);
}

void explain_text_write(struct text_buffer *into, const struct round *round,
                        const struct explanation *explanation,
                        const struct explain_names *names,
                        enum language language)
{
    struct arena *scratch = arena_new();
    struct speech s = speech_in(scratch, round, explanation, names, language);
    write_head(into, &s);
    write_choices(into, &s, s.words->before_heading, explanation->before,
                  explanation->n_before);
    if (explanation->is_placed)
        write_choices(into, &s, s.words->own_heading, &explanation->own, 1);
    else
        text_add_format(into, "\n%s\n", s.words->unplaced);
    if (explanation->is_placed && explanation->n_before == 0)
        text_add_format(into, "%s\n", s.words->nothing_before);
    write_choices(into, &s, s.words->next_heading, explanation->next,
                  explanation->n_next);
    arena_free(scratch);
}

// --- JSON ----------------------------------------------------------------

static const char *const REASONS[] = {[EXPLAIN_OWN] = "own",
                                      [EXPLAIN_OPEN] = "open",
                                      [EXPLAIN_NO_SEATS] = "no_seats",
                                      [EXPLAIN_LATER] = "served_later",
                                      [EXPLAIN_GIVEN] = "given",
                                      [EXPLAIN_FAMILY] = "family",
                                      [EXPLAIN_DEARER] = "dearer",
                                      [EXPLAIN_TIE] = "tie",
                                      [EXPLAIN_UNSETTLED] = "unsettled"};

static void json_score(struct json_writer *json, const char *key,
                       int64_t score_milli)
{
    if (score_milli == NUMBER_UNKNOWN)
        return;
    json_key(json, key);
    json_number(json, (double)score_milli / 1000, 3);
}

static void json_cut_off(struct json_writer *json, const struct round *round,
                         const struct explained_choice *choice)
{
    const struct pool_cut_off *cut_off = &choice->cut_off;
    json_key_int(json, "seats", cut_off->seats);
    json_key_int(json, "placed", cut_off->placed);
    json_key_int(json, "asked", cut_off->asked);
    json_key_text(json, "group", group_name(round, choice, choice->group));
    if (choice->last_group == ROUND_NONE)
        return;
    json_key_text(json, "last_group",
                  group_name(round, choice, choice->last_group));
    json_way(json, "last_way", choice->last_way_cm, round->rules->weight);
    json_score(json, "last_score", choice->last_score_milli);
}

static void json_differs(struct json_writer *json, const struct round *round,
                         const struct explained_choice *choice)
{
    if (choice->has_queue)
        json_key_int(json, "ahead", choice->ahead);
    if (choice->asked_round > 0)
        json_key_int(json, "asked_round", choice->asked_round);
    if (choice->full_round > 0)
        json_key_int(json, "full_round", choice->full_round);
    if (choice->more_seats > 0)
        json_key_int(json, "more_seats", choice->more_seats);
    if (choice->nearer_cm > 0)
        json_way(json, "nearer", choice->nearer_cm, round->rules->weight);
    json_score(json, "score_needed", choice->score_needed_milli);
    if (choice->group_needed != ROUND_NONE)
        json_key_text(json, "group_needed",
                      group_name(round, choice, choice->group_needed));
    if (choice->wish_needed > 0)
        json_key_int(json, "wish_needed", choice->wish_needed);
}

static void json_choice(struct json_writer *json, const struct speech *s,
                        const struct explained_choice *choice)
{
    const struct round *round = s->round;
    struct sentence_list sentences = sentences_about(*s, choice);
    json_begin_object(json);
    json_key_text(json, "school", round->schools[school_of(round, choice)].id);
    json_key_text(json, "name", school_name(round, s->names, choice));
    json_way(json, "way", choice->choice.way_cm, round->rules->weight);
    json_key_text(json, "reason", REASONS[choice->reason]);
    json_key(json, "is_wish");
    json_bool(json, choice->is_wish);
    json_cut_off(json, round, choice);
    json_differs(json, round, choice);
    if (choice->reason == EXPLAIN_DEARER || choice->reason == EXPLAIN_TIE) {
        json_key_int(json, "added_cost", choice->added_cost);
        json_key_int(json, "price", choice->price);
    }
    json_key(json, "why");
    json_begin_array(json);
    for (size_t i = 0; i < sentences.count; i++)
        json_text(json, sentences.items[i]);
    json_end_array(json);
    json_end_object(json);
}

static void json_choices(struct json_writer *json, const struct speech *s,
                         const char *key,
                         const struct explained_choice *choices, size_t n)
{
    json_key(json, key);
    json_begin_array(json);
    for (size_t i = 0; i < n; i++)
        json_choice(json, s, &choices[i]);
    json_end_array(json);
}

void explain_json_write(struct text_buffer *into, const struct round *round,
                        const struct explanation *explanation,
                        const struct explain_names *names,
                        enum language language)
{
    struct arena *scratch = arena_new();
    struct speech s = speech_in(scratch, round, explanation, names, language);
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key_text(&json, "pupil", round->applicants[explanation->applicant].id);
    json_key_text(&json, "method", method_name(explanation->method));
    if (explanation->method == METHOD_OPTIMAL)
        json_key_text(&json, "objective",
                      objective_name(explanation->objective));
    json_key_int(&json, "family", explanation->n_family);
    json_choices(&json, &s, "before", explanation->before,
                 explanation->n_before);
    json_key(&json, "own");
    if (explanation->is_placed)
        json_choice(&json, &s, &explanation->own);
    else
        json_nothing(&json);
    json_choices(&json, &s, "next", explanation->next, explanation->n_next);
    json_end_object(&json);
    arena_free(scratch);
}
