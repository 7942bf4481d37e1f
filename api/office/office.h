#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "auth/visitor.h"
#include "http/http_server.h"
#include "job/job_queue.h"
#include "service/service.h"

/// What the office process has beside the public one: the private file, jobs,
/// and the right to write. `service->office` of every request there. Threads
/// share it.
struct office {
    const char *city_path;
    struct city_versions *versions; ///< to renew after a change
    struct store_pool *city;        ///< for writing
    struct store_pool *privates;
    struct job_queue *jobs;
    struct sessions *sessions; ///< auth/sessions.h
    struct oidc *oidc;         ///< auth/oidc.h; NULL without --oidc
    const char *spool;         ///< folder of uploads, mode 0700
    struct plan_desks *desks;  ///< office/plan_desk.h
    /// Rounds open for explaining: office/explain_desk.h.
    struct explain_desks *rounds;
};

// The routes of the office by what they are about; server/office_routes.c lists
// the tables. Their handlers get a `struct service`.
extern const struct http_route SESSION_ROUTES[];  ///< /v1/session
extern const struct http_route OIDC_ROUTES[];     ///< /v1/oidc
extern const struct http_route PEOPLE_ROUTES[];   ///< /v1/people, /v1/audit
extern const struct http_route JOB_ROUTES[];      ///< /v1/jobs, /v1/uploads
extern const struct http_route PLAN_ROUTES[];     ///< /v1/plans
extern const struct http_route PLANNING_ROUTES[]; ///< /v1/planning
extern const struct http_route ROUND_ROUTES[];    ///< /v1/rounds, /v1/rules
extern const struct http_route PUPIL_ROUTES[];    ///< /v1/pupils
extern const struct http_route SIGNAL_ROUTES[];   ///< /v1/signals
extern const struct http_route CONTEST_ROUTES[];  ///< /v1/contests
extern const struct http_route FAMILY_ROUTES[];   ///< /v1/family
extern const struct http_route WAY_ROUTES[];      ///< /v1/family/route …

extern const struct http_route CONTEST_WINDOW_ROUTES[]; ///< …-windows
extern const struct http_route FAMILY_CODE_ROUTES[];    ///< …/code, …/codes

/// /v1/pupils/…/explanation, /v1/family/explanation
extern const struct http_route EXPLANATION_ROUTES[];

/// Asks auth/gate.h for every request of the office.
http_gate_fn office_gate;

/// A change in the private file: takes a store, begins, and after `office_keep`
/// has added the audit entry and committed, gives it back. A change without an
/// entry cannot be kept.
struct office_change {
    struct office *office;
    struct store *store;
    const struct request *request;
};

enum status office_begin(struct office *office, const struct request *request,
                         struct office_change *change, struct error *err);

/// `action`, `subject` and `detail` as in store_audit.h.
enum status office_keep(struct office_change *change, const char *action,
                        const char *subject, const char *detail,
                        struct error *err);

/// Gives everything back; what was not kept is undone. Always called.
void office_end(struct office_change *change);

/// A change of the city file (publishing): the entry is written before
/// it, so that no change is ever without one, and again afterwards as
/// "ACTION.done" or "ACTION.failed". `change` runs in a transaction of a city
/// store; then the versions are renewed, so that who asks next sees it.
typedef enum status office_city_fn(struct store *city, void *context,
                                   struct error *err);
enum status office_change_city(struct office *office,
                               const struct request *request,
                               const char *action, const char *subject,
                               const char *detail, office_city_fn *change,
                               void *context, struct error *err);

/// The same for drafts, of which nobody outside sees anything: the versions
/// stay, and only a change that failed has a second entry.
enum status office_change_draft(struct office *office,
                                const struct request *request,
                                const char *action, const char *subject,
                                const char *detail, office_city_fn *change,
                                void *context, struct error *err);

#endif
