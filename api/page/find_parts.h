#ifndef PAGE_FIND_PARTS_H
#define PAGE_FIND_PARTS_H

#include "base/html_writer.h"
#include "page/find_result.h"
#include "page/page_words.h"

/// A page being written, and all that its parts show.
struct find_view {
    struct html_writer html;
    struct page_words words;
    struct arena *arena;
    const struct city_state *city;
    const struct find_result *result;
};

/// The question: the box, the level, and once home is known the ways to ask
/// the same otherwise.
void find_form_write(struct find_view *view);
void find_switches_write(struct find_view *view);

/// The schools near home, the suggested one first with its reason.
void find_schools_write(struct find_view *view);

/// A school chosen that is not one of those: with the way to it, or, while home
/// is not known, with what to do.
void find_chosen_write(struct find_view *view, uint32_t school);

/// What a school is called; its seats, and how many are left; how far the last
/// round took children, beside how far home is. NULL where that is not told.
const char *find_school_name(const struct find_view *view, uint32_t school);
const char *find_seats_text(const struct find_view *view,
                            const struct nearest_school *near);
const char *find_last_text(const struct find_view *view,
                           const struct find_school *school);

/// Why the school suggested is not a nearer one; nothing where it is the
/// nearest.
void find_why_write(struct find_view *view);

/// The way to the school chosen, street by street, and what it was measured by;
/// or that there is none.
void find_receipt_write(struct find_view *view);

/// How to begin; the places to choose from; what went wrong and what to do.
void find_steps_write(struct find_view *view);
void find_places_write(struct find_view *view);
void find_trouble_write(struct find_view *view);

/// What the page is about, in some words; NULL: it has no heading of its own.
const char *find_heading(const struct find_view *view);

#endif
