// The checksums are those a round itself keeps of what it was made from
// (placing_facts.h), with the streets in the place of the network built from
// them, which need not be there yet.

#include "placing/placing_state.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "placing/placing_facts.h"
#include "store/plan_list.h"

enum status placing_state_of(struct store *city, struct store *pupils,
                             struct arena *arena,
                             const struct round_entry *round,
                             const char **state, struct error *err)
{
    struct admission_rules rules = {.grade = (int)round->grade};
    const char *facts;
    char streets[33], hex[33];
    snprintf(rules.checksum, sizeof rules.checksum, "%s",
             round->rules_checksum);
    struct placing_question question = {.rules = &rules, .year = round->year};
    enum status status =
        placing_facts_checksums(city, pupils, &question, arena, &facts, err);
    if (status == STATUS_OK)
        status = store_streets_checksum(city, streets, err);
    if (status != STATUS_OK)
        return status;
    store_text_checksum(arena_format(arena, "%s streets %s", facts, streets),
                        hex);
    *state = arena_format(arena, "%s %s", round->id, hex);
    return STATUS_OK;
}

enum status placing_round_in_force(struct store *pupils, struct arena *arena,
                                   int64_t grade, int64_t year,
                                   struct round_entry *round, struct error *err)
{
    struct round_entry_list rounds;
    enum status status = store_list_rounds(pupils, arena, &rounds, err);
    for (size_t i = 0; status == STATUS_OK && i < rounds.count; i++)
        if (rounds.items[i].is_in_force && rounds.items[i].grade == grade &&
            rounds.items[i].year == year) {
            *round = rounds.items[i];
            return STATUS_OK;
        }
    return status == STATUS_OK
               ? error_set(err, STATUS_STATE,
                           "no round is in force for grade %" PRId64
                           " of %" PRId64,
                           grade, year)
               : status;
}
