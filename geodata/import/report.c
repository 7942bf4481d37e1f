#include "import/report.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

struct report report_new(struct arena *arena)
{
    return (struct report){.arena = arena};
}

// The line for this thing, outcome and reason; made when first asked for.
static struct report_line *find_line(struct report *report, const char *thing,
                                     const char *outcome, const char *reason)
{
    for (size_t i = 0; i < report->lines.count; i++) {
        struct report_line *line = &report->lines.items[i];
        if (strcmp(line->thing, thing) == 0 &&
            strcmp(line->outcome, outcome) == 0 &&
            text_same(line->reason, reason))
            return line;
    }
    struct report_line *line =
        report_line_list_add(&report->lines, report->arena);
    line->thing = arena_text(report->arena, thing);
    line->outcome = arena_text(report->arena, outcome);
    line->reason = reason == NULL ? NULL : arena_text(report->arena, reason);
    return line;
}

void report_count(struct report *report, const char *thing, const char *outcome,
                  const char *reason, size_t n)
{
    find_line(report, thing, outcome, reason)->count += n;
}

void report_example(struct report *report, const char *thing,
                    const char *outcome, const char *reason, const char *fmt,
                    ...)
{
    struct report_line *line = find_line(report, thing, outcome, reason);
    size_t most = sizeof line->examples / sizeof *line->examples;
    if (line->count < most) {
        char text[160];
        va_list args;
        va_start(args, fmt);
        vsnprintf(text, sizeof text, fmt, args);
        va_end(args);
        line->examples[line->count] = arena_text(report->arena, text);
    }
    line->count++;
}

void report_refuse(struct report *report, size_t row, const char *field,
                   const char *sentence)
{
    if (report->n_refusals < REPORT_MOST_REFUSALS)
        report->refusals[report->n_refusals] = (struct report_refusal){
            row, field, arena_text(report->arena, sentence)};
    report->n_refusals++;
}

void report_print_refusals(const struct report *report, FILE *out)
{
    size_t n = report->n_refusals;
    for (size_t i = 0; i < n && i < REPORT_MOST_PRINTED; i++)
        fprintf(out, "  %s\n", report->refusals[i].sentence);
    if (n > REPORT_MOST_PRINTED)
        fprintf(out, "  … and %zu more\n", n - REPORT_MOST_PRINTED);
    if (n > 0)
        fprintf(out, "%zu refused; nothing was changed\n", n);
}

size_t report_total(const struct report *report, const char *thing,
                    const char *outcome, const char *reason)
{
    size_t total = 0;
    for (size_t i = 0; i < report->lines.count; i++) {
        const struct report_line *line = &report->lines.items[i];
        if (strcmp(line->thing, thing) == 0 &&
            strcmp(line->outcome, outcome) == 0 &&
            (reason == NULL || text_same(line->reason, reason)))
            total += line->count;
    }
    return total;
}

static void print_examples(const struct report_line *line, FILE *out)
{
    size_t most = sizeof line->examples / sizeof *line->examples;
    for (size_t i = 0; i < most && line->examples[i] != NULL; i++)
        fprintf(out, "%s %s", i == 0 ? ":" : ",", line->examples[i]);
    if (line->count > most && line->examples[most - 1] != NULL)
        fputs(", …", out);
}

static bool is_first_of_thing(const struct report *report, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (strcmp(report->lines.items[j].thing,
                   report->lines.items[i].thing) == 0)
            return false;
    return true;
}

static void print_summary(const struct report *report, const char *thing,
                          FILE *out)
{
    static const char *const OUTCOMES[] = {"read", "kept", "merged", "refused"};
    const char *before = ": ";
    fputs(thing, out);
    for (size_t i = 0; i < 4; i++) {
        size_t total = report_total(report, thing, OUTCOMES[i], NULL);
        if (total == 0 && i > 1)
            continue;
        fprintf(out, "%s%zu %s", before, total, OUTCOMES[i]);
        before = ", ";
    }
    fputc('\n', out);
}

static void print_thing(const struct report *report, const char *thing,
                        FILE *out)
{
    print_summary(report, thing, out);
    for (size_t i = 0; i < report->lines.count; i++) {
        const struct report_line *line = &report->lines.items[i];
        if (strcmp(line->thing, thing) != 0 || line->reason == NULL)
            continue;
        fprintf(out, "  %-8s %zu  %s", line->outcome, line->count,
                line->reason);
        print_examples(line, out);
        fputc('\n', out);
    }
}

void report_print(const struct report *report, FILE *out)
{
    for (size_t i = 0; i < report->lines.count; i++)
        if (is_first_of_thing(report, i))
            print_thing(report, report->lines.items[i].thing, out);
}
