#include "import_json.h"

#include "base/json_writer.h"

static void write_fields(struct json_writer *json,
                         const struct import_preview *preview)
{
    json_key(json, "fields");
    json_begin_array(json);
    for (size_t f = 0; f < preview->n_fields; f++) {
        json_begin_object(json);
        json_key_text(json, "name", preview->fields[f].name);
        json_key_text(json, "column", preview->fields[f].column);
        json_key(json, "is_needed");
        json_bool(json, preview->fields[f].is_needed);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_texts(struct json_writer *json, const char *const *texts,
                        size_t n)
{
    json_begin_array(json);
    for (size_t i = 0; i < n; i++)
        json_text(json, texts[i]);
    json_end_array(json);
}

static void write_preview(struct json_writer *json,
                          const struct import_preview *preview)
{
    json_key(json, "columns");
    write_texts(json, preview->columns, preview->n_columns);
    write_fields(json, preview);
    json_key(json, "rows");
    json_begin_array(json);
    for (size_t i = 0; i < preview->n_rows; i++) {
        json_begin_object(json);
        json_key_int(json, "row", (int64_t)preview->rows[i].number);
        json_key(json, "texts");
        write_texts(json, preview->rows[i].texts, preview->n_columns);
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_line(struct json_writer *json, const struct report_line *line)
{
    json_begin_object(json);
    json_key_text(json, "thing", line->thing);
    json_key_text(json, "outcome", line->outcome);
    json_key_text(json, "reason", line->reason);
    json_key_int(json, "count", (int64_t)line->count);
    json_key(json, "examples");
    json_begin_array(json);
    for (size_t i = 0; i < 3 && line->examples[i] != NULL; i++)
        json_text(json, line->examples[i]);
    json_end_array(json);
    json_end_object(json);
}

static void write_findings(struct json_writer *json,
                           const struct report *report)
{
    json_key_int(json, "n_findings", (int64_t)report->n_refusals);
    json_key(json, "findings");
    json_begin_array(json);
    for (size_t i = 0; i < report->n_refusals && i < REPORT_MOST_REFUSALS;
         i++) {
        const struct report_refusal *refusal = &report->refusals[i];
        json_begin_object(json);
        json_key_int(json, "row", (int64_t)refusal->row);
        json_key_text(json, "field", refusal->field);
        json_key_text(json, "sentence", refusal->sentence);
        json_end_object(json);
    }
    json_end_array(json);
}

void import_json_write(struct text_buffer *into,
                       const struct import_outcome *outcome)
{
    const struct report *report = outcome->report;
    const char *encoding = outcome->options->encoding;
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key_text(&json, "what", outcome->what);
    json_key_text(&json, "file", report->file);
    json_key_text(&json, "encoding", encoding == NULL ? "auto" : encoding);
    json_key(&json, "is_accepted");
    json_bool(&json, outcome->sentence == NULL);
    json_key_text(&json, "sentence", outcome->sentence);
    if (outcome->preview != NULL)
        write_preview(&json, outcome->preview);
    json_key(&json, "report");
    json_begin_array(&json);
    for (size_t i = 0; i < report->lines.count; i++)
        write_line(&json, &report->lines.items[i]);
    json_end_array(&json);
    write_findings(&json, report);
    json_end_object(&json);
}
