// A letter is taken apart into a base, a shape (circumflex, breve, horn) and a
// tone, whether it came as one code point or as a base with combining marks.
// fold_text writes the base alone; fold_exact puts the three together again,
// so both ways of typing "ệ" give the same bytes.
//
// Lower case and single letters never take more bytes than what they came
// from, so the result fits the room of its source.

#include "search/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define N_TONES 5
#define CIRCUMFLEX 0x302
#define BREVE 0x306
#define HORN 0x31B
#define D_STROKE 0x111
#define ETH 0xD0 // the Icelandic Ð, which maps often have where Đ is meant

struct letter {
    uint32_t base;
    uint32_t shape; // a combining mark, or 0
    uint32_t tone;  // a combining mark, or 0
};

// grave, acute, tilde, hook above, dot below
static const uint16_t TONES[N_TONES] = {0x300, 0x301, 0x303, 0x309, 0x323};

// Every Vietnamese vowel: plain, then with each tone.
static const struct vowel {
    char base;
    uint16_t shape;
    uint16_t plain;
    uint16_t toned[N_TONES];
} VOWELS[] = {
    {'a', 0, 'a', {0xE0, 0xE1, 0xE3, 0x1EA3, 0x1EA1}},
    {'a', BREVE, 0x103, {0x1EB1, 0x1EAF, 0x1EB5, 0x1EB3, 0x1EB7}},
    {'a', CIRCUMFLEX, 0xE2, {0x1EA7, 0x1EA5, 0x1EAB, 0x1EA9, 0x1EAD}},
    {'e', 0, 'e', {0xE8, 0xE9, 0x1EBD, 0x1EBB, 0x1EB9}},
    {'e', CIRCUMFLEX, 0xEA, {0x1EC1, 0x1EBF, 0x1EC5, 0x1EC3, 0x1EC7}},
    {'i', 0, 'i', {0xEC, 0xED, 0x129, 0x1EC9, 0x1ECB}},
    {'o', 0, 'o', {0xF2, 0xF3, 0xF5, 0x1ECF, 0x1ECD}},
    {'o', CIRCUMFLEX, 0xF4, {0x1ED3, 0x1ED1, 0x1ED7, 0x1ED5, 0x1ED9}},
    {'o', HORN, 0x1A1, {0x1EDD, 0x1EDB, 0x1EE1, 0x1EDF, 0x1EE3}},
    {'u', 0, 'u', {0xF9, 0xFA, 0x169, 0x1EE7, 0x1EE5}},
    {'u', HORN, 0x1B0, {0x1EEB, 0x1EE9, 0x1EEF, 0x1EED, 0x1EF1}},
    {'y', 0, 'y', {0x1EF3, 0xFD, 0x1EF9, 0x1EF7, 0x1EF5}},
};
#define N_VOWELS (sizeof VOWELS / sizeof *VOWELS)

// Letters of other languages a city's map may hold.
static const struct foreign {
    uint16_t letter;
    char base;
    uint16_t mark;
} FOREIGN[] = {
    {0xE4, 'a', 0x308},  {0xE5, 'a', 0x30A},  {0xE7, 'c', 0x327},
    {0xEB, 'e', 0x308},  {0xEE, 'i', 0x302},  {0xEF, 'i', 0x308},
    {0xF1, 'n', 0x303},  {0xF6, 'o', 0x308},  {0xFB, 'u', 0x302},
    {0xFC, 'u', 0x308},  {0xFF, 'y', 0x308},  {0x107, 'c', 0x301},
    {0x10D, 'c', 0x30C}, {0x11F, 'g', 0x306}, {0x144, 'n', 0x301},
    {0x159, 'r', 0x30C}, {0x15B, 's', 0x301}, {0x15F, 's', 0x327},
    {0x161, 's', 0x30C}, {0x17A, 'z', 0x301}, {0x17E, 'z', 0x30C},
};
#define N_FOREIGN (sizeof FOREIGN / sizeof *FOREIGN)

// Bytes of the character at `text`, or 0 if it is malformed.
static size_t decode(const unsigned char *text, uint32_t *code)
{
    static const uint32_t SMALLEST[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned first = text[0];
    size_t n = first < 0x80    ? 1
               : first < 0xC0  ? 0
               : first < 0xE0  ? 2
               : first < 0xF0  ? 3
               : first <= 0xF4 ? 4
                               : 0;
    *code = first;
    if (n < 2)
        return n;
    uint32_t value = first & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (text[i] & 0x3Fu);
    }
    bool is_surrogate = value >= 0xD800 && value < 0xE000;
    *code = value;
    return value < SMALLEST[n] || value > 0x10FFFF || is_surrogate ? 0 : n;
}

static char *encode(char *out, uint32_t code)
{
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xC0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        *out++ = (char)(0xE0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    } else {
        *out++ = (char)(0xF0 | code >> 18);
        *out++ = (char)(0x80 | (code >> 12 & 0x3F));
        *out++ = (char)(0x80 | (code >> 6 & 0x3F));
        *out++ = (char)(0x80 | (code & 0x3F));
    }
    return out;
}

// Latin letters only; pairs of upper and lower case alternate in most blocks.
static uint32_t lower_case(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c == ETH || c == ETH + 32)
        return D_STROKE;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 32;
    if (c == 0x178)
        return 0xFF;
    bool even_is_upper = (c >= 0x100 && c <= 0x137 && c != 0x130) ||
                         (c >= 0x14A && c <= 0x177) || c == 0x1A0 ||
                         (c >= 0x1EA0 && c <= 0x1EFF);
    bool odd_is_upper =
        (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) || c == 0x1AF;
    if ((even_is_upper && c % 2 == 0) || (odd_is_upper && c % 2 == 1))
        return c + 1;
    return c;
}

static struct letter take_apart(uint32_t c)
{
    if (c < 0x80)
        return (struct letter){c, 0, 0};
    for (size_t i = 0; i < N_VOWELS; i++) {
        const struct vowel *v = &VOWELS[i];
        if (c == v->plain)
            return (struct letter){(uint32_t)v->base, v->shape, 0};
        for (size_t t = 0; t < N_TONES; t++)
            if (c == v->toned[t])
                return (struct letter){(uint32_t)v->base, v->shape, TONES[t]};
    }
    for (size_t i = 0; i < N_FOREIGN; i++)
        if (c == FOREIGN[i].letter)
            return (struct letter){(uint32_t)FOREIGN[i].base, FOREIGN[i].mark,
                                   0};
    return (struct letter){c, 0, 0};
}

static bool is_combining(uint32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

static bool is_tone(uint32_t mark)
{
    for (size_t t = 0; t < N_TONES; t++)
        if (TONES[t] == mark)
            return true;
    return false;
}

static void add_mark(struct letter *letter, uint32_t mark)
{
    // The tilde of ñ is its shape, the one of ã its tone.
    bool shapes = !is_tone(mark) || (mark == 0x303 && letter->base == 'n');
    if (shapes)
        letter->shape = mark;
    else
        letter->tone = mark;
}

// The one code point for a vowel with what it carries; 0 if there is none.
static uint32_t put_together(struct letter l)
{
    for (size_t i = 0; i < N_VOWELS; i++) {
        const struct vowel *v = &VOWELS[i];
        if ((uint32_t)v->base != l.base || v->shape != l.shape)
            continue;
        if (l.tone == 0)
            return v->plain;
        for (size_t t = 0; t < N_TONES; t++)
            if (TONES[t] == l.tone)
                return v->toned[t];
    }
    for (size_t i = 0; i < N_FOREIGN; i++) {
        bool same = (uint32_t)FOREIGN[i].base == l.base && l.tone == 0;
        if (same && FOREIGN[i].mark == l.shape)
            return FOREIGN[i].letter;
    }
    return 0;
}

// Marks that make no letter of ours are dropped, the tone first.
static char *write_exact(char *out, struct letter l)
{
    uint32_t whole = put_together(l);
    l.tone = 0;
    if (whole == 0)
        whole = put_together(l);
    return encode(out, whole == 0 ? l.base : whole);
}

static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF;
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return !(c < 0xC0 || c == 0xD7 || c == 0xF7 ||
             (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F));
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

// A text being written: words, with one space owed between them.
struct folding {
    char *start;
    char *out;
    bool owes_space;
    bool keeps_marks;
};

static void write_letter(struct folding *f, struct letter letter)
{
    if (f->owes_space && f->out > f->start)
        *f->out++ = ' ';
    f->owes_space = false;
    if (f->keeps_marks)
        f->out = write_exact(f->out, letter);
    else
        f->out = encode(f->out, letter.base == D_STROKE ? 'd' : letter.base);
}

// Reads the letter at `text` with the combining marks that follow it.
static const unsigned char *read_letter(const unsigned char *text,
                                        uint32_t code, struct letter *letter)
{
    *letter = take_apart(code);
    uint32_t mark;
    size_t n;
    while ((n = decode(text, &mark)) > 0 && is_combining(mark)) {
        add_mark(letter, mark);
        text += n;
    }
    return text;
}

static char *fold(struct arena *arena, const char *source, bool keeps_marks)
{
    struct folding f = {.keeps_marks = keeps_marks};
    f.start = f.out = arena_alloc(arena, strlen(source) + 1, 1);
    const unsigned char *first = (const unsigned char *)source;
    const unsigned char *at = first;
    while (*at != '\0') {
        uint32_t code;
        size_t n = decode(at, &code);
        const unsigned char *here = at;
        at += n == 0 ? 1 : n;
        code = lower_case(code);
        if (n == 0 || is_combining(code) || is_invisible(code))
            continue;
        if (is_letter(code)) {
            struct letter letter;
            at = read_letter(at, code, &letter);
            write_letter(&f, letter);
        } else if (code == '/' && here > first && is_digit(here[-1]) &&
                   is_digit(*at)) {
            *f.out++ = '/';
        } else {
            f.owes_space = true;
        }
    }
    *f.out = '\0';
    return f.start;
}

char *fold_text(struct arena *arena, const char *text)
{
    return fold(arena, text, false);
}

char *fold_exact(struct arena *arena, const char *text)
{
    return fold(arena, text, true);
}

// What lower_case makes of it again.
static uint32_t upper_case(uint32_t lower)
{
    static const uint32_t STEPS[] = {32, 1};
    if (lower == 0xFF)
        return 0x178;
    for (size_t i = 0; i < 2; i++)
        if (lower > STEPS[i] && lower_case(lower - STEPS[i]) == lower)
            return lower - STEPS[i];
    return lower;
}

static char *write_base(char *out, struct letter l, bool was_upper)
{
    uint32_t base = l.base == D_STROKE ? 'd' : l.base;
    return encode(out, was_upper ? upper_case(base) : base);
}

static char *fold_only(struct arena *arena, const char *source,
                       bool keeps_marks)
{
    char *start = arena_alloc(arena, strlen(source) + 1, 1);
    char *out = start;
    const unsigned char *at = (const unsigned char *)source;
    while (*at != '\0') {
        uint32_t code;
        size_t n = decode(at, &code);
        at += n == 0 ? 1 : n;
        if (n == 0 || is_combining(code))
            continue;
        uint32_t lower = lower_case(code);
        if (!is_letter(lower)) {
            out = encode(out, code);
            continue;
        }
        struct letter letter;
        at = read_letter(at, lower, &letter);
        out = keeps_marks ? write_exact(out, letter)
                          : write_base(out, letter, lower != code);
    }
    *out = '\0';
    return start;
}

char *fold_case(struct arena *arena, const char *text)
{
    return fold_only(arena, text, true);
}

char *fold_marks(struct arena *arena, const char *text)
{
    return fold_only(arena, text, false);
}
