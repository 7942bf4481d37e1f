#include "city/school.h"

#include "base/text.h"

bool school_is_public(const struct school *school)
{
    return school->kind == NULL || text_same(school->kind, "public");
}
