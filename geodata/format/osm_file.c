// Readosm calls back for each thing; we copy it, sort by id, and turn the node
// ids of ways into positions in the node list. Texts repeat (most tags are the
// same few hundred words), so each is kept once, found by its hash.
//
// Readosm trusts its input: a damaged file can make it read where it must not.
// So a child process reads the file first; if that dies, the file is refused
// and we are still here. It costs the reading time twice, half a second for a
// city.

#include "format/osm_file.h"

#include <errno.h>
#include <fcntl.h>
#include <readosm.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "format/osm_pbf_frame.h"
#include "geo/lonlat.h"

// Each text once: an open hash table that doubles when half full.
struct text_set {
    const char **slots;
    size_t n_slots;
    size_t count;
};

// While the file is read: way nodes are still ids. After a first fault the rest
// is let pass, because Readosm forgets its XML parser when it is stopped.
struct reading {
    struct arena *arena;
    struct osm_file *file;
    struct text_set texts;
    const char *path;
    struct error *err;
    enum status status;
};

static size_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static const char **slot_of(const struct text_set *set, const char *text)
{
    size_t at = hash_of(text) & (set->n_slots - 1);
    while (set->slots[at] != NULL && strcmp(set->slots[at], text) != 0)
        at = (at + 1) & (set->n_slots - 1);
    return &set->slots[at];
}

static void grow(struct text_set *set, struct arena *arena)
{
    struct text_set grown = {.n_slots = set->n_slots ? 2 * set->n_slots : 4096,
                             .count = set->count};
    grown.slots = arena_array(arena, const char *, grown.n_slots);
    for (size_t i = 0; i < set->n_slots; i++)
        if (set->slots[i] != NULL)
            *slot_of(&grown, set->slots[i]) = set->slots[i];
    *set = grown;
}

static const char *keep_text(struct reading *reading, const char *text)
{
    struct text_set *set = &reading->texts;
    if (2 * set->count >= set->n_slots)
        grow(set, reading->arena);
    const char **slot = slot_of(set, text);
    if (*slot == NULL) {
        *slot = arena_text(reading->arena, text);
        set->count++;
    }
    return *slot;
}

static bool is_good_text(const char *text)
{
    return text != NULL && text_is_utf8(text, strlen(text), NULL);
}

static void keep_tags(struct reading *reading, const char *thing, long long id,
                      const readosm_tag *tags, int count, struct osm_tags *kept)
{
    size_t n = count < 0 ? 0 : (size_t)count;
    struct osm_tag *copies = arena_array(reading->arena, struct osm_tag, n);
    for (size_t i = 0; i < n; i++) {
        if (!is_good_text(tags[i].key) || !is_good_text(tags[i].value)) {
            reading->status = error_set(reading->err, STATUS_BAD_INPUT,
                                        "%s: a tag of %s %lld is not UTF-8",
                                        reading->path, thing, id);
            return;
        }
        copies[i].key = keep_text(reading, tags[i].key);
        copies[i].value = keep_text(reading, tags[i].value);
    }
    *kept = (struct osm_tags){copies, n};
}

static struct reading *reading_of(const void *context)
{
    return (struct reading *)(uintptr_t)context;
}

static void keep_node(struct reading *reading, const readosm_node *node)
{
    struct lonlat at = {node->longitude, node->latitude};
    const char *wrong = lonlat_check(at);
    if (wrong != NULL) {
        reading->status = error_set(
            reading->err, STATUS_BAD_INPUT, "%s: node %lld at %.7g, %.7g %s",
            reading->path, node->id, at.lon_deg, at.lat_deg, wrong);
        return;
    }
    struct osm_node *kept =
        osm_node_list_add(&reading->file->nodes, reading->arena);
    kept->id = node->id;
    kept->at = at;
    if (node->tag_count > 0)
        keep_tags(reading, "node", node->id, node->tags, node->tag_count,
                  &kept->tags);
}

static int take_node(const void *context, const readosm_node *node)
{
    struct reading *reading = reading_of(context);
    if (reading->status == STATUS_OK)
        keep_node(reading, node);
    return READOSM_OK;
}

static int take_way(const void *context, const readosm_way *way)
{
    struct reading *reading = reading_of(context);
    if (reading->status != STATUS_OK)
        return READOSM_OK;
    struct osm_way *kept =
        osm_way_list_add(&reading->file->ways, reading->arena);
    kept->id = way->id;
    kept->n_nodes = way->node_ref_count < 0 ? 0 : (size_t)way->node_ref_count;
    // The ids stand where the positions will: see resolve_nodes.
    kept->nodes = arena_copy(reading->arena, way->node_refs,
                             kept->n_nodes * sizeof(int64_t));
    keep_tags(reading, "way", way->id, way->tags, way->tag_count, &kept->tags);
    return READOSM_OK;
}

static enum osm_kind kind_of(int member_type)
{
    return member_type == READOSM_MEMBER_NODE  ? OSM_NODE
           : member_type == READOSM_MEMBER_WAY ? OSM_WAY
                                               : OSM_RELATION;
}

static int take_relation(const void *context, const readosm_relation *relation)
{
    struct reading *reading = reading_of(context);
    if (reading->status != STATUS_OK)
        return READOSM_OK;
    struct osm_relation *kept =
        osm_relation_list_add(&reading->file->relations, reading->arena);
    kept->id = relation->id;
    kept->n_members =
        relation->member_count < 0 ? 0 : (size_t)relation->member_count;
    kept->members =
        arena_array(reading->arena, struct osm_member, kept->n_members);
    for (size_t i = 0; i < kept->n_members; i++) {
        const readosm_member *member = &relation->members[i];
        bool has_role = is_good_text(member->role);
        kept->members[i] = (struct osm_member){
            kind_of(member->member_type), member->id,
            keep_text(reading, has_role ? member->role : "")};
    }
    keep_tags(reading, "relation", relation->id, relation->tags,
              relation->tag_count, &kept->tags);
    return READOSM_OK;
}

// One instance for nodes, ways and relations: all begin with their id.
static int by_id(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

// Whether neighbours are in strictly rising order already, as in most files.
static bool is_sorted(const char *items, size_t count, size_t size)
{
    for (size_t i = 1; i < count; i++)
        if (by_id(items + (i - 1) * size, items + i * size) >= 0)
            return false;
    return true;
}

// A stable merge sort: of equal ids the one last in the file stays last.
static void merge_sort(char *items, size_t count, size_t size, char *room)
{
    if (count < 2)
        return;
    size_t half = count / 2;
    merge_sort(items, half, size, room);
    merge_sort(items + half * size, count - half, size, room);
    size_t a = 0, b = half;
    for (size_t out = 0; out < count; out++) {
        bool take_first =
            b == count ||
            (a < half && by_id(items + a * size, items + b * size) <= 0);
        memcpy(room + out * size, items + (take_first ? a++ : b++) * size,
               size);
    }
    memcpy(items, room, count * size);
}

// Sorts by id and keeps the last of each; returns how many are left.
static size_t sort_things(struct reading *reading, void *things, size_t count,
                          size_t size)
{
    char *items = things;
    if (is_sorted(items, count, size))
        return count;
    merge_sort(items, count, size, arena_alloc(reading->arena, count, size));
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count &&
            by_id(items + i * size, items + (i + 1) * size) == 0)
            continue;
        memmove(items + kept++ * size, items + i * size, size);
    }
    reading->file->n_duplicates += count - kept;
    return kept;
}

static void sort_all(struct reading *reading)
{
    struct osm_file *file = reading->file;
    file->nodes.count = sort_things(reading, file->nodes.items,
                                    file->nodes.count, sizeof(struct osm_node));
    file->ways.count = sort_things(reading, file->ways.items, file->ways.count,
                                   sizeof(struct osm_way));
    file->relations.count =
        sort_things(reading, file->relations.items, file->relations.count,
                    sizeof(struct osm_relation));
}

static void resolve_nodes(struct reading *reading)
{
    struct osm_file *file = reading->file;
    for (size_t w = 0; w < file->ways.count; w++) {
        struct osm_way *way = &file->ways.items[w];
        const char *ids = (const char *)way->nodes;
        // In place: a position takes half the room of an id, and is written
        // behind what is still to be read.
        for (size_t i = 0; i < way->n_nodes; i++) {
            int64_t id;
            memcpy(&id, ids + i * sizeof id, sizeof id);
            way->nodes[i] = osm_find_node(file, id);
            file->n_missing_nodes += way->nodes[i] == OSM_NO_NODE;
        }
    }
}

#if defined(__SANITIZE_ADDRESS__)
// Readosm 1.1 forgets to free its parser and what it holds when a file turns
// out malformed: some kilobytes, once. The leak checker is told.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libexpat\nleak:libreadosm\n";
}
#endif

static bool ends_with(const char *path, const char *suffix)
{
    size_t n = strlen(path);
    size_t m = strlen(suffix);
    return n > m && strcasecmp(path + n - m, suffix) == 0;
}

static enum status check_not_empty(const char *path, struct error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(err, STATUS_IO, "cannot open %s: %s", path,
                         strerror(errno));
    bool is_empty = fgetc(file) == EOF;
    bool has_failed = ferror(file) != 0;
    fclose(file);
    if (has_failed)
        return error_set(err, STATUS_IO, "cannot read %s", path);
    if (is_empty)
        return error_set(err, STATUS_BAD_INPUT, "%s is empty", path);
    return STATUS_OK;
}

static enum status check_before(const char *path, struct error *err)
{
    enum status status = check_not_empty(path, err);
    if (status != STATUS_OK)
        return status;
    if (ends_with(path, ".pbf"))
        return osm_pbf_check_frame(path, err);
    if (ends_with(path, ".osm"))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "%s is not named .osm.pbf or .osm, so its format is not "
                     "known",
                     path);
}

// What Readosm's own failure means to a person.
static enum status explain(int code, const char *path, struct error *err)
{
    if (code == READOSM_FILE_NOT_FOUND)
        return error_set(err, STATUS_IO, "cannot open %s", path);
    const char *what = code == READOSM_XML_ERROR
                           ? "is cut off or not well-formed XML"
                       : code == READOSM_UNZIP_ERROR
                           ? "is damaged: a block does not unpack"
                           : "is cut off, damaged or no OpenStreetMap file";
    return error_set(err, STATUS_BAD_INPUT, "%s %s", path, what);
}

static enum status parse(struct reading *reading)
{
    const void *handle = NULL;
    int code = readosm_open(reading->path, &handle);
    if (code == READOSM_OK)
        code =
            readosm_parse(handle, reading, take_node, take_way, take_relation);
    if (handle != NULL)
        readosm_close(handle);
    if (reading->status != STATUS_OK)
        return reading->status;
    if (code != READOSM_OK)
        return explain(code, reading->path, reading->err);
    if (reading->file->ways.count == 0)
        return error_set(reading->err, STATUS_BAD_INPUT,
                         "%s holds no ways, so no streets: it is cut off or "
                         "no OpenStreetMap extract",
                         reading->path);
    return STATUS_OK;
}

// Whoever handles signals in this process is not to handle the child's.
static void die_quietly(void)
{
    static const int FATAL[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof FATAL / sizeof *FATAL; i++)
        signal(FATAL[i], SIG_DFL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
}

// Whether a child process can read the file without dying of it. What it says
// meanwhile is of no interest; what is wrong with the file is found again.
static bool child_survives(const char *path)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct osm_file file = {0};
        struct error err;
        struct reading reading = {
            .arena = arena_new(), .file = &file, .path = path, .err = &err};
        die_quietly();
        parse(&reading);
        _exit(0);
    }
    int ended = -1;
    while (child > 0 && waitpid(child, &ended, 0) < 0 && errno == EINTR)
        ;
    return child < 0 || (WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
}

static enum status read_safely(struct reading *reading)
{
    enum status status = check_before(reading->path, reading->err);
    if (status != STATUS_OK)
        return status;
    if (!child_survives(reading->path))
        return error_set(reading->err, STATUS_BAD_INPUT,
                         "%s is damaged: it cannot be read", reading->path);
    return parse(reading);
}

enum status osm_file_read(struct arena *arena, const char *path,
                          struct osm_file *file, struct error *err)
{
    *file = (struct osm_file){0};
    struct reading reading = {
        .arena = arena, .file = file, .path = path, .err = err};
    enum status status = read_safely(&reading);
    if (status != STATUS_OK)
        return status;
    sort_all(&reading);
    resolve_nodes(&reading);
    return STATUS_OK;
}

const char *osm_tag(struct osm_tags tags, const char *key)
{
    for (size_t i = 0; i < tags.count; i++)
        if (strcmp(tags.at[i].key, key) == 0)
            return tags.at[i].value;
    return NULL;
}

static const void *find(const void *items, size_t count, size_t size,
                        int64_t id)
{
    return count == 0 ? NULL : bsearch(&id, items, count, size, by_id);
}

const struct osm_way *osm_find_way(const struct osm_file *file, int64_t id)
{
    return find(file->ways.items, file->ways.count, sizeof(struct osm_way), id);
}

const struct osm_relation *osm_find_relation(const struct osm_file *file,
                                             int64_t id)
{
    return find(file->relations.items, file->relations.count,
                sizeof(struct osm_relation), id);
}

uint32_t osm_find_node(const struct osm_file *file, int64_t id)
{
    const struct osm_node *node =
        find(file->nodes.items, file->nodes.count, sizeof(struct osm_node), id);
    return node == NULL ? OSM_NO_NODE : (uint32_t)(node - file->nodes.items);
}
