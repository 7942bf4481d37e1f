// What is told of a school beside the way to it, in the sentences of
// web/src/parents/school_facts.ts and cut_off_bar.ts.

#include "base/text.h"
#include "page/find_parts.h"

const char *find_school_name(const struct find_view *view, uint32_t school)
{
    const char *name = view->city->schools.items[school].name;
    return name[0] == '\0' ? page_say(&view->words, "no_name") : name;
}

static const char *all_seats(const struct find_view *view, int64_t seats)
{
    int grade = level_entry_grade(view->result->question.level);
    const char *n = page_count(&view->words, (uint64_t)seats);
    if (grade == 0)
        return page_fill(&view->words, "seats_five", "n", n, NULL);
    return page_fill(&view->words, "seats_grade", "n", n, "grade",
                     arena_format(view->arena, "%d", grade), NULL);
}

const char *find_seats_text(const struct find_view *view,
                            const struct nearest_school *near)
{
    int64_t left = nearest_school_seats_left(near);
    if (near->seats == NULL)
        return NULL;
    const char *seats = all_seats(view, near->seats->seats);
    if (left <= 0)
        return seats;
    return arena_format(view->arena, "%s, %s", seats,
                        page_fill(&view->words, "seats_left", "n",
                                  page_count(&view->words, (uint64_t)left),
                                  NULL));
}

// --- The last round
// -----------------------------------------------------------

// Rounds measure on foot. False if there is no way.
static bool walk_to(const struct find_view *view,
                    const struct find_school *school, uint32_t *walk_cm)
{
    bool walks =
        text_same(find_profile_name(view->result->question.profile), "walk");
    *walk_cm = walks ? school->near.distance_cm : school->other_cm;
    return walks || school->has_other_way;
}

// "Năm 2026 nhận tới 1,20 km; nhà bạn 620 m."
static const char *last_far(const struct find_view *view,
                            const struct find_school *school, uint32_t far_cm,
                            const char *year)
{
    const struct page_words *words = &view->words;
    bool is_full = school->near.last->is_full;
    uint32_t walk_cm;
    const char *said =
        page_fill(words, is_full ? "cut_off_far" : "cut_off_roomy", "year",
                  year, "distance", page_distance(words, far_cm), NULL);
    if (!walk_to(view, school, &walk_cm))
        return arena_format(view->arena, "%s.", said);
    const char *you =
        is_full && walk_cm > far_cm ? "cut_off_you_beyond" : "cut_off_you";
    return arena_format(
        view->arena, "%s; %s.", said,
        page_fill(words, you, "distance", page_distance(words, walk_cm), NULL));
}

const char *find_last_text(const struct find_view *view,
                           const struct find_school *school)
{
    const struct cut_off *last = school->near.last;
    if (last == NULL)
        return NULL;
    const char *year = arena_format(view->arena, "%d", (int)last->year);
    if (cut_off_is_withheld(last))
        return page_fill(&view->words, "cut_off_withheld", "year", year, NULL);
    if (last->last_cm >= 0 && last->last_cm <= UINT32_MAX)
        return last_far(view, school, (uint32_t)last->last_cm, year);
    return last->is_full
               ? page_fill(&view->words, "cut_off_full", "year", year, NULL)
               : NULL;
}
