#ifndef ZONES_BOOK_H
#define ZONES_BOOK_H

#include "store/plan_list.h"
#include "store/store_units.h"
#include "zones.h"

/// A plan with the units it is made of, if it is.
struct booked_plan {
    struct plan plan;
    struct plan_unit_list units;
};
LIST_DECLARE(booked_plan);
LIST_DECLARE_OF(const char *, plan_id);

/// The plans of one call of `suggest`. A plan's id is the checksum of what it
/// is made from, so one that is there already is not drawn again. All are drawn
/// first and then written in one transaction.
struct zones_book {
    const struct zones_call *call;
    struct plan_entry_list known;
    struct booked_plan_list fresh;
    struct plan_id_list to_publish;
};

enum status zones_book_open(const struct zones_call *call,
                            struct zones_book *book, struct error *err);

/// Begins a plan of `method` made from `made_from` (the next of that, where it
/// has been edited since). Returns it to be drawn; or NULL when it is there
/// already: `known` is then what is kept.
struct booked_plan *zones_book_begin(struct zones_book *book, enum level level,
                                     const char *method, const char *made_from,
                                     const struct plan_entry **known);

/// The plan as it will be listed.
struct plan_entry zones_book_entry(const struct booked_plan *fresh);

enum status zones_book_write(struct zones_book *book, struct error *err);

#endif
