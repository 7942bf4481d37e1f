// Which routes each process has. A table that is written is listed here, those
// everyone may ask in both lists; the test of roles (tests/http) then asks for
// a row for each of its routes.

#include "server/office_routes.h"

#include <stddef.h>

#include "office/office.h"
#include "ogc/ogc_routes.h"
#include "server/routes.h"

const struct http_route *const PUBLIC_TABLES[] = {
    PUBLIC_ROUTES,
    OGC_ROUTES,
    NULL,
};

const struct http_route *const OFFICE_TABLES[] = {
    PUBLIC_ROUTES,      OGC_ROUTES,    SESSION_ROUTES, OIDC_ROUTES,
    PEOPLE_ROUTES,      PUPIL_ROUTES,  PLAN_ROUTES,    JOB_ROUTES,
    PLANNING_ROUTES,    ROUND_ROUTES,  CONTEST_ROUTES, CONTEST_WINDOW_ROUTES,
    FAMILY_CODE_ROUTES, FAMILY_ROUTES, WAY_ROUTES,     EXPLANATION_ROUTES,
    SIGNAL_ROUTES,      NULL,
};
