// Signals in the data of an officer's children (query/pupil_signals.h), and its
// word that it has looked at one. What was read may be old by then: so a signal
// is named with its facts, and is marked only if it is found just so again, in
// the transaction that marks it. Then only the children named are looked up.

#include <stdlib.h>
#include <string.h>

#include "base/id_search.h"
#include "base/parallel.h"
#include "http/json_value.h"
#include "office/own_pupils.h"
#include "query/pupil_signals.h"
#include "store/clock.h"

#define MOST_SIGNALS 500
#define LONGEST_ID 100
#define LONGEST_NOTE 2000

// One signal as the officer read it; its id comes first, for id_search.
struct named_signal {
    const char *pupil;
    const char *kind;
    const char *facts;
};

// Whose signals are wanted, and what is to be done with them.
struct wanted {
    const struct service *service;
    const struct visitor *visitor;
    int64_t grade; // NUMBER_UNKNOWN: any
    int64_t year;
    const char *ward; // NULL: all of the officer's
    struct named_signal *named;
    size_t n_named;
    bool is_reviewed; // else it is to be open
    const char *note;
};

static bool is_wanted(const struct pupil *pupil, const void *context)
{
    const struct wanted *w = context;
    return (w->grade == NUMBER_UNKNOWN || w->grade == pupil->grade) &&
           (w->year == NUMBER_UNKNOWN || w->year == pupil->year) &&
           pupil_is_own(w->service, w->visitor, pupil) &&
           (w->ward == NULL ||
            text_same(pupil_ward(w->service, pupil), w->ward));
}

static bool is_named(const struct pupil *pupil, const void *context)
{
    const struct wanted *w = context;
    return id_search(w->named, w->n_named, sizeof *w->named, pupil->id) !=
           ID_NONE;
}

static struct wanted want_all(const struct service *service,
                              const struct request *request)
{
    return (struct wanted){.service = service,
                           .visitor = request_visitor(request),
                           .grade = NUMBER_UNKNOWN,
                           .year = NUMBER_UNKNOWN};
}

static enum status find_signals(const struct wanted *wanted,
                                const struct request *request,
                                struct store *store,
                                struct pupil_signals *found, struct error *err)
{
    struct pupil_signals_question question = {
        .is_told = is_wanted,
        .is_looked_up = wanted->named == NULL ? NULL : is_named,
        .context = wanted,
        .n_threads = parallel_cores()};
    return pupil_signals_find(wanted->service->version->city, store,
                              request->arena, &question, found, err);
}

// Reading. -------------------------------------------------------------------

static enum status read_wanted(const struct request *request,
                               struct wanted *wanted, enum language *language,
                               struct error *err)
{
    wanted->ward = request_text(request, "ward", NULL);
    enum status status = language_parse(
        "lang", request_text(request, "lang", "vi"), language, err);
    if (status == STATUS_OK && request_text(request, "grade", NULL) != NULL)
        status = request_int(request, "grade", 0, 12, &wanted->grade, err);
    if (status == STATUS_OK && request_text(request, "year", NULL) != NULL)
        status = request_int(request, "year", 1900, 2200, &wanted->year, err);
    return status;
}

static enum status get_signals(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    const struct service *service = context;
    struct wanted wanted = want_all(service, request);
    enum language language;
    struct store *store = NULL;
    struct pupil_signals found;
    enum status status = read_wanted(request, &wanted, &language, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = find_signals(&wanted, request, store, &found, err);
    store_pool_put(service->office->privates, store);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    pupil_signals_json_write(&json, &found, language);
    return STATUS_OK;
}

// Marking. -------------------------------------------------------------------

static int compare_named(const void *a, const void *b)
{
    const struct named_signal *x = a;
    const struct named_signal *y = b;
    return strcmp(x->pupil, y->pupil);
}

static enum status read_named(const struct request *request,
                              const struct json_value *list,
                              struct wanted *wanted, struct error *err)
{
    if (list == NULL || list->kind != JSON_KIND_ARRAY || list->n_values == 0 ||
        list->n_values > MOST_SIGNALS)
        return error_set(err, STATUS_BAD_INPUT,
                         "signals is a list of 1 to %d signals", MOST_SIGNALS);
    wanted->n_named = list->n_values;
    wanted->named =
        arena_array(request->arena, struct named_signal, list->n_values);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < list->n_values && status == STATUS_OK; i++) {
        const struct json_value *one = &list->values[i];
        struct named_signal *named = &wanted->named[i];
        if (one->kind != JSON_KIND_OBJECT)
            return error_set(err, STATUS_BAD_INPUT,
                             "signals has something that is no signal");
        status = json_need_text(one, "kind", LONGEST_ID, &named->kind, err);
        if (status == STATUS_OK)
            status =
                json_need_text(one, "pupil", LONGEST_ID, &named->pupil, err);
        if (status == STATUS_OK)
            status =
                json_need_text(one, "facts", LONGEST_ID, &named->facts, err);
    }
    if (status == STATUS_OK)
        qsort(wanted->named, wanted->n_named, sizeof *wanted->named,
              compare_named);
    return status;
}

static enum status read_marking(const struct request *request,
                                struct wanted *wanted, struct error *err)
{
    const struct json_value *body = NULL;
    const char *state = NULL;
    enum status status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = json_need_text(body, "state", 20, &state, err);
    if (status == STATUS_OK)
        status = json_may_text(body, "note", LONGEST_NOTE, &wanted->note, err);
    if (status != STATUS_OK)
        return status;
    wanted->is_reviewed = strcmp(state, "reviewed") == 0;
    if (!wanted->is_reviewed && strcmp(state, "open") != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "state is reviewed or open, not \"%.20s\"", state);
    return read_named(request, json_find(body, "signals"), wanted, err);
}

static bool is_pupil_of(const struct pupil_signals *found,
                        const struct signal *signal, const char *id)
{
    for (size_t i = 0; i < signal->n_pupils; i++) {
        uint32_t pupil = signal->pupils[i];
        if (found->is_told[pupil] &&
            strcmp(found->pupils.items[pupil].id, id) == 0)
            return true;
    }
    return false;
}

// Of a child that is another officer's, or none, nothing else is told.
static enum status find_named(const struct pupil_signals *found,
                              const struct named_signal *named,
                              const struct signal **signal, struct error *err)
{
    for (size_t i = 0; i < found->signals.count; i++) {
        *signal = &found->signals.items[i];
        if (strcmp((*signal)->facts, named->facts) == 0 &&
            strcmp(signal_kind_name((*signal)->kind), named->kind) == 0 &&
            is_pupil_of(found, *signal, named->pupil))
            return STATUS_OK;
    }
    uint32_t pupil = id_search(found->pupils.items, found->pupils.count,
                               sizeof *found->pupils.items, named->pupil);
    if (pupil == ID_NONE || !found->is_told[pupil])
        return error_set(err, STATUS_NOT_FOUND,
                         "there is no pupil with this code");
    return error_set(err, STATUS_STATE,
                     "the data have changed since the signals were read; read "
                     "them again");
}

static void add_reviews(struct signal_review_list *list,
                        const struct pupil_signals *found,
                        const struct signal *signal,
                        const struct signal_review *review)
{
    for (size_t i = 0; i < signal->n_pupils; i++) {
        uint32_t pupil = signal->pupils[i];
        if (!found->is_told[pupil])
            continue;
        struct signal_review *added =
            signal_review_list_add(list, found->arena);
        *added = *review;
        added->pupil_id = found->pupils.items[pupil].id;
        added->kind = signal_kind_name(signal->kind);
        added->facts = signal->facts;
    }
}

static enum status keep_reviews(struct office_change *change,
                                const struct wanted *wanted,
                                const struct signal_review_list *list,
                                struct error *err)
{
    const char *subject = list->count == 1 ? list->items[0].pupil_id : NULL;
    const char *detail =
        arena_format(change->request->arena, "{\"signals\":%zu,\"pupils\":%zu}",
                     wanted->n_named, list->count);
    enum status status =
        wanted->is_reviewed
            ? store_write_signal_reviews(change->store, list->items,
                                         list->count, err)
            : store_remove_signal_reviews(change->store, list->items,
                                          list->count, err);
    if (status == STATUS_OK)
        status = office_keep(
            change, wanted->is_reviewed ? "signal.review" : "signal.reopen",
            subject, detail, err);
    return status;
}

static enum status mark_signals(struct office_change *change,
                                const struct wanted *wanted,
                                const struct signal_review *review,
                                size_t *n_pupils, struct error *err)
{
    struct pupil_signals found;
    struct signal_review_list list = {0};
    enum status status =
        find_signals(wanted, change->request, change->store, &found, err);
    for (size_t i = 0; i < wanted->n_named && status == STATUS_OK; i++) {
        const struct signal *signal = NULL;
        status = find_named(&found, &wanted->named[i], &signal, err);
        if (status == STATUS_OK)
            add_reviews(&list, &found, signal, review);
    }
    *n_pupils = list.count;
    return status == STATUS_OK ? keep_reviews(change, wanted, &list, err)
                               : status;
}

static enum status post_reviews(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    const struct service *service = context;
    struct wanted wanted = want_all(service, request);
    struct office_change change = {0};
    size_t n_pupils = 0;
    enum status status = read_marking(request, &wanted, err);
    if (status != STATUS_OK)
        return status;
    struct signal_review review = {.reviewed_by = wanted.visitor->name,
                                   .reviewed_at = utc_now(request->arena),
                                   .note = wanted.note};
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = mark_signals(&change, &wanted, &review, &n_pupils, err);
    office_end(&change);
    if (status != STATUS_OK)
        return status;
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key_int(&json, "pupils", (int64_t)n_pupils);
    pupil_signals_json_review(&json, wanted.is_reviewed ? &review : NULL);
    json_end_object(&json);
    return STATUS_OK;
}

const struct http_route SIGNAL_ROUTES[] = {
    {"GET", "/v1/signals", get_signals, ACCESS_OFFICER, HTTP_BODY_NONE},
    {"POST", "/v1/signals/reviews", post_reviews, ACCESS_OFFICER,
     HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
