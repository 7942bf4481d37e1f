#include "base/progress.h"

#include <stddef.h>

static uint32_t within(const struct progress *progress, uint64_t done,
                       uint64_t of)
{
    uint64_t width = progress->to - progress->from;
    return progress->from + (uint32_t)(of == 0 ? width : width * done / of);
}

void progress_tell(const struct progress *progress, uint64_t done, uint64_t of,
                   const char *step)
{
    if (progress != NULL && progress->tell != NULL)
        progress->tell(progress->context, within(progress, done, of), step);
}

void progress_keep(const struct progress *progress)
{
    if (progress != NULL && progress->keep != NULL)
        progress->keep(progress->context);
}

struct progress progress_part(const struct progress *progress, uint32_t from,
                              uint32_t to)
{
    struct progress part = {0};
    if (progress == NULL)
        return part;
    part = *progress;
    part.from = within(progress, from, 1000);
    part.to = within(progress, to, 1000);
    return part;
}
