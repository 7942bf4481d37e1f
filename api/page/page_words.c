// Numbers are made from whole centimetres and seconds as the pages make them
// from metres: rounded first, and only then written with a comma or a point.

#include "page/page_words.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "query/query_json.h"

#define HOLD "\u00a0" // keeps a number and its unit on one line

const char *page_say(const struct page_words *words, const char *sentence)
{
    const char *text =
        page_sentences_find(words->sentences, words->language, sentence);
    return text == NULL ? sentence : text;
}

const char *page_say_of(const struct page_words *words, const char *kind,
                        const char *name)
{
    return page_say(words, arena_format(words->arena, "%s%s", kind, name));
}

// --- Holes ---------------------------------------------------------------

#define MOST_HOLES 4

struct hole {
    const char *name;
    const char *value;
};

// What fills the hole that begins at `at`, and how long the hole is; NULL if it
// is none of ours.
static const char *find_filling(const char *at, const struct hole *holes,
                                size_t n_holes, size_t *length)
{
    for (size_t i = 0; i < n_holes; i++) {
        size_t n = strlen(holes[i].name);
        if (strncmp(at + 1, holes[i].name, n) == 0 && at[n + 1] == '}') {
            *length = n + 2;
            return holes[i].value;
        }
    }
    return NULL;
}

static const char *fill(struct arena *arena, const char *sentence,
                        const struct hole *holes, size_t n_holes)
{
    struct text_buffer filled = {0};
    text_add(&filled, "", 0);
    while (*sentence != '\0') {
        size_t n = strcspn(sentence, "{");
        text_add(&filled, sentence, n);
        sentence += n;
        if (*sentence == '\0')
            break;
        size_t length = 1;
        const char *value = find_filling(sentence, holes, n_holes, &length);
        text_add_string(&filled, value == NULL ? "{" : value);
        sentence += length;
    }
    const char *kept = arena_text(arena, filled.bytes);
    text_buffer_free(&filled);
    return kept;
}

const char *page_fill(const struct page_words *words, const char *sentence, ...)
{
    struct hole holes[MOST_HOLES];
    size_t n_holes = 0;
    va_list args;
    va_start(args, sentence);
    for (const char *name; (name = va_arg(args, const char *)) != NULL;) {
        assert(n_holes < MOST_HOLES);
        holes[n_holes++] = (struct hole){name, va_arg(args, const char *)};
    }
    va_end(args);
    return fill(words->arena, page_say(words, sentence), holes, n_holes);
}

// --- Numbers -------------------------------------------------------------

const char *page_distance(const struct page_words *words, uint32_t cm)
{
    char text[DECIMAL_TEXT_SIZE];
    uint64_t exact = cm;
    if (exact < 99950) {
        number_format((exact + 50) / 100, words->language, text);
        return arena_format(words->arena, "%s" HOLD "m", text);
    }
    if (exact < 1000000)
        decimal_format((double)((exact + 500) / 1000) / 100, 2, words->language,
                       text);
    else
        decimal_format((double)((exact + 5000) / 10000) / 10, 1,
                       words->language, text);
    return arena_format(words->arena, "%s" HOLD "km", text);
}

const char *page_metres(const struct page_words *words, uint32_t cm)
{
    char text[METRES_TEXT_SIZE];
    metres_format(cm, words->language, text);
    text[strcspn(text, " ")] = '\0';
    return arena_format(words->arena, "%s" HOLD "m", text);
}

static const char *small_number(const struct page_words *words, uint32_t n)
{
    return arena_format(words->arena, "%u", n);
}

// The first space of a sentence holds.
static const char *hold(const struct page_words *words, const char *sentence)
{
    size_t n = strcspn(sentence, " ");
    if (sentence[n] == '\0')
        return sentence;
    return arena_format(words->arena, "%.*s" HOLD "%s", (int)n, sentence,
                        sentence + n + 1);
}

const char *page_duration(const struct page_words *words, uint32_t duration_ms)
{
    uint32_t minutes = (duration_in_s(duration_ms) + 59) / 60;
    if (minutes == 0)
        minutes = 1;
    if (minutes < 60)
        return hold(words, page_fill(words, "minutes", "n",
                                     small_number(words, minutes), NULL));
    return page_fill(words, "hours", "h", small_number(words, minutes / 60),
                     "n", small_number(words, minutes % 60), NULL);
}

const char *page_count(const struct page_words *words, uint64_t n)
{
    char text[NUMBER_TEXT_SIZE];
    number_format(n, words->language, text);
    return arena_text(words->arena, text);
}
