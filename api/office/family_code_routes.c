// Codes for letters: how a family comes in. Each is shown once, to be given on
// paper, and makes the one before void; what is kept is a hash. For one child,
// or for all whom a round in force placed at a school, with what a letter to
// each says.

#include "auth/family_code.h"
#include "http/json_value.h"
#include "office/contest_window.h"
#include "office/round_json.h"
#include "office/round_places.h"
#include "query/number_json.h"
#include "store/clock.h"

#define LONGEST_ID 200
#define MOST_LETTERS 2000

static enum status make_code(struct store *store, struct arena *arena,
                             const char *pupil_id, char code[FAMILY_CODE_SIZE],
                             struct error *err)
{
    char hash[FAMILY_HASH_SIZE];
    family_code_make(code);
    (void)family_code_hash(pupil_id, code, hash); // of our own making
    return store_write_family_code(store, pupil_id, hash, utc_now(arena), err);
}

// For one child. -------------------------------------------------------------

static enum status give_code(struct office_change *change,
                             const struct request *request,
                             const struct pupil *pupil,
                             struct json_writer *json, struct error *err)
{
    char code[FAMILY_CODE_SIZE];
    enum status status =
        make_code(change->store, request->arena, pupil->id, code, err);
    if (status != STATUS_OK)
        return status;
    json_begin_object(json);
    json_key_text(json, "pupil", pupil->id);
    json_key_text(json, "name", pupil->name);
    json_key_text(json, "code", code);
    json_end_object(json);
    return STATUS_OK;
}

static enum status post_code(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    const struct service *service = context;
    const char *id = request_path_text(request, "pupil");
    struct office_change change;
    struct placed_pupil placed;
    enum status status = office_begin(service->office, request, &change, err);
    struct json_writer json = reply_json(reply);
    if (status == STATUS_OK)
        status = pupil_find_own(service, request, change.store, id, NULL,
                                &placed, err);
    if (status == STATUS_OK)
        status = give_code(&change, request, &placed.pupil, &json, err);
    if (status == STATUS_OK)
        status = office_keep(&change, "pupil.code", id, NULL, err);
    office_end(&change);
    reply->status = 201;
    return status;
}

// For all whom a round placed at a school. -----------------------------------

struct letters {
    struct round_places_wanted wanted;
    const struct school *school;
    enum language language;
    struct round_places places;
    struct contest_window window;
    int64_t others;
};

static enum status read_letters(const struct request *request,
                                const struct service *service,
                                struct letters *letters, struct error *err)
{
    const struct city_state *city = service->version->city;
    const struct json_value *body = NULL;
    uint32_t school = 0;
    *letters = (struct letters){.wanted.limit = MOST_LETTERS};
    enum status status = language_parse(
        "lang", request_text(request, "lang", "vi"), &letters->language, err);
    if (status == STATUS_OK)
        status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "school", LONGEST_ID,
                                &letters->wanted.school_id, err);
    if (status == STATUS_OK)
        status = json_may_text(body, "after", LONGEST_ID,
                               &letters->wanted.after, err);
    if (status == STATUS_OK)
        status = city_state_find_school(city, letters->wanted.school_id,
                                        &school, err);
    if (status == STATUS_OK)
        letters->school = &city->schools.items[school];
    return status;
}

// A letter tells what is so: not a draft, nor what another round has replaced.
static enum status check_in_force(const struct round_entry *round,
                                  struct error *err)
{
    if (round->is_in_force)
        return STATUS_OK;
    return error_set(err, STATUS_STATE,
                     round->is_published
                         ? "another round than %s is in force now"
                         : "round %s is a draft; letters are of published ones",
                     round->id);
}

static enum status find_letters(const struct request *request,
                                const struct service *service,
                                struct store *store, struct letters *letters,
                                struct error *err)
{
    const struct round_entry *round = &letters->places.round;
    enum status status = round_places_read(
        service, request, store, request_path_text(request, "round"),
        &letters->wanted, &letters->places, err);
    if (status == STATUS_OK)
        status = check_in_force(round, err);
    if (status == STATUS_OK)
        status = round_places_count_others(service, request, store, round,
                                           letters->wanted.school_id, false,
                                           &letters->others, err);
    if (status == STATUS_OK)
        status = contest_window_find(store, request->arena, round->year,
                                     round->grade, &letters->window, err);
    return status;
}

static enum status write_letter(const struct request *request,
                                const struct service *service,
                                struct store *store,
                                const struct letters *letters,
                                const struct placed_pupil *placed,
                                struct json_writer *json, struct error *err)
{
    const struct pupil *pupil = &placed->pupil;
    char code[FAMILY_CODE_SIZE];
    enum status status = make_code(store, request->arena, pupil->id, code, err);
    if (status != STATUS_OK)
        return status;
    json_begin_object(json);
    round_place_members(json, placed, pupil_ward(service, pupil),
                        letters->places.file.rules.weight);
    json_key_text(json, "code", code);
    json_key_text(json, "name", pupil->name);
    json_key_known(json, "birth_year", pupil->birth_year);
    json_key_text(json, "how",
                  round_place_how(service, request->arena, &letters->places,
                                  &placed->place, letters->language));
    json_end_object(json);
    return STATUS_OK;
}

static void write_school(struct json_writer *json, const struct school *school)
{
    json_key(json, "school");
    json_begin_object(json);
    json_key_text(json, "id", school->id);
    json_key_text(json, "name", school->name);
    json_key_text(json, "address", school->address);
    json_end_object(json);
}

static enum status write_letters(const struct request *request,
                                 const struct service *service,
                                 struct store *store,
                                 const struct letters *letters,
                                 struct json_writer *json, struct error *err)
{
    const struct placed_pupil_list *found = &letters->places.found;
    enum status status = STATUS_OK;
    json_begin_object(json);
    json_key_text(json, "round", letters->places.round.id);
    json_key_int(json, "grade", letters->places.round.grade);
    json_key_int(json, "year", letters->places.round.year);
    write_school(json, letters->school);
    contest_window_json_member(json, &letters->window,
                               local_day(request->arena));
    json_key(json, "letters");
    json_begin_array(json);
    for (size_t i = 0; i < found->count && status == STATUS_OK; i++)
        status = write_letter(request, service, store, letters,
                              &found->items[i], json, err);
    json_end_array(json);
    json_key_text(json, "next", letters->places.next);
    json_key_int(json, "others", letters->others);
    json_end_object(json);
    return status;
}

static enum status keep_letters(struct office_change *change,
                                const struct letters *letters,
                                struct error *err)
{
    struct text_buffer detail = {0};
    struct json_writer json = json_into(&detail);
    json_begin_object(&json);
    json_key_text(&json, "school", letters->school->id);
    json_key_int(&json, "codes", (int64_t)letters->places.found.count);
    json_end_object(&json);
    enum status status = office_keep(
        change, "round.codes", letters->places.round.id, detail.bytes, err);
    text_buffer_free(&detail);
    return status;
}

static enum status post_codes(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct office_change change = {0};
    struct letters letters;
    enum status status = read_letters(request, service, &letters, err);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = find_letters(request, service, change.store, &letters, err);
    if (status == STATUS_OK)
        status =
            write_letters(request, service, change.store, &letters, &json, err);
    if (status == STATUS_OK)
        status = keep_letters(&change, &letters, err);
    office_end(&change);
    reply->status = 201;
    return status;
}

const struct http_route FAMILY_CODE_ROUTES[] = {
    {"POST", "/v1/pupils/{pupil}/code", post_code, ACCESS_OFFICER,
     HTTP_BODY_TEXT},
    {"POST", "/v1/rounds/{round}/codes", post_codes, ACCESS_OFFICER,
     HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
