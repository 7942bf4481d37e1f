// A reviewed signal stays away as long as nothing it was seen by has changed.
// What that is, a table says for each kind: a corrected address brings no
// signal of age back, another home one of its place. It is all written down,
// each text with its length so that nothing runs together, and hashed.

#include <math.h>
#include <sodium.h>
#include <string.h>

#include "admission/signals.h"

enum fact {
    FACT_HOME = 1,
    FACT_ADDRESS = 2,
    FACT_WARD = 4,   // written down, and the pin's
    FACT_PERSON = 8, // name, birth year, grade
    FACT_SIBLING = 16,
};

static const unsigned FACTS[N_SIGNAL_KINDS] = {
    [SIGNAL_MANY_AT_POINT] = FACT_HOME,
    [SIGNAL_FAR_FROM_ADDRESS] = FACT_HOME | FACT_ADDRESS,
    [SIGNAL_ADDRESS_UNKNOWN] = FACT_HOME | FACT_ADDRESS,
    [SIGNAL_NO_ADDRESS] = FACT_HOME,
    [SIGNAL_OTHER_WARD] = FACT_HOME | FACT_WARD,
    [SIGNAL_OUTSIDE] = FACT_HOME,
    [SIGNAL_NO_STREET] = FACT_HOME,
    [SIGNAL_SAME_CHILD] = FACT_HOME | FACT_PERSON,
    [SIGNAL_SIBLINGS_APART] = FACT_HOME | FACT_SIBLING,
    [SIGNAL_AGE] = FACT_PERSON,
};

static void take_bytes(crypto_generichash_state *hash, const void *bytes,
                       size_t n)
{
    crypto_generichash_update(hash, bytes, n);
}

static void take_number(crypto_generichash_state *hash, int64_t number)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
    take_bytes(hash, bytes, sizeof bytes);
}

static void take_text(crypto_generichash_state *hash, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    take_number(hash, text == NULL ? -1 : (int64_t)length);
    if (length > 0)
        take_bytes(hash, text, length);
}

static void take_point(crypto_generichash_state *hash, struct point_m at)
{
    take_number(hash, llround(at.x_m * 100));
    take_number(hash, llround(at.y_m * 100));
}

static void take_person(crypto_generichash_state *hash,
                        const struct pupil *pupil)
{
    take_text(hash, pupil->name);
    take_number(hash, pupil->birth_year);
    take_number(hash, pupil->grade);
}

static void take_home(crypto_generichash_state *hash, unsigned facts,
                      const struct signal_home *home)
{
    take_text(hash, home->pupil->id);
    take_number(hash, home->pupil->year);
    if ((facts & FACT_HOME) != 0)
        take_point(hash, home->pupil->home);
    if ((facts & FACT_ADDRESS) != 0)
        take_text(hash, home->pupil->address);
    if ((facts & FACT_WARD) != 0) {
        take_text(hash, home->pupil->ward_id);
        take_text(hash, home->pin_ward);
    }
    if ((facts & FACT_PERSON) != 0)
        take_person(hash, home->pupil);
    if ((facts & FACT_SIBLING) != 0) {
        take_text(hash, home->sibling->id);
        take_point(hash, home->sibling->home);
    }
}

void signal_facts_write(struct signal *signal, const struct signal_home *homes)
{
    uint8_t bytes[(SIGNAL_FACTS_SIZE - 1) / 2];
    crypto_generichash_state hash;
    crypto_generichash_init(&hash, NULL, 0, sizeof bytes);
    take_text(&hash, signal_kind_name(signal->kind));
    take_number(&hash, signal->distance_m);
    for (size_t i = 0; i < signal->n_pupils; i++)
        take_home(&hash, FACTS[signal->kind], &homes[signal->pupils[i]]);
    crypto_generichash_final(&hash, bytes, sizeof bytes);
    sodium_bin2hex(signal->facts, SIGNAL_FACTS_SIZE, bytes, sizeof bytes);
}
