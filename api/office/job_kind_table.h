#ifndef OFFICE_JOB_KIND_TABLE_H
#define OFFICE_JOB_KIND_TABLE_H

#include <stdbool.h>
#include <stdint.h>

// What the table of kinds (job_kinds.c) and its reading (job_read.c) share.

/// What an option may be, and how it becomes arguments.
enum value_kind {
    VALUE_INT,
    VALUE_WORD,   ///< one of `words`
    VALUE_TEXT,   ///< an id, or "EPSG:9210"
    VALUE_FLAG,   ///< true, or not given
    VALUE_TEXTS,  ///< several: [id, …]
    VALUE_COUNTS, ///< several: {id: number, …}, as ID=NUMBER
    VALUE_MAPS,   ///< several: {field: column, …}, as FIELD=COLUMN
    VALUE_UPLOAD, ///< a file's id; the flag gets its path
    VALUE_WHAT,   ///< a word that stands by itself, before the upload's path
    VALUE_FILE,   ///< a file's id whose path stands by itself
};

struct job_option {
    const char *name; ///< of the JSON member
    enum value_kind kind;
    bool is_needed;
    const char *flag;
    int64_t least;
    int64_t most;
    const char *words;
};

struct job_kind {
    const char *name;
    const char *words; ///< of the command, after which the city stands
    const char *verb;  ///< after the city; or NULL
    const struct job_option *options;
    uint32_t access;
    bool needs_all_wards;
    bool prints_json;
    bool is_dry_run;
};

/// What of an import is about pupils.
extern const char JOB_PUPIL_FILES[];

#endif
