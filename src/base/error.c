#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Cuts a half-written UTF-8 character off the end of a truncated text.
static void cut_whole(char *text, size_t size)
{
    size_t end = size - 1;
    while (end > 0 && ((unsigned char)text[end - 1] & 0xC0) == 0x80)
        end--;
    if (end > 0 && (unsigned char)text[end - 1] >= 0xC0)
        end--;
    text[end] = '\0';
}

static void write_text(struct error *err, const char *fmt, va_list args)
{
    int wanted = vsnprintf(err->text, sizeof err->text, fmt, args);
    if (wanted >= (int)sizeof err->text)
        cut_whole(err->text, sizeof err->text);
}

enum status error_set(struct error *err, enum status status, const char *fmt,
                      ...)
{
    va_list args;
    va_start(args, fmt);
    write_text(err, fmt, args);
    va_end(args);
    err->status = status;
    return status;
}

enum status error_prefix(struct error *err, const char *fmt, ...)
{
    struct error before;
    va_list args;
    va_start(args, fmt);
    write_text(&before, fmt, args);
    va_end(args);

    struct error old = *err;
    return error_set(err, old.status, "%s%s", before.text, old.text);
}
