// Any bytes as the question of the page /find: it is refused before, or there
// is a page whose elements are balanced and are the page's own: nothing that
// was typed has become markup.

#include <stdlib.h>
#include <string.h>

#include "grid_town.h"
#include "page/find_page.h"
#include "page/page_sentences.h"
#include "scratch.h"
#include "service/service.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define DEEPEST 32

static void require(bool condition)
{
    if (!condition)
        abort();
}

static const struct city_state *the_town(void)
{
    static struct city_state *city;
    struct error err;
    struct store *store;
    if (city != NULL)
        return city;
    struct scratch *scratch = scratch_new();
    const char *path = scratch_path(scratch, "town.sqlite");
    require(grid_town_write(path, &err) == STATUS_OK);
    require(store_open(path, STORE_READ, &store, &err) == STATUS_OK);
    require(city_state_open(store, NULL, &city, &err) == STATUS_OK);
    store_close(store);
    scratch_free(scratch); // what was read stays
    return city;
}

// --- A page's elements
// ---------------------------------------------------------

struct open_elements {
    const char *names[DEEPEST];
    size_t lengths[DEEPEST];
    size_t n;
};

static bool is_called(const char *name, size_t n, const char *list)
{
    char word[16] = "";
    if (n == 0 || n >= sizeof word)
        return false;
    memcpy(word, name, n);
    return text_is_one_of(word, list);
}

// Past the end of the tag: a ">" within quotes is none.
static const char *skip_tag(const char *at)
{
    bool is_quoted = false;
    for (; *at != '\0' && (*at != '>' || is_quoted); at++)
        if (*at == '"')
            is_quoted = !is_quoted;
    require(*at == '>');
    return at + 1;
}

static void close_element(struct open_elements *open, const char *name,
                          size_t n)
{
    require(open->n > 0);
    open->n--;
    require(open->lengths[open->n] == n &&
            strncmp(open->names[open->n], name, n) == 0);
}

static void open_element(struct open_elements *open, const char *name, size_t n)
{
    require(is_called(name, n,
                      "html head meta title link style body header h1 h2 h3 h4 "
                      "p a strong span main form label input fieldset legend "
                      "button nav section ol ul li div table caption tbody "
                      "tfoot tr th td footer "
                      "details summary"));
    if (is_called(name, n, "meta link input"))
        return;
    require(open->n < DEEPEST);
    open->names[open->n] = name;
    open->lengths[open->n++] = n;
}

static void check_page(const char *page)
{
    struct open_elements open = {0};
    const char *at = page + strlen("<!doctype html>");
    require(strncmp(page, "<!doctype html>", strlen("<!doctype html>")) == 0);
    while ((at = strchr(at, '<')) != NULL) {
        bool closes = at[1] == '/';
        const char *name = at + 1 + closes;
        size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz123456789");
        if (closes)
            close_element(&open, name, n);
        else
            open_element(&open, name, n);
        at = skip_tag(name);
    }
    require(open.n == 0);
}

// --- The question
// ----------------------------------------------------------------

static void ask(struct request *request)
{
    const struct city_version version = {.city = the_town()};
    static struct page_sentences *sentences;
    if (sentences == NULL)
        sentences = page_sentences_new();
    struct service service = {.version = &version, .sentences = sentences};
    struct reply reply = reply_new();
    struct error err;
    require(find_page_get(request, &reply, &service, &err) == STATUS_OK);
    require(reply.status == 200 || reply.status == 400 || reply.status == 404);
    require(reply.cache == REPLY_NO_STORE);
    require(text_is_utf8(reply.body.bytes, reply.body.length, NULL));
    check_page(reply.body.bytes);
    reply_free(&reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct request request;
    struct error err;
    const char *url =
        arena_format(arena, "/find?%.*s", (int)n, (const char *)bytes);
    if (request_parse(arena, url, &request, &err) == STATUS_OK)
        ask(&request);
    arena_free(arena);
    return 0;
}
