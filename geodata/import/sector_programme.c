// The table is read by the same reader as a city's own files; its columns are
// those of the enum below.

#include "import/sector_programme.h"

#include <string.h>

#include "base/text.h"
#include "format/csv.h"
#include "import/indicator_texts.h"

enum { CODE, NAME_VI, NAME_EN, UNIT, TARGET, TARGET_YEAR };

static struct indicator indicator_of(const struct feature *row)
{
    int64_t year = 0;
    struct indicator indicator = {.code = row->texts[CODE],
                                  .name_vi = row->texts[NAME_VI],
                                  .name_en = row->texts[NAME_EN],
                                  .unit = row->texts[UNIT]};
    if (row->texts[TARGET] != NULL)
        indicator.has_target =
            text_parse_double(row->texts[TARGET], &indicator.target);
    if (row->texts[TARGET_YEAR] != NULL)
        text_parse_int64(row->texts[TARGET_YEAR], &year);
    indicator.target_year = (int32_t)year;
    return indicator;
}

enum status sector_programme_read(struct arena *arena,
                                  struct indicator_list *indicators,
                                  struct error *err)
{
    *indicators = (struct indicator_list){0};
    for (const struct indicator_text *text = INDICATOR_TEXTS;
         text->name != NULL; text++) {
        struct feature_table table = {.file = text->name};
        enum status status = csv_parse(text->csv, strlen(text->csv),
                                       ENCODING_UTF8, arena, &table, err);
        if (status != STATUS_OK)
            return status;
        for (size_t i = 0; i < table.features.count; i++)
            *indicator_list_add(indicators, arena) =
                indicator_of(&table.features.items[i]);
    }
    return STATUS_OK;
}
