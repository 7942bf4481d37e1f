// Files to be imported: kept in the spool, tried, removed. A try is the import
// itself, run to its end and undone, so it is a job of its own kind ("preview")
// that waits for its turn behind what writes; asking for the preview orders it
// the first time and looks for it from then on. That way nobody's thread is
// held by a large file.

#include "office/upload_routes.h"

#include <string.h>

#include "base/text.h"
#include "job/upload.h"
#include "office/job_order.h"
#include "office/job_reply.h"
#include "store/clock.h"

static enum status enter(struct office *office, const struct request *request,
                         const char *action, const struct upload *upload,
                         struct error *err)
{
    struct office_change change;
    enum status status = office_begin(office, request, &change, err);
    if (status == STATUS_OK)
        status = office_keep(&change, action, upload->id,
                             arena_format(request->arena, "{\"bytes\":%lld}",
                                          (long long)upload->n_bytes),
                             err);
    office_end(&change);
    return status;
}

static void write_upload(struct reply *reply, const struct request *request,
                         const struct upload *upload)
{
    struct json_writer json = reply_json(reply);
    json_begin_object(&json);
    json_key_text(&json, "id", upload->id);
    json_key_text(&json, "name", upload->name);
    json_key_int(&json, "bytes", upload->n_bytes);
    json_key_text(&json, "ends_at",
                  utc_text(request->arena, upload->made_s + UPLOAD_LIVES_S));
    json_end_object(&json);
    reply->status = 201;
    reply_header(reply, "Location",
                 arena_format(request->arena, "/v1/uploads/%s", upload->id));
}

enum status post_upload(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    struct office *office = ((const struct service *)context)->office;
    const char *name = NULL;
    struct upload upload;
    enum status status =
        request_need_text(request, "name", "name=pupils.csv", &name, err);
    if (status == STATUS_OK)
        status = upload_keep(office->spool, request->arena, request->body_file,
                             name, request_visitor(request)->person,
                             unix_now_s(), &upload, err);
    if (status != STATUS_OK)
        return status;
    status = enter(office, request, "upload.keep", &upload, err);
    if (status == STATUS_OK)
        write_upload(reply, request, &upload);
    else
        upload_remove(office->spool, upload.id);
    return status;
}

enum status delete_upload(const struct request *request, struct reply *reply,
                          void *context, struct error *err)
{
    struct office *office = ((const struct service *)context)->office;
    struct upload upload;
    enum status status = upload_find_of(
        office->spool, request->arena, request_path_text(request, "upload"),
        request_visitor(request)->person, &upload, err);
    if (status == STATUS_OK)
        status = enter(office, request, "upload.remove", &upload, err);
    if (status != STATUS_OK)
        return status;
    upload_remove(office->spool, upload.id);
    job_queue_forget_previews(office->jobs, upload.id);
    reply_empty(reply);
    return STATUS_OK;
}

// ---- previews ----

// Members of an object being put together from a query.
struct members {
    const char *keys[REQUEST_MOST_FIELDS + 1];
    struct json_value values[REQUEST_MOST_FIELDS + 1];
    size_t count;
};

static void add_text(struct members *members, const char *key, const char *text,
                     bool may_be_number)
{
    struct json_value value = {.kind = JSON_KIND_TEXT, .text = text};
    if (may_be_number && text_parse_int64(text, &value.integer)) {
        value.kind = JSON_KIND_NUMBER;
        value.is_integer = true;
        value.number = (double)value.integer;
    }
    members->keys[members->count] = key;
    members->values[members->count++] = value;
}

static struct json_value *as_object(struct arena *arena,
                                    const struct members *members)
{
    struct json_value *object = arena_array(arena, struct json_value, 1);
    *object = (struct json_value){
        .kind = JSON_KIND_OBJECT,
        .keys = arena_copy(arena, members->keys, sizeof members->keys),
        .values = arena_copy(arena, members->values, sizeof members->values),
        .n_values = members->count};
    return object;
}

// "map[ward]" names a field; NULL for any other parameter.
static const char *mapped_field(struct arena *arena, const char *name)
{
    size_t n = strlen(name);
    if (strncmp(name, "map[", 4) != 0 || n < 6 || name[n - 1] != ']')
        return NULL;
    return arena_text_n(arena, name + 4, n - 5);
}

// The query as the options of an import are given in JSON.
static const struct json_value *options_of(const struct request *request)
{
    struct members options = {0};
    struct members maps = {0};
    add_text(&options, "upload", request_path_text(request, "upload"), false);
    for (size_t i = 0; i < request->n_query; i++) {
        const struct request_field *field = &request->query[i];
        const char *mapped = mapped_field(request->arena, field->name);
        bool is_number = text_is_one_of(field->name, "year grade");
        if (mapped != NULL)
            add_text(&maps, mapped, field->value, false);
        else if (text_is_one_of(field->name, "what crs encoding year grade") &&
                 strchr(field->name, ' ') == NULL)
            add_text(&options, field->name, field->value, is_number);
    }
    if (maps.count > 0 && options.count <= REQUEST_MOST_FIELDS) {
        options.keys[options.count] = "maps";
        options.values[options.count++] = *as_object(request->arena, &maps);
    }
    return as_object(request->arena, &options);
}

// The one ordered before, or a new one where that came to nothing.
static enum status find_or_order(const struct request *request,
                                 struct office *office,
                                 const struct job_wanted *wanted,
                                 struct job *job, struct error *err)
{
    enum status status = job_queue_find(
        office->jobs, request->arena, wanted->kind, wanted->options,
        request_visitor(request)->person, job, err);
    bool came_to_nothing =
        status == STATUS_OK &&
        (job->state == JOB_CANCELLED || job->state == JOB_BROKEN);
    if (status == STATUS_NOT_FOUND || came_to_nothing)
        status = job_order_add(office, request, wanted, job, err);
    return status;
}

static void write_waiting(struct reply *reply, const struct job *job)
{
    struct json_writer json = reply_json(reply);
    reply->status = 202;
    reply_header(reply, "Retry-After", "1");
    job_write(&json, job, JOB_VIEW_ALL, false);
}

static enum status write_preview(struct reply *reply, const struct job *job,
                                 struct error *err)
{
    if (job->state == JOB_WAITING || job->state == JOB_RUNNING) {
        write_waiting(reply, job);
        return STATUS_OK;
    }
    if (job->state != JOB_DONE || job->result == NULL)
        return error_set(err, STATUS_STATE, "%s",
                         job->error == NULL ? "the try gave no result"
                                            : job->error);
    struct json_writer json = reply_json(reply);
    json_verbatim(&json, job->result);
    return STATUS_OK;
}

enum status get_upload_preview(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    struct office *office = ((const struct service *)context)->office;
    const struct job_kind *kind;
    struct job_wanted wanted;
    struct job job;
    enum status status = job_kind_find("preview", &kind, err);
    if (status == STATUS_OK)
        status = job_order_read(office, request, kind, options_of(request),
                                &wanted, err);
    if (status != STATUS_OK || !job_order_is_allowed(request, &wanted, reply))
        return status;
    status = find_or_order(request, office, &wanted, &job, err);
    return status == STATUS_OK ? write_preview(reply, &job, err) : status;
}
