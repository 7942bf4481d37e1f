// A password is judged as a whole, in a folded form: letters without case and
// marks, without what is not a letter or a digit; and once more with the digits
// that stand for letters taken back (m4tkh4u). It is refused when at most three
// pieces make it up, each a common password, a name, a run ("1234", "aaaa",
// "qwerty") or digits as of a year or a date; so "Matkhau123456 hocgan" falls
// and a sentence of ordinary words does not. The fewest pieces that make up the
// first i letters are found for every i, shortest first.

#include "auth/password_rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "auth/common_passwords.h"
#include "base/list.h"
#include "base/text.h"
#include "search/fold.h"

#define LEAST_PIECE 3
#define LONGEST_PIECE 32
#define MOST_PIECES 3
#define LONGEST_UNIT 8 // of what is repeated

LIST_DECLARE_OF(const char *, word);

struct common_passwords {
    struct word_list words;
};

struct common_passwords *common_passwords_build(struct arena *arena)
{
    struct common_passwords *common =
        arena_array(arena, struct common_passwords, 1);
    const char *line = COMMON_PASSWORDS_TEXTS[0].text;
    for (size_t n; *line != '\0'; line += n + (line[n] == '\n')) {
        n = strcspn(line, "\n");
        if (*line != '#' && n > 0)
            *word_list_add(&common->words, arena) =
                arena_text_n(arena, line, n);
    }
    return common;
}

enum status password_normalise(struct arena *arena, const char *given,
                               const char **password, struct error *err)
{
    size_t n = strlen(given);
    if (n > PASSWORD_MOST_BYTES || !text_is_utf8(given, n, NULL))
        return error_set(err, STATUS_BAD_INPUT,
                         "the password is not text of at most %d bytes",
                         PASSWORD_MOST_BYTES);
    utf8proc_uint8_t *composed = NULL;
    if (utf8proc_map((const utf8proc_uint8_t *)given, (utf8proc_ssize_t)n,
                     &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE) < 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "the password has characters that are not assigned");
    *password = arena_text(arena, (const char *)composed);
    free(composed);
    return STATUS_OK;
}

static size_t count_characters(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

// "aaaa…", "abcabc…": whether a unit of few bytes repeated gives it all.
static bool is_repetition(const char *text, size_t n)
{
    for (size_t unit = 1; unit <= LONGEST_UNIT && 2 * unit <= n; unit++)
        if (memcmp(text, text + unit, n - unit) == 0)
            return true;
    return false;
}

// A run has the same step from each letter to the next: 1234, zyx, 1111.
static bool is_run(const char *text, size_t n)
{
    int step = text[1] - text[0];
    if (step < -1 || step > 1)
        return false;
    for (size_t i = 2; i < n; i++)
        if (text[i] - text[i - 1] != step)
            return false;
    return true;
}

// 1975, 300475 or 30041975: any digits, of such a length.
static bool is_date(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return n == 4 || n == 6 || n == 8;
}

static bool is_along_keyboard(const char *text, size_t n)
{
    static const char *const ROWS[] = {
        "qwertyuiop",   "poiuytrewq",   "asdfghjkl",      "lkjhgfdsa",
        "zxcvbnm",      "mnbvcxz",      "1234567890",     "0987654321",
        "1qaz2wsx3edc", "qazwsxedcrfv", "zaq1xsw2cde3vfr"};
    char piece[LONGEST_PIECE + 1];
    memcpy(piece, text, n);
    piece[n] = '\0';
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if (strstr(ROWS[i], piece) != NULL)
            return true;
    return false;
}

static bool is_among(const struct word_list *sorted, const char *text, size_t n)
{
    size_t low = 0, high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *word = sorted->items[middle];
        int order = strncmp(word, text, n);
        if (order == 0 && word[n] == '\0')
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

// What a password is held against: the list, and the names of its account.
struct guesses {
    const struct common_passwords *common;
    struct word_list names;
};

static bool is_guessed(const struct guesses *guesses, const char *text,
                       size_t n)
{
    for (size_t i = 0; i < guesses->names.count; i++)
        if (strlen(guesses->names.items[i]) == n &&
            memcmp(guesses->names.items[i], text, n) == 0)
            return true;
    return is_run(text, n) || is_date(text, n) || is_along_keyboard(text, n) ||
           is_among(&guesses->common->words, text, n);
}

static bool is_made_of_guesses(struct arena *arena,
                               const struct guesses *guesses, const char *text)
{
    size_t n = strlen(text);
    size_t *fewest = arena_array(arena, size_t, n + 1);
    for (size_t end = 1; end <= n; end++) {
        fewest[end] = n + 1;
        for (size_t length = LEAST_PIECE;
             length <= end && length <= LONGEST_PIECE; length++)
            if (fewest[end - length] < fewest[end] &&
                is_guessed(guesses, text + end - length, length))
                fewest[end] = fewest[end - length] + 1;
    }
    return n > 0 && fewest[n] <= MOST_PIECES;
}

// Folded, and only what of it is a letter or a digit; without one or two digits
// behind a word, which are the first thing anyone adds.
static char *plain_letters(struct arena *arena, const char *text)
{
    char *folded = fold_text(arena, text);
    char *out = folded;
    for (const char *c = folded; *c != '\0'; c++)
        if (*c != ' ' && *c != '/')
            *out++ = *c;
    *out = '\0';
    size_t n = (size_t)(out - folded), n_digits = 0;
    while (n_digits < n && isdigit((unsigned char)folded[n - n_digits - 1]))
        n_digits++;
    if (n_digits <= 2)
        folded[n - n_digits] = '\0';
    return folded;
}

// Digits and signs that are written for a letter become that letter.
static char *without_disguise(struct arena *arena, const char *text)
{
    static const char SIGNS[] = "0134578@$!";
    static const char LETTERS[] = "oieastbasi";
    char *plain = arena_text(arena, text);
    for (char *c = plain; *c != '\0'; c++) {
        const char *sign = strchr(SIGNS, *c);
        if (sign != NULL)
            *c = LETTERS[sign - SIGNS];
    }
    return plain;
}

// A name counts as a whole, and so does each word of it.
static void add_name(struct arena *arena, struct guesses *guesses,
                     const char *name)
{
    if (name == NULL)
        return;
    *word_list_add(&guesses->names, arena) = plain_letters(arena, name);
    char *words = fold_text(arena, name), *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest))
        if (strlen(word) >= LEAST_PIECE)
            *word_list_add(&guesses->names, arena) = word;
}

static bool is_guessable(struct arena *arena,
                         const struct common_passwords *common,
                         const char *password, const char *const *names,
                         size_t n_names)
{
    struct guesses guesses = {.common = common};
    add_name(arena, &guesses, "Học Gần");
    for (size_t i = 0; i < n_names; i++)
        add_name(arena, &guesses, names[i]);
    return is_repetition(password, strlen(password)) ||
           is_made_of_guesses(arena, &guesses,
                              plain_letters(arena, password)) ||
           is_made_of_guesses(
               arena, &guesses,
               plain_letters(arena, without_disguise(arena, password)));
}

enum status password_check(const struct common_passwords *common,
                           const char *password, const char *const *names,
                           size_t n_names, struct error *err)
{
    size_t n = count_characters(password);
    if (n < PASSWORD_LEAST_CHARACTERS || n > PASSWORD_MOST_CHARACTERS)
        return error_set(err, STATUS_BAD_INPUT,
                         "the password has %zu characters; it needs %d to %d, "
                         "of any kind: a sentence is easy to remember",
                         n, PASSWORD_LEAST_CHARACTERS,
                         PASSWORD_MOST_CHARACTERS);
    struct arena *arena = arena_new();
    bool is_bad = is_guessable(arena, common, password, names, n_names);
    arena_free(arena);
    if (is_bad)
        return error_set(err, STATUS_BAD_INPUT,
                         "the password is made of common passwords, runs or "
                         "names, which are guessed first");
    return STATUS_OK;
}
