#include "auth/visitor.h"

#include <assert.h>

#include "base/text.h"

static const char *const ROLE_NAMES[N_ROLES] = {
    [ROLE_OFFICER] = "officer",
    [ROLE_PLANNER] = "planner",
    [ROLE_ADMIN] = "admin",
    [ROLE_FAMILY] = "family",
};

const char *role_name(enum role role)
{
    return ROLE_NAMES[role];
}

bool role_find(const char *name, enum role *role)
{
    for (int i = 0; i < N_ROLES; i++)
        if (text_same(name, ROLE_NAMES[i])) {
            *role = (enum role)i;
            return true;
        }
    return false;
}

const char *visitor_label(const struct visitor *visitor, struct arena *arena)
{
    if (visitor == NULL)
        return "nobody";
    if (visitor->role == ROLE_FAMILY)
        return role_name(ROLE_FAMILY);
    return arena_format(arena, "%s %s", role_name(visitor->role),
                        visitor->name);
}

const struct visitor *request_visitor(const struct request *request)
{
    assert(request->visitor != NULL);
    return request->visitor;
}

bool visitor_has_ward(const struct visitor *visitor, const char *ward_id)
{
    if (visitor->role != ROLE_OFFICER)
        return false;
    if (visitor->has_all_wards)
        return true;
    if (ward_id == NULL)
        return false;
    for (size_t i = 0; i < visitor->n_wards; i++)
        if (text_same(visitor->ward_ids[i], ward_id))
            return true;
    return false;
}
