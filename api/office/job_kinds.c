// The table of jobs. A flag's value always follows its flag, so the program
// takes it for a value whatever it looks like; job_read.c refuses one that
// begins with "-" all the same, for the sake of whoever reads the log. What
// stands by itself - the city, what to import, the file - is ours: a path we
// made or a word of a list.

#include <string.h>

#include "base/text.h"
#include "office/job_kind_table.h"
#include "office/job_kinds.h"

#define LEVELS "preschool primary lower_secondary upper_secondary"
#define PROFILES "walk walk_safe bicycle motorbike car"
#define YEAR(name, flag, need)                                                 \
    {                                                                          \
        name, VALUE_INT, need, flag, 1900, 2200, NULL                          \
    }
#define GRADE(need)                                                            \
    {                                                                          \
        "grade", VALUE_INT, need, "--grade", 0, 12, NULL                       \
    }
#define END                                                                    \
    {                                                                          \
        NULL, VALUE_INT, false, NULL, 0, 0, NULL                               \
    }

const char JOB_PUPIL_FILES[] = "pupils wishes";

static const struct job_option IMPORT_OPTIONS[] = {
    {"what", VALUE_WHAT, true, NULL, 0, 0,
     "osm wards units schools capacity population enrolment pupils wishes "
     "housing sites indicators"},
    {"upload", VALUE_FILE, true, NULL, 0, 0, NULL},
    {"maps", VALUE_MAPS, false, "--map", 0, 0, NULL},
    {"crs", VALUE_TEXT, false, "--crs", 0, 0, NULL},
    {"encoding", VALUE_WORD, false, "--encoding", 0, 0, "auto utf-8 tcvn3 vni"},
    YEAR("year", "--year", false),
    GRADE(false),
    END,
};

static const struct job_option NO_OPTIONS[] = {END};

static const struct job_option ZONES_OPTIONS[] = {
    {"level", VALUE_WORD, true, "--level", 0, 0, LEVELS},
    GRADE(false),
    YEAR("year", "--year", false),
    {"method", VALUE_WORD, false, "--method", 0, 0, "balanced nearest"},
    {"profile", VALUE_WORD, false, "--profile", 0, 0, PROFILES},
    {"seats_percent", VALUE_INT, false, "--seats-scale", 1, 10000, NULL},
    {"cap_m", VALUE_INT, false, "--cap", 1, 1000000, NULL},
    {"weight_over_seats_m", VALUE_INT, false, "--weight-over-seats", 0, 1000000,
     NULL},
    {"weight_over_cap_m", VALUE_INT, false, "--weight-over-cap", 0, 1000000,
     NULL},
    {"weight_moved_m", VALUE_INT, false, "--weight-moved", 0, 1000000, NULL},
    {"like", VALUE_TEXT, false, "--like", 0, 0, NULL},
    {"lock_from", VALUE_TEXT, false, "--lock-from", 0, 0, NULL},
    END,
};

static const struct job_option UNITS_OPTIONS[] = {
    {"level", VALUE_WORD, true, "--level", 0, 0, LEVELS},
    GRADE(false),
    YEAR("year", "--year", false),
    {"entrants", VALUE_INT, false, "--entrants", 1, 100000, NULL},
    {"from", VALUE_WORD, false, "--from", 0, 0, "pupils population units"},
    {"share_per_mille", VALUE_INT, false, "--share", 1, 1000, NULL},
    END,
};

static const struct job_option PLACEMENT_OPTIONS[] = {
    GRADE(true),
    YEAR("year", "--year", true),
    {"method", VALUE_WORD, true, "--method", 0, 0,
     "nearest-first stable optimal all"},
    {"objective", VALUE_WORD, false, "--objective", 0, 0, "total tail caps"},
    {"rules", VALUE_UPLOAD, false, "--rules", 0, 0, NULL},
    END,
};

static const struct job_option FORECAST_OPTIONS[] = {
    YEAR("until", "--until", false),
    END,
};

static const struct job_option BACKTEST_OPTIONS[] = {
    YEAR("until", "--until", false),
    YEAR("first_origin", "--first-origin", false),
    {"horizon", VALUE_INT, false, "--horizon", 1, 10, NULL},
    END,
};

static const struct job_option SITE_OPTIONS[] = {
    {"new", VALUE_INT, false, "--new", 0, 100, NULL},
    {"rooms", VALUE_INT, false, "--rooms", 0, 100000, NULL},
    {"level", VALUE_WORD, false, "--level", 0, 0, LEVELS},
    YEAR("year", "--year", false),
    {"cap_m", VALUE_INT, false, "--cap", 1, 100000, NULL},
    {"profile", VALUE_WORD, false, "--profile", 0, 0, PROFILES},
    {"two_sessions", VALUE_FLAG, false, "--two-sessions", 0, 0, NULL},
    {"close", VALUE_TEXTS, false, "--close", 0, 0, NULL},
    {"open", VALUE_TEXTS, false, "--open", 0, 0, NULL},
    {"add_rooms", VALUE_COUNTS, false, "--add-rooms", 1, 1000, NULL},
    {"build", VALUE_COUNTS, false, "--build", 1, 1000, NULL},
    {"housing", VALUE_COUNTS, false, "--housing", 1, 100000, NULL},
    END,
};

static const struct job_kind KINDS[] = {
    {"import", "import", NULL, IMPORT_OPTIONS, ACCESS_OFFICER | ACCESS_PLANNER,
     .prints_json = true},
    {"preview", "import", NULL, IMPORT_OPTIONS, ACCESS_OFFICER | ACCESS_PLANNER,
     .prints_json = true, .is_dry_run = true},
    {"network", "network", NULL, NO_OPTIONS, ACCESS_PLANNER,
     .prints_json = false},
    {"units", "zones", "units", UNITS_OPTIONS, ACCESS_PLANNER,
     .prints_json = true},
    {"zones", "zones", "suggest", ZONES_OPTIONS, ACCESS_PLANNER,
     .prints_json = true},
    {"placement", "admit", NULL, PLACEMENT_OPTIONS, ACCESS_OFFICER,
     .needs_all_wards = true, .prints_json = true},
    {"forecast", "forecast", NULL, FORECAST_OPTIONS, ACCESS_PLANNER,
     .prints_json = true},
    {"backtest", "forecast", "backtest", BACKTEST_OPTIONS, ACCESS_PLANNER,
     .prints_json = true},
    {"site", "site", NULL, SITE_OPTIONS, ACCESS_PLANNER, .prints_json = true},
};
#define N_KINDS (sizeof KINDS / sizeof *KINDS)

// Previews are asked for by their upload, not ordered.
static const char KIND_NAMES[] =
    "import, network, units, zones, placement, forecast, backtest, site";

enum status job_kind_find(const char *name, const struct job_kind **kind,
                          struct error *err)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (strcmp(KINDS[i].name, name) == 0) {
            *kind = &KINDS[i];
            return STATUS_OK;
        }
    return error_set(err, STATUS_BAD_INPUT,
                     "kind must be one of %s; not \"%.40s\"", KIND_NAMES, name);
}

bool job_is_about_pupils(struct arena *arena, const char *kind,
                         const char *options)
{
    const struct json_value *object = NULL;
    const char *what = NULL;
    struct error ignored;
    if (strcmp(kind, "import") != 0 && strcmp(kind, "preview") != 0)
        return strcmp(kind, "placement") == 0 || strcmp(kind, "contest") == 0;
    if (json_read(arena, options, strlen(options), &object, &ignored) !=
            STATUS_OK ||
        json_may_text(object, "what", 200, &what, &ignored) != STATUS_OK)
        return true;
    return what == NULL || text_is_one_of(what, JOB_PUPIL_FILES);
}
