#ifndef OFFICE_JOB_KINDS_H
#define OFFICE_JOB_KINDS_H

#include "auth/visitor.h"
#include "http/json_value.h"
#include "job/upload.h"

/// The kinds of jobs there are, as a table: which command of this program each
/// is, who may order it, and its options, each with what it may be. Nothing a
/// client sends becomes a path or an option by itself.
struct job_kind;

/// STATUS_BAD_INPUT naming those there are.
enum status job_kind_find(const char *name, const struct job_kind **kind,
                          struct error *err);

/// What a client asked for, checked and turned into arguments.
struct job_wanted {
    const char *kind;
    const char *options;          ///< JSON of what was given, in one order
    const char *const *arguments; ///< of the program, ended by NULL
    const char *what;             ///< of an import; else NULL
    const char *upload;           ///< id of the file it reads; or NULL
    uint32_t access;              ///< who may order it
    bool needs_all_wards;         ///< an officer must be one of the whole city
};

/// Where the job will run, and for whom.
struct job_place {
    const char *city_path;
    const char *spool;
    const struct visitor *visitor;
};

/// `object` has the options by their names ("kind" is passed over).
/// STATUS_BAD_INPUT naming the option that is not known, is missing or is not
/// what it must be; STATUS_NOT_FOUND when there is no such upload of the
/// visitor's.
enum status job_kind_read(const struct job_kind *kind, struct arena *arena,
                          const struct json_value *object,
                          const struct job_place *place,
                          struct job_wanted *wanted, struct error *err);

/// Whether results of such a job tell of pupils, by the kind's name and the
/// options as kept.
bool job_is_about_pupils(struct arena *arena, const char *kind,
                         const char *options);

#endif
