#include "office/own_pupils.h"

const char *pupil_ward(const struct service *service, const struct pupil *pupil)
{
    if (pupil->ward_id != NULL)
        return pupil->ward_id;
    const struct ward *ward =
        city_state_find_ward_at(service->version->city, pupil->home);
    return ward == NULL ? NULL : ward->id;
}

bool pupil_is_own(const struct service *service, const struct visitor *visitor,
                  const struct pupil *pupil)
{
    return visitor->role == ROLE_OFFICER &&
           visitor_has_ward(visitor, pupil_ward(service, pupil));
}

enum status pupil_find_own(const struct service *service,
                           const struct request *request, struct store *store,
                           const char *id, const char *round_id,
                           struct placed_pupil *found, struct error *err)
{
    enum status status =
        store_find_pupil(store, request->arena, id, round_id, found, err);
    if (status == STATUS_OK &&
        !pupil_is_own(service, request_visitor(request), &found->pupil))
        status = error_set(err, STATUS_NOT_FOUND,
                           "there is no pupil with this code");
    return status;
}
