#ifndef STORE_STORE_NUMBERS_H
#define STORE_STORE_NUMBERS_H

#include <stdint.h>

#include "base/list.h"
#include "city/pupil.h"
#include "store/store.h"
#include "store/store_city.h"

// Numbers by school, ward and year, and what is kept of each import. Writing
// replaces rows of the same key and leaves the others; it needs a transaction.

/// What a school has to teach in.
struct capacity {
    const char *school_id;
    int64_t year;
    int64_t rooms;
    int64_t class_cap; ///< pupils a class may have
    int64_t sessions; ///< buổi a day a class has: 2 with a room of its own, 1
                      ///< where two classes share it
    double area_m2;   ///< of the site; negative if not known
};
LIST_DECLARE(capacity);
enum status store_write_capacity(struct store *store,
                                 const struct capacity *rows, size_t n_rows,
                                 struct error *err);
/// All years, by school and year.
enum status store_read_capacity(struct store *store, struct arena *arena,
                                struct capacity_list *rows, struct error *err);

enum status store_write_seats(struct store *store,
                              const struct school_seats *rows, size_t n_rows,
                              struct error *err);

/// Seats of one grade and year, by school.
enum status store_read_seats_of(struct store *store, struct arena *arena,
                                int64_t year, int64_t grade,
                                struct school_seats_list *seats,
                                struct error *err);

/// How many pupils a school had in a grade.
struct enrolment {
    const char *school_id;
    int64_t year;
    int64_t grade;
    int64_t pupils;
};
LIST_DECLARE(enrolment);
enum status store_write_enrolment(struct store *store,
                                  const struct enrolment *rows, size_t n_rows,
                                  struct error *err);
/// In order of school, year and grade.
enum status store_read_enrolment(struct store *store, struct arena *arena,
                                 struct enrolment_list *rows,
                                 struct error *err);

/// The same of the newest year that any school has.
enum status store_read_newest_enrolment(struct store *store,
                                        struct arena *arena,
                                        struct enrolment_list *rows,
                                        struct error *err);

/// How many people a ward had.
struct population {
    const char *ward_id;
    int64_t year;
    int64_t age; ///< NUMBER_UNKNOWN: of all ages
    int64_t people;
};
LIST_DECLARE(population);
enum status store_write_population(struct store *store,
                                   const struct population *rows, size_t n_rows,
                                   struct error *err);
enum status store_read_population(struct store *store, struct arena *arena,
                                  struct population_list *rows,
                                  struct error *err);

/// Notes that a file came in: what as, its name, the BLAKE2b-128 of its bytes
/// (hex) and the report's text.
enum status store_log_import(struct store *store, const char *what,
                             const char *file, const char *checksum,
                             const char *report, struct error *err);

/// BLAKE2b-128 over the bytes of a file, as hex.
enum status store_file_checksum(const char *path, char hex[33],
                                struct error *err);

#endif
