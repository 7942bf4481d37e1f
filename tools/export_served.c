// A static site is the server's answers under their paths with ".json" after
// them, so that a web server needs one rule to give them: try the path with
// ".json". What is asked for is what has an end: the city, its schools, wards
// and plans. Answers about a home are not among them.

#include "export_served.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/text.h"
#include "export/pmtiles.h"
#include "http/encoding.h"
#include "http/http_server.h"
#include "server/office_routes.h"
#include "server/routes.h"
#include "service/city_version.h"

#define LONGEST_PATH 4096

static enum status fail(const char *path, struct error *err)
{
    return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                     strerror(errno));
}

// Tiles. ---------------------------------------------------------------------

static enum status pack_tile(void *context, struct tile tile, const char *bytes,
                             size_t n, struct error *err)
{
    struct text_buffer squeezed = {0};
    enum status status =
        encoding_squeeze(ENCODING_GZIP, ENCODING_SMALL, bytes, n, &squeezed)
            ? pmtiles_add(context, tile, squeezed.bytes, squeezed.length, err)
            : error_set(err, STATUS_IO, "out of memory");
    text_buffer_free(&squeezed);
    return status;
}

static enum status pack_set(const struct tile_set *set, const char *path,
                            struct error *err)
{
    struct pmtiles *archive = NULL;
    struct text_buffer about = {0};
    struct pmtiles_info info = {.first_zoom = tile_set_info(set)->first_zoom,
                                .last_zoom = tile_set_info(set)->last_zoom};
    if (!tile_set_bounds(set, info.bounds_deg))
        return error_set(err, STATUS_STATE, "the tile set %s is empty",
                         tile_set_info(set)->name);
    enum status status = pmtiles_begin(path, &archive, err);
    if (status == STATUS_OK)
        status = tile_set_each_tile(set, (uint32_t)info.first_zoom,
                                    (uint32_t)info.last_zoom, pack_tile,
                                    archive, err);
    tile_set_write_json(set, "", &about);
    info.metadata = about.bytes;
    if (status == STATUS_OK)
        status = pmtiles_finish(archive, &info, err);
    pmtiles_free(archive);
    text_buffer_free(&about);
    return status;
}

// A city as the server has it, for a moment. ---------------------------------

struct opened {
    struct city_versions *versions;
    const struct city_version *version;
};

static enum status open_city(const char *city, struct opened *opened,
                             struct error *err)
{
    *opened = (struct opened){0};
    enum status status =
        city_versions_open(city, STORE_READ, false, &opened->versions, err);
    if (status == STATUS_OK)
        opened->version = city_versions_take(opened->versions);
    return status;
}

static void close_city(struct opened *opened)
{
    if (opened->version != NULL)
        city_versions_put(opened->versions, opened->version);
    city_versions_close(opened->versions);
}

enum status export_tiles(const char *city, const char *set, const char *path,
                         struct error *err)
{
    struct opened opened;
    enum status status = open_city(city, &opened, err);
    if (status == STATUS_OK) {
        const struct tile_set *found =
            tile_service_set(opened.version->tiles, set);
        status = found == NULL
                     ? error_set(err, STATUS_BAD_INPUT,
                                 "there is no tile set \"%.40s\"", set)
                     : pack_set(found, path, err);
    }
    close_city(&opened);
    return status;
}

// Answers. -------------------------------------------------------------------

struct site {
    const char *folder;
    const char *host;
    bool is_https;
    const struct city_version *version;
    struct arena *arena;
    struct http_options options;
    struct text_buffer manifest;
    size_t n_files;
    struct error *err;
};

static enum status make_folders(const char *path, struct error *err)
{
    char part[LONGEST_PATH];
    snprintf(part, sizeof part, "%s", path);
    for (char *at = part + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return fail(part, err);
        *at = '/';
    }
    return STATUS_OK;
}

static enum status write_file(const struct site *site, const char *name,
                              const char *bytes, size_t n)
{
    char path[LONGEST_PATH];
    if (snprintf(path, sizeof path, "%s/%s", site->folder, name) >=
        (int)sizeof path)
        return error_set(site->err, STATUS_BAD_INPUT, "the path is too long");
    enum status status = make_folders(path, site->err);
    if (status != STATUS_OK)
        return status;
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return fail(path, site->err);
    bool is_written = fwrite(bytes, 1, n, file) == n;
    if (fclose(file) != 0)
        is_written = false;
    return is_written ? STATUS_OK : fail(path, site->err);
}

// The site's list: what each file is, so that a copy can be checked.
static void note_file(struct site *site, const char *name, const char *etag)
{
    struct json_writer json = json_into(&site->manifest);
    text_add_string(&site->manifest, site->n_files++ == 0 ? "\n" : ",\n");
    json_begin_object(&json);
    json_key_text(&json, "file", name);
    json_key_text(&json, "etag", etag);
    json_end_object(&json);
}

static enum status keep_reply(struct site *site, const char *name,
                              const struct reply *reply)
{
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    if (reply->status != 200)
        return STATUS_OK; // there is no such answer: no forecast, no indicators
    note_file(site, name, reply_etag_of(site->arena, bytes, n));
    return write_file(site, name, bytes, n);
}

// Asks for `url` and keeps the answer as the file `name`.
static enum status keep_answer(struct site *site, const char *url,
                               const char *name)
{
    struct request request;
    struct reply reply = reply_new();
    struct arena *arena = arena_new();
    enum status status = request_parse(arena, url, &request, site->err);
    if (status == STATUS_OK) {
        request.method = "GET";
        request.host = site->host;
        request.is_https = site->is_https;
        http_server_answer(&site->options, &request, &reply);
        status = keep_reply(site, name, &reply);
    }
    reply_free(&reply);
    arena_free(arena);
    return status;
}

// Only routes are kept, no pages.
static enum status nothing_else(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    (void)reply, (void)context;
    return error_set(err, STATUS_NOT_FOUND, "there is nothing at %s",
                     request->path);
}

// What there is one of.
static const struct {
    const char *url;
    const char *name;
} WHOLES[] = {
    {"/v1/city", "v1/city.json"},
    {"/v1/schools?limit=2000", "v1/schools.json"},
    {"/v1/capacity", "v1/capacity.json"},
    {"/v1/indicators", "v1/indicators.json"},
    {"/v1/forecast?city=1", "v1/forecast.json"},
    {"/ogc/collections/wards/items?limit=10000&f=json",
     "ogc/collections/wards/items.json"},
    {"/ogc/collections/zones/items?limit=10000&f=json",
     "ogc/collections/zones/items.json"},
    {"/tiles/style.json", "tiles/style.json"},
};

static const char *const SETS[] = {"base", "schools", "wards", "zones",
                                   "units"};

// An answer of one of many things: of "/v1/schools/" and an id.
static enum status keep_one(struct site *site, const char *url_before,
                            const char *folder, const char *id)
{
    const char *said = text_url_part(site->arena, id);
    return keep_answer(site,
                       arena_format(site->arena, "%s%s", url_before, said),
                       arena_format(site->arena, "%s/%s.json", folder, said));
}

static enum status keep_wholes(struct site *site)
{
    enum status status = STATUS_OK;
    for (size_t i = 0;
         i < sizeof WHOLES / sizeof *WHOLES && status == STATUS_OK; i++)
        status = keep_answer(site, WHOLES[i].url, WHOLES[i].name);
    for (size_t i = 0; i < sizeof SETS / sizeof *SETS && status == STATUS_OK;
         i++)
        status = keep_answer(
            site, arena_format(site->arena, "/tiles/%s.json", SETS[i]),
            arena_format(site->arena, "tiles/%s.json", SETS[i]));
    return status;
}

static enum status keep_schools(struct site *site)
{
    const struct school_list *schools = &site->version->city->schools;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < schools->count && status == STATUS_OK; i++) {
        const char *id = schools->items[i].id;
        status = keep_one(site, "/v1/schools/", "v1/schools", id);
        if (status == STATUS_OK)
            status = keep_one(
                site, "/v1/forecast?school=", "v1/forecast/schools", id);
    }
    return status;
}

static enum status keep_wards(struct site *site)
{
    const struct ward_list *wards = &site->version->city->wards;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < wards->count && status == STATUS_OK; i++)
        status = keep_one(site, "/v1/forecast?ward=", "v1/forecast/wards",
                          wards->items[i].id);
    return status;
}

static enum status keep_manifest(struct site *site)
{
    struct text_buffer manifest = {0};
    text_add_format(&manifest, "{\"version\":\"%s\",\"files\":[%.*s]}\n",
                    site->version->id, (int)site->manifest.length,
                    site->manifest.bytes);
    enum status status =
        write_file(site, "manifest.json", manifest.bytes, manifest.length);
    text_buffer_free(&manifest);
    return status;
}

static enum status keep_all(struct site *site)
{
    enum status status = keep_wholes(site);
    if (status == STATUS_OK)
        status = keep_schools(site);
    if (status == STATUS_OK)
        status = keep_wards(site);
    if (status == STATUS_OK)
        status = keep_manifest(site);
    if (status == STATUS_OK)
        fprintf(stderr, "%zu answers in %s\n", site->n_files, site->folder);
    return status;
}

static enum status check_empty(const char *folder, struct error *err)
{
    if (mkdir(folder, 0777) == 0)
        return STATUS_OK;
    DIR *open = opendir(folder);
    if (open == NULL)
        return fail(folder, err);
    struct dirent *entry;
    bool is_empty = true;
    while ((entry = readdir(open)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            is_empty = false;
    closedir(open);
    return is_empty ? STATUS_OK
                    : error_set(err, STATUS_STATE,
                                "%s has something in it already", folder);
}

// "https://city.example" is asked for as a browser there would.
static enum status read_origin(const char *origin, struct site *site)
{
    site->is_https = strncmp(origin, "https://", 8) == 0;
    if (!site->is_https && strncmp(origin, "http://", 7) != 0)
        return error_set(site->err, STATUS_BAD_INPUT,
                         "--origin begins with https:// or http://, not as "
                         "\"%.60s\" does",
                         origin);
    site->host = origin + (site->is_https ? 8 : 7);
    return STATUS_OK;
}

enum status export_answers(const char *city, const char *origin,
                           const char *folder, struct error *err)
{
    struct opened opened = {0};
    enum status status = check_empty(folder, err);
    if (status == STATUS_OK)
        status = open_city(city, &opened, err);
    if (status == STATUS_OK) {
        struct service service = {.version = opened.version};
        struct site site = {.folder = folder,
                            .version = opened.version,
                            .arena = arena_new(),
                            .options = {.tables = PUBLIC_TABLES,
                                        .otherwise = nothing_else,
                                        .context = &service},
                            .err = err};
        status = read_origin(origin, &site);
        if (status == STATUS_OK)
            status = keep_all(&site);
        text_buffer_free(&site.manifest);
        arena_free(site.arena);
    }
    close_city(&opened);
    return status;
}
