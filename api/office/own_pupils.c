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

#define PAGE 1000

// Pages of the store until `limit` children of them are wanted, or there are no
// more. `*next` is the last id looked at.
enum status own_pupils_find(const struct service *service,
                            const struct request *request, struct store *store,
                            struct pupil_filter filter, own_pupil_fn *is_wanted,
                            const void *context, size_t limit,
                            struct placed_pupil_list *found, const char **next,
                            struct error *err)
{
    const struct visitor *visitor = request_visitor(request);
    struct placed_pupil_list page;
    enum status status = STATUS_OK;
    filter.ward_ids = visitor->ward_ids;
    filter.n_wards = visitor->n_wards;
    filter.has_all_wards = visitor->has_all_wards;
    filter.limit = PAGE;
    *next = filter.after;
    do {
        filter.after = *next;
        status = store_page_pupils(store, request->arena, &filter, &page, err);
        for (size_t i = 0; status == STATUS_OK && i < page.count; i++) {
            const struct placed_pupil *placed = &page.items[i];
            if (found->count == limit)
                return STATUS_OK;
            *next = placed->pupil.id;
            if (pupil_is_own(service, visitor, &placed->pupil) &&
                is_wanted(service, placed, context))
                *placed_pupil_list_add(found, request->arena) = *placed;
        }
    } while (status == STATUS_OK && page.count == PAGE);
    *next = NULL;
    return status;
}
