#include "route_list.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "auth/visitor.h"
#include "server/office_routes.h"

static bool has_route(const struct http_route *const *tables,
                      const struct http_route *wanted)
{
    for (; *tables != NULL; tables++)
        for (const struct http_route *route = *tables; route->method != NULL;
             route++)
            if (strcmp(route->method, wanted->method) == 0 &&
                strcmp(route->pattern, wanted->pattern) == 0)
                return true;
    return false;
}

static void print_access(uint32_t access)
{
    const char *comma = "";
    if (access == ACCESS_EVERYONE)
        fputs("everyone", stdout);
    for (int role = 0; role < N_ROLES; role++)
        if ((access & UINT32_C(1) << role) != 0) {
            printf("%s%s", comma, role_name((enum role)role));
            comma = ",";
        }
    putchar('\n');
}

// Those of `tables`; called `shared` where the others have them too.
static void print_tables(const struct http_route *const *tables,
                         const struct http_route *const *others,
                         const char *process, const char *shared)
{
    for (; *tables != NULL; tables++)
        for (const struct http_route *route = *tables; route->method != NULL;
             route++) {
            const char *where = has_route(others, route) ? shared : process;
            if (where == NULL)
                continue;
            printf("%s\t%s\t%s\t", where, route->method, route->pattern);
            print_access(route->access);
        }
}

void route_list_print(void)
{
    print_tables(PUBLIC_TABLES, OFFICE_TABLES, "public", "both");
    print_tables(OFFICE_TABLES, PUBLIC_TABLES, "office", NULL);
}
