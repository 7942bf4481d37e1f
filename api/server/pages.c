// The build leaves each text a second time beside it, squeezed with brotli
// (index.html.br), for who takes that: better than could be done in passing.
//
// The build names a script or style by a hash of its content
// (assets/index-4f1c9a2b.js), so those never change and are kept for ever;
// everything else is asked for again by its ETag.

#include "server/pages.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/list.h"

#define DEEPEST_FOLDER 8

struct page {
    const char *path; // "/assets/index-4f1c9a2b.js"
    const char *type;
    const char *bytes;
    size_t n_bytes;
    const char *etag;
    enum reply_cache cache;
    const struct page *brotli; // the same squeezed, or NULL
};
LIST_DECLARE(page);

struct pages {
    struct arena *arena;
    struct page_list list; // by path
    size_t n_bytes;
};

static const char PLAIN_PAGE[] =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
    "<title>Học Gần</title><h1>Học Gần</h1>"
    "<p>This server has no pages (<code>hocgan serve --pages DIR</code>); "
    "its API answers at <a href=\"/v1/city\">/v1/city</a>.</p></html>";

static const struct {
    const char *ending;
    const char *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".pbf", "application/x-protobuf"},
};

static const char *type_of(const char *path)
{
    const char *ending = strrchr(path, '.');
    for (size_t i = 0; ending != NULL && i < sizeof TYPES / sizeof *TYPES; i++)
        if (strcmp(ending, TYPES[i].ending) == 0)
            return TYPES[i].type;
    return "application/octet-stream";
}

// Adds a page whose bytes lie in the arena.
static void add_page(struct pages *pages, const char *path, const char *bytes,
                     size_t n_bytes)
{
    struct page *page = page_list_add(&pages->list, pages->arena);
    *page = (struct page){.path = path,
                          .type = type_of(path),
                          .bytes = bytes,
                          .n_bytes = n_bytes,
                          .etag = reply_etag_of(pages->arena, bytes, n_bytes),
                          .cache = strncmp(path, "/assets/", 8) == 0
                                       ? REPLY_FOR_EVER
                                       : REPLY_ASK_AGAIN};
}

static enum status read_file(struct pages *pages, const char *name,
                             const char *path, size_t n_bytes,
                             struct error *err)
{
    if (pages->n_bytes + n_bytes > PAGES_MOST_BYTES)
        return error_set(err, STATUS_BAD_INPUT,
                         "the pages are larger than %zu MB together",
                         PAGES_MOST_BYTES >> 20);
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        return error_set(err, STATUS_IO, "cannot read %s: %s", name,
                         strerror(errno));
    char *bytes = arena_alloc(pages->arena, n_bytes + 1, 1);
    size_t n = fread(bytes, 1, n_bytes, file);
    fclose(file);
    if (n != n_bytes)
        return error_set(err, STATUS_IO, "cannot read all of %s", name);
    pages->n_bytes += n;
    add_page(pages, path, bytes, n);
    return STATUS_OK;
}

static enum status read_folder(struct pages *pages, const char *name,
                               const char *path, int depth, struct error *err);

static enum status read_entry(struct pages *pages, const char *name,
                              const char *path, int depth, struct error *err)
{
    struct stat about;
    if (lstat(name, &about) != 0)
        return error_set(err, STATUS_IO, "cannot read %s: %s", name,
                         strerror(errno));
    if (S_ISDIR(about.st_mode))
        return read_folder(pages, name, path, depth + 1, err);
    if (S_ISREG(about.st_mode))
        return read_file(pages, name, path, (size_t)about.st_size, err);
    return STATUS_OK;
}

static enum status read_folder(struct pages *pages, const char *name,
                               const char *path, int depth, struct error *err)
{
    DIR *folder = depth > DEEPEST_FOLDER ? NULL : opendir(name);
    if (folder == NULL)
        return error_set(err, STATUS_IO, "cannot read the folder %s: %s", name,
                         depth > DEEPEST_FOLDER ? "too deep" : strerror(errno));
    enum status status = STATUS_OK;
    struct dirent *entry;
    while (status == STATUS_OK && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            status = read_entry(
                pages, arena_format(pages->arena, "%s/%s", name, entry->d_name),
                arena_format(pages->arena, "%s/%s", path, entry->d_name), depth,
                err);
    closedir(folder);
    return status;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct page *)a)->path,
                  ((const struct page *)b)->path);
}

static const struct page *find_page(const struct pages *pages, const char *path)
{
    struct page key = {.path = path};
    return bsearch(&key, pages->list.items, pages->list.count, sizeof key,
                   by_path);
}

static void pair_squeezed(struct pages *pages)
{
    for (size_t i = 0; i < pages->list.count; i++) {
        struct page *page = &pages->list.items[i];
        page->brotli =
            find_page(pages, arena_format(pages->arena, "%s.br", page->path));
    }
}

static enum status read_all(struct pages *pages, const char *directory,
                            struct error *err)
{
    if (directory == NULL) {
        add_page(pages, "/index.html", PLAIN_PAGE, strlen(PLAIN_PAGE));
        return STATUS_OK;
    }
    enum status status = read_folder(pages, directory, "", 0, err);
    if (status != STATUS_OK)
        return status;
    if (pages->list.count > 1)
        qsort(pages->list.items, pages->list.count, sizeof(struct page),
              by_path);
    pair_squeezed(pages);
    if (pages->list.count == 0 || find_page(pages, "/index.html") == NULL)
        return error_set(err, STATUS_BAD_INPUT, "there is no index.html in %s",
                         directory);
    return STATUS_OK;
}

enum status pages_open(const char *directory, struct pages **pages,
                       struct error *err)
{
    struct arena *arena = arena_new();
    struct pages *opened = arena_array(arena, struct pages, 1);
    opened->arena = arena;
    enum status status = read_all(opened, directory, err);
    if (status != STATUS_OK) {
        arena_free(arena);
        return status;
    }
    *pages = opened;
    return STATUS_OK;
}

void pages_close(struct pages *pages)
{
    if (pages != NULL)
        arena_free(pages->arena);
}

// "/" is /index.html and "/docs" is /docs.html.
static const struct page *find_asked(const struct pages *pages,
                                     const struct request *request)
{
    const char *path = request->path;
    if (path[strlen(path) - 1] == '/')
        return find_page(pages,
                         arena_format(request->arena, "%sindex.html", path));
    const struct page *page = find_page(pages, path);
    return page != NULL ? page
                        : find_page(pages, arena_format(request->arena,
                                                        "%s.html", path));
}

enum status pages_get(const struct pages *pages, const struct request *request,
                      struct reply *reply, struct error *err)
{
    const struct page *page = find_asked(pages, request);
    if (page == NULL)
        return error_set(err, STATUS_NOT_FOUND, "there is nothing at %s",
                         request->path);
    bool is_brotli = request->takes_brotli && page->brotli != NULL;
    const struct page *sent = is_brotli ? page->brotli : page;
    reply_borrowed(reply, page->type, sent->bytes, sent->n_bytes);
    reply->encoding = is_brotli ? ENCODING_BROTLI : ENCODING_NONE;
    reply->etag = page->etag;
    reply->cache = page->cache;
    return STATUS_OK;
}
