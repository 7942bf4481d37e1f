// hocgan forecast CITY --explain SCHOOL GRADE YEAR: what one number was worked
// out from.

#include "city_query.h"
#include "forecast.h"
#include "forecast/trace_write.h"

// The cell asked for, by words after the city or by options.
struct cell_asked {
    const char *school;
    int64_t grade;
    int64_t year;
};

static enum status parse_word(const char *word, const char *what,
                              int64_t *number, struct error *err)
{
    if (text_parse_int64(word, number))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "the %s to explain must be a whole number, not \"%.40s\"",
                     what, word);
}

static enum status read_asked(const struct forecast_call *call,
                              struct cell_asked *asked, struct error *err)
{
    const struct arguments *arguments = call->arguments;
    const char *const *words = arguments->positional;
    *asked =
        (struct cell_asked){arguments_value(arguments, "school", NULL), -1, 0};
    enum status status =
        arguments_int(arguments, "grade", 0, 12, &asked->grade, err);
    if (status == STATUS_OK)
        status =
            arguments_int(arguments, "year", 1900, 2300, &asked->year, err);
    if (status == STATUS_OK && arguments->n_positional == 4) {
        asked->school = words[1];
        status = parse_word(words[2], "grade", &asked->grade, err);
        if (status == STATUS_OK)
            status = parse_word(words[3], "year", &asked->year, err);
    }
    if (status != STATUS_OK)
        return status;
    if (asked->school == NULL || asked->grade < 0 || asked->year == 0 ||
        (arguments->n_positional != 1 && arguments->n_positional != 4))
        return error_set(err, STATUS_BAD_INPUT,
                         "`--explain SCHOOL GRADE YEAR` is how it goes, or "
                         "`--explain --school S --grade G --year Y`");
    if (asked->grade > 12)
        return error_set(err, STATUS_BAD_INPUT,
                         "grades go from 0 to 12, not %lld",
                         (long long)asked->grade);
    return STATUS_OK;
}

enum status forecast_tell_check(const struct forecast_call *call,
                                struct error *err)
{
    struct cell_asked asked;
    return read_asked(call, &asked, err);
}

enum status forecast_tell(const struct forecast_call *call, struct error *err)
{
    struct cell_asked asked;
    struct forecast_made made;
    struct forecast_story story;
    struct text_buffer text = {0};
    uint32_t school;
    int64_t until =
        call->until != 0 ? call->until : forecast_usual_until(call->planning);
    enum status status = read_asked(call, &asked, err);
    if (status == STATUS_OK)
        status = forecast_case_find(call->planning, asked.school, &school, err);
    if (status == STATUS_OK)
        status = forecast_make(call->city, call->planning,
                               until > asked.year ? until : asked.year,
                               call->n_threads, &made, err);
    if (status == STATUS_OK)
        status = forecast_story_trace(
            call->arena, &made.page, &call->planning->inputs, &made.options,
            call->planning->supply, school, (int32_t)asked.grade,
            (int32_t)asked.year, &story, err);
    if (status != STATUS_OK)
        return status;
    if (call->as_json)
        forecast_story_json_write(&text, &made.page, &story);
    else
        forecast_story_text_write(&text, &made.page, &story, call->language);
    city_query_print(&text);
    return STATUS_OK;
}
