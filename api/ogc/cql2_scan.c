// One word ahead is enough for the whole grammar. A failure is remembered and
// the words end, so that loops over them end too and parsers need ask only
// once.

#include "ogc/cql2_scan.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ogc/cql2.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == ':' || (unsigned char)c >= 0x80;
}

bool cql2_fail(struct cql2_scan *scan, const char *what)
{
    if (!scan->failed)
        error_set(scan->err, STATUS_BAD_INPUT, "filter, character %zu: %s",
                  scan->word.at, what);
    scan->failed = true;
    scan->word.kind = CQL2_END;
    scan->word.text = "";
    return false;
}

static void take_word(struct cql2_scan *scan, enum cql2_word_kind kind,
                      size_t n)
{
    scan->word.kind = kind;
    scan->word.text = arena_text_n(scan->arena, scan->filter + scan->next, n);
    scan->next += n;
}

static void read_name(struct cql2_scan *scan)
{
    const char *at = scan->filter + scan->next;
    size_t n = 1;
    while (begins_name(at[n]) || is_digit(at[n]) || at[n] == '.')
        n++;
    take_word(scan, CQL2_NAME, n);
}

static size_t digits(const char *at)
{
    return strspn(at, "0123456789");
}

// [sign] digits [. digits] [e [sign] digits], or with the point in front.
static void read_number(struct cql2_scan *scan)
{
    const char *at = scan->filter + scan->next;
    size_t n = *at == '-' || *at == '+';
    n += digits(at + n);
    if (at[n] == '.')
        n += 1 + digits(at + n + 1);
    if (at[n] == 'e' || at[n] == 'E') {
        size_t sign = at[n + 1] == '-' || at[n + 1] == '+';
        size_t power = digits(at + n + 1 + sign);
        n += power == 0 ? 0 : 1 + sign + power;
    }
    take_word(scan, CQL2_DIGITS, n);
}

// Between quotes, where a doubled quote (and \' in a string) stands for one.
static void read_quoted(struct cql2_scan *scan, char quote)
{
    const char *at = scan->filter + scan->next + 1;
    char *text = arena_array(scan->arena, char, strlen(at) + 1);
    size_t n = 0;
    while (*at != '\0' && (*at != quote || at[1] == quote)) {
        bool is_escape = *at == quote || (*at == '\\' && at[1] == quote);
        at += is_escape;
        text[n++] = *at++;
    }
    if (*at == '\0') {
        cql2_fail(scan, "a quote is not closed");
        return;
    }
    scan->next = (size_t)(at + 1 - scan->filter);
    scan->word.kind = quote == '"' ? CQL2_QUOTED : CQL2_STRING;
    scan->word.text = text;
}

static void read_sign(struct cql2_scan *scan)
{
    static const char *const SIGNS[] = {"<=", ">=", "<>", "<", ">",
                                        "=",  "(",  ")",  ","};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (strncmp(scan->filter + scan->next, SIGNS[i], strlen(SIGNS[i])) ==
            0) {
            take_word(scan, CQL2_SIGN, strlen(SIGNS[i]));
            return;
        }
    cql2_fail(scan, "a sign that CQL2 does not have here");
}

void cql2_advance(struct cql2_scan *scan)
{
    if (scan->failed)
        return;
    scan->next += strspn(scan->filter + scan->next, " \t\r\n");
    const char *at = scan->filter + scan->next;
    bool has_sign = *at == '-' || *at == '+';
    scan->word.at = scan->next + 1;
    if (*at == '\0')
        take_word(scan, CQL2_END, 0);
    else if (begins_name(*at))
        read_name(scan);
    else if (is_digit(at[has_sign]) ||
             (at[has_sign] == '.' && is_digit(at[has_sign + 1])))
        read_number(scan);
    else if (*at == '\'' || *at == '"')
        read_quoted(scan, *at);
    else
        read_sign(scan);
}

struct cql2_scan cql2_scan_begin(struct arena *arena, const char *filter,
                                 struct error *err)
{
    struct cql2_scan scan = {.arena = arena, .filter = filter, .err = err};
    cql2_advance(&scan);
    return scan;
}

bool cql2_is_keyword(const struct cql2_scan *scan, const char *keyword)
{
    return scan->word.kind == CQL2_NAME &&
           strcasecmp(scan->word.text, keyword) == 0;
}

bool cql2_is_sign(const struct cql2_scan *scan, const char *sign)
{
    return scan->word.kind == CQL2_SIGN && strcmp(scan->word.text, sign) == 0;
}

bool cql2_take_keyword(struct cql2_scan *scan, const char *keyword)
{
    bool is = cql2_is_keyword(scan, keyword);
    if (is)
        cql2_advance(scan);
    return is;
}

bool cql2_take_sign(struct cql2_scan *scan, const char *sign)
{
    bool is = cql2_is_sign(scan, sign);
    if (is)
        cql2_advance(scan);
    return is;
}

bool cql2_need_sign(struct cql2_scan *scan, const char *sign)
{
    return cql2_take_sign(scan, sign) ||
           cql2_fail(scan,
                     arena_format(scan->arena, "\"%s\" is missing here", sign));
}

double cql2_need_number(struct cql2_scan *scan)
{
    double number = 0;
    const char *text = scan->word.text;
    if (scan->word.kind != CQL2_DIGITS || !text_parse_double(text, &number))
        cql2_fail(scan, "a number is missing here");
    else
        cql2_advance(scan);
    return number;
}

bool cql2_descend(struct cql2_scan *scan)
{
    if (++scan->depth > CQL2_DEEPEST)
        return cql2_fail(scan, "this is nested too deep");
    return true;
}

void cql2_ascend(struct cql2_scan *scan)
{
    scan->depth--;
}
