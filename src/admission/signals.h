#ifndef ADMISSION_SIGNALS_H
#define ADMISSION_SIGNALS_H

#include "base/language.h"
#include "base/text.h"
#include "city/pupil.h"

/// What an officer should look at before a round: map data may be wrong, a pin
/// misplaced, an address borrowed. A signal refuses nobody; each has harmless
/// reasons, which its text names. Signals speak of pupils by index; like all
/// about homes they stay in the office.

enum signal_kind {
    SIGNAL_MANY_AT_POINT, ///< families that share one point
    SIGNAL_FAR_FROM_ADDRESS,
    SIGNAL_ADDRESS_UNKNOWN, ///< the address was looked up in vain
    SIGNAL_NO_ADDRESS,
    SIGNAL_OTHER_WARD, ///< the pin lies outside the ward it names
    SIGNAL_OUTSIDE,    ///< the pin lies in no ward of the city
    SIGNAL_NO_STREET,  ///< no street near the home
    SIGNAL_SAME_CHILD, ///< same name, birth year, grade and ward
    SIGNAL_SIBLINGS_APART,
    SIGNAL_AGE, ///< other than that of those who enter the grade
};
#define N_SIGNAL_KINDS 10

/// "many_at_point", "far_from_address", …
const char *signal_kind_name(enum signal_kind kind);

enum address_lookup {
    ADDRESS_NOT_ASKED, ///< nobody looked
    ADDRESS_NOT_FOUND,
    ADDRESS_FOUND,
};

/// A pupil with what the caller found out about its home.
struct signal_home {
    const struct pupil *pupil;
    uint32_t family; ///< equal for those of one family
    enum address_lookup address;
    struct point_m address_point; ///< if found
    const char *pin_ward; ///< id of the ward the pin lies in; NULL: not known
    const char *pin_ward_name;
    const char *ward_name;       ///< of the ward the pupil names, if known
    const struct pupil *sibling; ///< the one it names, if that is a pupil too
    bool is_outside; ///< the city's wards are known, and none holds the pin
    bool has_street; ///< a street lies within 500 m of it
};

struct signal_options {
    uint32_t families_at_point; ///< so many or more are a signal; 0: 5
    double address_m;           ///< farther than this is; 0: 300
};

/// 16 bytes as hex, and a NUL.
#define SIGNAL_FACTS_SIZE 33

/// One signal: which pupils, in the order they were given.
struct signal {
    enum signal_kind kind;
    const uint32_t *pupils; ///< indices into the homes
    size_t n_pupils;
    uint32_t n_families; ///< among them
    uint32_t distance_m; ///< from the address or the sibling, whole metres
    /// Stands for all that the signal was seen by: as long as that is the same
    /// it is the same, and after any change another.
    char facts[SIGNAL_FACTS_SIZE];
};
LIST_DECLARE(signal);

/// All signals, by kind, then by the first pupil. Pupils of different school
/// years are not held against each other.
struct signal_list signals_find(struct arena *arena,
                                const struct signal_home *homes, size_t n_homes,
                                const struct signal_options *options);

/// One sentence: what was seen, and why it may be harmless. Names no child.
void signal_text_write(struct text_buffer *into, const struct signal *signal,
                       const struct signal_home *homes, enum language language);

/// Works out `signal->facts` (signals_facts.c; for signals_find).
void signal_facts_write(struct signal *signal, const struct signal_home *homes);

#endif
