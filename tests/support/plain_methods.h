#ifndef SUPPORT_PLAIN_METHODS_H
#define SUPPORT_PLAIN_METHODS_H

#include "admission/placement.h"

/// Second opinions on the methods of placing, for small rounds: they look at
/// everything, again and again, as the definitions say, and share no code with
/// the methods.

#define PLAIN_MOST_CHOICES 128

/// The pools a family asks for, in order: all choices of its first member that
/// are choices of every member. Returns how many.
size_t plain_family_choices(const struct round *round, uint32_t family,
                            uint32_t pools[PLAIN_MOST_CHOICES]);

/// Whether every member of family a, or the one of them served last, is served
/// before the member of b served last.
bool plain_served_before(const struct round *round, uint32_t a, uint32_t b,
                         uint32_t pool);

/// How many pupils have justified envy (envy.h); `has_envy` may be NULL.
size_t plain_envy(const struct round *round, const struct placement *placement,
                  bool *has_envy);

/// Deferred acceptance as in the textbook, for rounds without families of two
/// or more.
struct placement plain_stable(struct arena *arena, const struct round *round);

/// The city's scan as its rule says.
struct placement plain_nearest_first(struct arena *arena,
                                     const struct round *round);

#endif
