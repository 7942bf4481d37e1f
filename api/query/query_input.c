// One sentence for each mistake, whoever made it where.

#include "query/query_input.h"

enum status query_read_level(const char *name, const char *text,
                             enum level *level, struct error *err)
{
    const char *choices = "preschool, primary, lower_secondary or "
                          "upper_secondary";
    if (text == NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s is needed: %s", name,
                         choices);
    if (!level_parse(text, level))
        return error_set(err, STATUS_BAD_INPUT, "%s must be %s, not \"%s\"",
                         name, choices, text);
    return STATUS_OK;
}
