#include "assign_optimum.h"

#include <stdio.h>
#include <stdlib.h>

#include "admission/assign_check.h"
#include "check.h"

#define SKIPPED 77

void check_assign_optimum(const char *arguments, size_t first_choices,
                          int64_t optimum)
{
    struct arena *arena = arena_new();
    struct assign_instance *in = assign_instance_make(arena, arguments);
    if (in == NULL) {
        puts("skipped: needs $HOCGAN_DATA/assignment and python3");
        exit(SKIPPED);
    }
    struct assign_problem problem = assign_instance_problem(in);
    problem.first_choices = first_choices;
    struct assigner *assigner = assigner_new(&problem);
    struct assignment found = assigner_result(assigner);
    struct error err = {0};
    CHECK_INT(found.total, optimum);
    CHECK_INT(assign_check(&problem, found.school, found.price, &err),
              STATUS_OK);
    assigner_free(assigner);
    arena_free(arena);
}
