// hocgan admit CITY draw | reveal | verify-draw: the draw that breaks ties.
// The seed is drawn by the system's own generator and kept in the private
// file; the city file has its hash at once, so that nobody can choose a
// luckier seed later, and the seed itself when it is revealed. Anyone who has
// the seed can then work out every pupil's number again.

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "admit.h"
#include "store/clock.h"
#include "store/store_draw.h"

static enum status draw_seed_bytes(struct draw_seed *seed, struct error *err)
{
    if (getrandom(seed->bytes, sizeof seed->bytes, 0) !=
        (ssize_t)sizeof seed->bytes)
        return error_set(err, STATUS_IO, "the system gives no random bytes");
    return STATUS_OK;
}

static const char *hex_of(struct arena *arena,
                          const uint8_t bytes[DRAW_SEED_SIZE])
{
    char hex[DRAW_HEX_SIZE];
    draw_format(bytes, hex);
    return arena_text(arena, hex);
}

// Keeps the seed, unless an earlier try has; then publishes its commitment.
static enum status keep_and_commit(const struct admit_call *call,
                                   struct draw_record *draw, struct error *err)
{
    struct draw_record kept;
    enum status status = store_find_kept_draw(
        call->pupils, call->arena, draw->year, draw->grade, &kept, err);
    if (status == STATUS_OK) {
        *draw = kept;
    } else if (status == STATUS_NOT_FOUND) {
        status = store_begin(call->pupils, err);
        if (status == STATUS_OK)
            status = store_keep_draw(call->pupils, draw, err);
        if (status == STATUS_OK)
            status = store_commit(call->pupils, err);
    }
    if (status == STATUS_OK)
        status = store_begin(call->city, err);
    if (status == STATUS_OK)
        status = store_commit_draw(call->city, draw, err);
    if (status == STATUS_OK)
        status = store_commit(call->city, err);
    return status;
}

enum status admit_draw(const struct admit_call *call, struct error *err)
{
    struct draw_seed seed;
    uint8_t commitment[DRAW_SEED_SIZE];
    enum status status = draw_seed_bytes(&seed, err);
    if (status != STATUS_OK)
        return status;
    draw_commitment(&seed, commitment);
    struct draw_record draw = {.year = call->year,
                               .grade = call->grade,
                               .seed = hex_of(call->arena, seed.bytes),
                               .commitment = hex_of(call->arena, commitment),
                               .committed_at = utc_now(call->arena)};
    status = keep_and_commit(call, &draw, err);
    if (status != STATUS_OK)
        return status;
    printf("%s\n", draw.commitment);
    fprintf(stderr,
            "committed: publish this SHA-256 now, reveal the seed after the "
            "round with `hocgan admit CITY reveal`\n");
    return STATUS_OK;
}

enum status admit_reveal(const struct admit_call *call, struct error *err)
{
    struct draw_record draw;
    enum status status = store_find_kept_draw(
        call->pupils, call->arena, call->year, call->grade, &draw, err);
    if (status != STATUS_OK)
        return status;
    draw.revealed_at = utc_now(call->arena);
    status = store_begin(call->city, err);
    if (status == STATUS_OK)
        status = store_reveal_draw(call->city, &draw, err);
    if (status == STATUS_OK)
        status = store_commit(call->city, err);
    if (status == STATUS_OK)
        printf("%s\n", draw.seed);
    return status;
}

// Verifying -------------------------------------------------------------------

// The seed that is to be verified: --seed, else the revealed one, else the one
// kept. It must hash to what was published.
static enum status find_seed(const struct admit_call *call, int64_t year,
                             int64_t grade, struct draw_seed *seed,
                             struct error *err)
{
    struct draw_record draw;
    uint8_t commitment[DRAW_SEED_SIZE];
    const char *text = arguments_value(call->arguments, "seed", NULL);
    enum status status =
        store_find_draw(call->city, call->arena, year, grade, &draw, err);
    if (status != STATUS_OK)
        return status;
    const char *published = draw.commitment;
    if (text == NULL)
        text = draw.seed;
    if (text == NULL) {
        status = store_find_kept_draw(call->pupils, call->arena, year, grade,
                                      &draw, err);
        text = draw.seed;
    }
    if (status != STATUS_OK)
        return status;
    if (!draw_parse(text, seed->bytes))
        return error_set(err, STATUS_BAD_INPUT,
                         "the seed must be %d hex digits, not \"%.70s\"",
                         2 * DRAW_SEED_SIZE, text);
    draw_commitment(seed, commitment);
    if (strcmp(hex_of(call->arena, commitment), published) != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "this seed's SHA-256 is not the published %s",
                         published);
    printf("the seed's SHA-256 is the published %s\n", published);
    return STATUS_OK;
}

static void print_number(const struct draw_seed *seed, const char *pupil_id)
{
    uint8_t number[DRAW_NUMBER_SIZE];
    char hex[DRAW_HEX_SIZE];
    draw_number(seed, pupil_id, number);
    draw_format(number, hex);
    printf("%s  %s\n", hex, pupil_id);
}

// Whether everyone in the round has the place the seed gives.
static enum status verify_round(const struct admit_call *call,
                                const struct round_record *record,
                                const struct draw_seed *seed, struct error *err)
{
    struct placing_case *placing;
    enum status status = admit_open_case_of(call, record, &placing, err);
    if (status != STATUS_OK)
        return status;
    const struct round *round = placing->round;
    size_t n = round->n_applicants;
    const char **ids = arena_array(call->arena, const char *, n);
    uint32_t *families = arena_array(call->arena, uint32_t, n);
    uint32_t *lots = arena_array(call->arena, uint32_t, n);
    for (size_t a = 0; a < n; a++) {
        ids[a] = round->applicants[a].id;
        families[a] = round->applicants[a].family;
    }
    draw_lots(seed, ids, families, n, lots);
    if (record->places.count != n)
        status = error_set(err, STATUS_STATE,
                           "round %s has %zu pupils, the city now %zu",
                           record->entry.id, record->places.count, n);
    for (size_t a = 0; a < n && status == STATUS_OK; a++)
        if (strcmp(record->places.items[a].pupil_id, ids[a]) != 0 ||
            record->places.items[a].lot != lots[a])
            status =
                error_set(err, STATUS_BAD_INPUT,
                          "pupil %.60s has place %u in the round's draw, "
                          "but the seed gives %u",
                          ids[a], record->places.items[a].lot + 1, lots[a] + 1);
    if (status == STATUS_OK)
        printf("all %zu places in the draw are those the seed gives\n", n);
    placing_case_close(placing);
    return status;
}

enum status admit_verify_draw(const struct admit_call *call, struct error *err)
{
    struct round_record record;
    struct draw_seed seed;
    const char *pupil = arguments_value(call->arguments, "pupil", NULL);
    enum status status = STATUS_OK;
    if (call->n_words > 0) {
        status = admit_read_round(call, call->words[0], &record, err);
        if (status == STATUS_OK)
            status = find_seed(call, record.entry.year, record.entry.grade,
                               &seed, err);
    } else {
        status = find_seed(call, call->year, call->grade, &seed, err);
    }
    if (status == STATUS_OK && pupil != NULL)
        print_number(&seed, pupil);
    if (status == STATUS_OK && call->n_words > 0)
        status = verify_round(call, &record, &seed, err);
    return status;
}
