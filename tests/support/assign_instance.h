#ifndef SUPPORT_ASSIGN_INSTANCE_H
#define SUPPORT_ASSIGN_INSTANCE_H

#include "admission/assign.h"
#include "base/arena.h"
#include "base/random.h"

/// An assignment instance that lies in memory: pupil i's choices are
/// choices[first[i]] to choices[first[i + 1]], in order of cost.
struct assign_instance {
    size_t n_pupils;
    size_t n_schools;
    uint32_t *seats;
    int64_t *unplaced_cost;
    size_t *first;
    struct assign_choice *choices;
};

/// Reads what data/assignment/make_instance.py wrote; NULL, and the file's
/// fault on standard error, if it cannot be read.
struct assign_instance *assign_instance_read(struct arena *arena,
                                             const char *path);

/// Lets $HOCGAN_DATA/assignment/make_instance.py make one, as in "5000 60 20 1"
/// (pupils, schools, nearest, seed). NULL where the data or python3 is absent.
struct assign_instance *assign_instance_make(struct arena *arena,
                                             const char *arguments);

/// The instance as the solver wants it; borrows it.
struct assign_problem
assign_instance_problem(const struct assign_instance *instance);

/// What random instances look like.
struct assign_shape {
    uint32_t most_pupils;
    uint32_t most_schools; ///< at least 1
    uint32_t most_seats;   ///< of a school; the least is 0
    int64_t most_cost;
};

/// A random instance: everyone has a random part of the schools, perhaps none;
/// having no place may be cheaper than some of them.
struct assign_instance *assign_instance_random(struct arena *arena,
                                               struct random *random,
                                               struct assign_shape shape);

/// The least total cost by trying everything. For a handful of pupils.
int64_t assign_instance_try_all(const struct assign_instance *instance);

/// The least total cost by a plain algorithm: one pupil after another takes the
/// shortest path to a seat (Bellman, Ford), in the graph of pupils and schools.
int64_t assign_instance_solve_plainly(const struct assign_instance *instance);

#endif
