// A hash table of chained entries, which also stand in one ring by age:
//
//     newest ⇄ … ⇄ oldest ⇄ (the cache's own link) ⇄ newest
//
// What is sent is a response of the library, made once with all its headers;
// the library counts who still sends it, so an entry can be dropped while its
// bytes are on their way.
//
// An answer made from one version of the city is not sent for another: the
// entry then counts as absent and is replaced when the answer has been made
// anew. Those that may be kept for ever need no version, since their address
// changes when they do; so a published plan leaves the base map's tiles hot.
//
// One mutex guards all. Under it a look-up is done and the response queued,
// which sends nothing yet. The hash has a secret start, so that nobody can
// choose addresses that all fall into one slot.

#include "http/kept_answers.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

#include "http/reply_send.h"

#define N_SLOTS 16384u
#define ENTRY_BYTES 3072u // an entry, its two responses and their headers
#define LONGEST_KEY (REQUEST_LONGEST_URL + 1024)

struct age_link {
    struct age_link *newer;
    struct age_link *older;
};

struct entry {
    struct age_link age; // first, so that a link is its entry
    struct entry *next;  // in the same slot
    uint64_t hash;
    char *key;
    size_t n_key;
    char *version; // NULL: of any
    char *etag;    // or NULL
    struct kept_sent sent;
    struct MHD_Response *whole;
    struct MHD_Response *unchanged; // the 304, where there is an ETag
};

struct kept_answers {
    pthread_mutex_t lock;
    struct age_link ages; // older: the newest; newer: the oldest
    struct entry *slots[N_SLOTS];
    size_t bytes;
    size_t most_bytes;
    uint64_t secret;
};

static void *allocated(void *memory)
{
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct kept_answers *kept_answers_new(size_t most_bytes)
{
    struct kept_answers *kept = allocated(calloc(1, sizeof *kept));
    pthread_mutex_init(&kept->lock, NULL);
    kept->ages.newer = kept->ages.older = &kept->ages;
    kept->most_bytes = most_bytes;
    if (getrandom(&kept->secret, sizeof kept->secret, 0) < 0)
        kept->secret = (uint64_t)(uintptr_t)kept;
    return kept;
}

struct key {
    char bytes[LONGEST_KEY];
    size_t n;
    uint64_t hash;
};

static bool add_part(struct key *key, const char *part)
{
    size_t n = part == NULL ? 0 : strlen(part);
    if (key->n + n + 1 > sizeof key->bytes)
        return false;
    if (n > 0)
        memcpy(key->bytes + key->n, part, n);
    key->n += n;
    key->bytes[key->n++] = '\0';
    return true;
}

// Eight bytes at a time, each step a multiplication folded onto itself.
static uint64_t hash_of(uint64_t hash, const char *bytes, size_t n)
{
    while (n > 0) {
        uint64_t word = 0;
        size_t step = n < sizeof word ? n : sizeof word;
        memcpy(&word, bytes, step);
        __extension__ unsigned __int128 product =
            (unsigned __int128)(hash ^ word) * 0x9E3779B97F4A7C15u;
        hash = (uint64_t)product ^ (uint64_t)(product >> 64) ^ n;
        bytes += step;
        n -= step;
    }
    return hash;
}

// The parts one after the other, each with its NUL, so that no two questions
// run into the same key. False if it is too long to be kept.
static bool make_key(const struct kept_answers *kept,
                     const struct kept_question *question, struct key *key)
{
    key->n = 0;
    key->bytes[key->n++] = (char)question->encoding;
    key->bytes[key->n++] = question->takes_brotli ? 'b' : '-';
    key->bytes[key->n++] = question->is_https ? 's' : 'p';
    if (!add_part(key, question->url) || !add_part(key, question->host) ||
        !add_part(key, question->accept))
        return false;
    key->hash = hash_of(kept->secret, key->bytes, key->n);
    return true;
}

static struct entry **slot_of(struct kept_answers *kept, uint64_t hash)
{
    return &kept->slots[hash & (N_SLOTS - 1)];
}

// The pointer that points to the entry, or to NULL where it would be added.
static struct entry **place_of(struct kept_answers *kept, uint64_t hash,
                               const char *key, size_t n_key)
{
    struct entry **place = slot_of(kept, hash);
    while (*place != NULL &&
           ((*place)->hash != hash || (*place)->n_key != n_key ||
            memcmp((*place)->key, key, n_key) != 0))
        place = &(*place)->next;
    return place;
}

static void take_out_of_ages(struct entry *entry)
{
    entry->age.newer->older = entry->age.older;
    entry->age.older->newer = entry->age.newer;
}

static void make_newest(struct kept_answers *kept, struct entry *entry)
{
    entry->age.newer = &kept->ages;
    entry->age.older = kept->ages.older;
    entry->age.older->newer = &entry->age;
    kept->ages.older = &entry->age;
}

static size_t size_of(const struct entry *entry)
{
    return ENTRY_BYTES + entry->n_key + entry->sent.n_bytes;
}

static void drop(struct kept_answers *kept, struct entry **place)
{
    struct entry *entry = *place;
    *place = entry->next;
    take_out_of_ages(entry);
    kept->bytes -= size_of(entry);
    MHD_destroy_response(entry->whole);
    if (entry->unchanged != NULL)
        MHD_destroy_response(entry->unchanged);
    free(entry->key);
    free(entry->version);
    free(entry->etag);
    free(entry);
}

void kept_answers_free(struct kept_answers *kept)
{
    if (kept == NULL)
        return;
    for (size_t i = 0; i < N_SLOTS; i++)
        while (kept->slots[i] != NULL)
            drop(kept, &kept->slots[i]);
    pthread_mutex_destroy(&kept->lock);
    free(kept);
}

// Queues what fits the client, under the lock.
static bool send_entry(const struct entry *entry, const char *if_none_match,
                       struct MHD_Connection *connection,
                       struct kept_sent *sent)
{
    bool is_had = entry->unchanged != NULL && if_none_match != NULL &&
                  reply_tag_is_in(if_none_match, entry->etag);
    *sent = entry->sent;
    if (is_had) {
        sent->status = MHD_HTTP_NOT_MODIFIED;
        sent->n_bytes = 0;
    }
    return MHD_queue_response(connection, sent->status,
                              is_had ? entry->unchanged : entry->whole) ==
           MHD_YES;
}

bool kept_answers_send(struct kept_answers *kept,
                       const struct kept_question *question,
                       const char *if_none_match,
                       struct MHD_Connection *connection,
                       struct kept_sent *sent)
{
    struct key key;
    if (!make_key(kept, question, &key))
        return false;
    pthread_mutex_lock(&kept->lock);
    struct entry *entry = *place_of(kept, key.hash, key.bytes, key.n);
    bool is_here =
        entry != NULL && (entry->version == NULL ||
                          text_same(entry->version, question->version));
    if (is_here) {
        take_out_of_ages(entry);
        make_newest(kept, entry);
        is_here = send_entry(entry, if_none_match, connection, sent);
    }
    pthread_mutex_unlock(&kept->lock);
    return is_here;
}

bool kept_answers_may_keep(const struct reply *reply)
{
    for (size_t i = 0; i < reply->n_headers; i++) {
        const char *name = reply->headers[i].name;
        if (strcasecmp(name, "Set-Cookie") == 0 ||
            (strcasecmp(name, "Vary") == 0 &&
             strcasecmp(reply->headers[i].value, "Accept") != 0))
            return false;
    }
    return reply->cache != REPLY_NO_STORE &&
           (reply->status == 200 || reply->status == 204);
}

static char *copy_text(const char *text)
{
    return text == NULL ? NULL : allocated(strdup(text));
}

static struct entry *new_entry(const struct key *key, const char *version,
                               const struct reply *reply,
                               struct MHD_Response *whole,
                               const struct kept_sent *sent)
{
    struct entry *entry = allocated(calloc(1, sizeof *entry));
    entry->hash = key->hash;
    entry->key = allocated(malloc(key->n));
    memcpy(entry->key, key->bytes, key->n);
    entry->n_key = key->n;
    if (reply->cache != REPLY_FOR_EVER)
        entry->version = copy_text(version);
    entry->etag = copy_text(reply->etag);
    entry->sent = *sent;
    entry->whole = whole;
    if (entry->etag != NULL)
        entry->unchanged = reply_response_unchanged(reply);
    return entry;
}

static void make_room(struct kept_answers *kept)
{
    while (kept->bytes > kept->most_bytes) {
        struct entry *oldest = (struct entry *)kept->ages.newer;
        drop(kept, place_of(kept, oldest->hash, oldest->key, oldest->n_key));
    }
}

void kept_answers_keep(struct kept_answers *kept,
                       const struct kept_question *question,
                       const struct reply *reply, struct MHD_Response *whole,
                       const struct kept_sent *sent)
{
    struct key key;
    if (!make_key(kept, question, &key)) {
        MHD_destroy_response(whole);
        return;
    }
    struct entry *entry =
        new_entry(&key, question->version, reply, whole, sent);

    pthread_mutex_lock(&kept->lock);
    struct entry **place = place_of(kept, key.hash, key.bytes, key.n);
    if (*place != NULL) // of another version, or made by another thread too
        drop(kept, place);
    entry->next = *slot_of(kept, key.hash);
    *slot_of(kept, key.hash) = entry;
    make_newest(kept, entry);
    kept->bytes += size_of(entry);
    make_room(kept);
    pthread_mutex_unlock(&kept->lock);
}

size_t kept_answers_bytes(struct kept_answers *kept)
{
    pthread_mutex_lock(&kept->lock);
    size_t bytes = kept->bytes;
    pthread_mutex_unlock(&kept->lock);
    return bytes;
}
