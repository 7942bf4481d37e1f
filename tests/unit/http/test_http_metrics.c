#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "http/http_metrics.h"

static const struct http_route ROUTES[] = {
    {"GET", "/v1/nearest", NULL, 0, HTTP_BODY_NONE},
    {"GET", "/tiles/{set}/{z}/{x}/{y}.mvt", NULL, 0, HTTP_BODY_NONE},
    {"POST", "/v1/session", NULL, 0, HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
static const struct http_route *const TABLES[] = {ROUTES, NULL};

// --- The witness: a strict reader of Prometheus' text format 0.0.4 --------

struct sample {
    char name[100];
    char labels[300]; // without le
    char le[20];
    double value;
};

struct family {
    char name[100];
    char type[20];
};

struct page {
    struct sample samples[400];
    size_t n_samples;
    struct family families[40];
    size_t n_families;
};

static size_t name_length(const char *text)
{
    size_t n = 0;
    while (isalnum((unsigned char)text[n]) || text[n] == '_' || text[n] == ':')
        n++;
    CHECK(n > 0 && n < 100 && !isdigit((unsigned char)text[0]));
    return n;
}

// One label: its name, an equals sign, a value in quotes with \\, \" and \n as
// the only escapes.
static const char *read_label(const char *at, struct sample *sample)
{
    const char *name = at;
    size_t n_name = name_length(at);
    at += n_name;
    CHECK(at[0] == '=' && at[1] == '"');
    const char *value = at + 2;
    for (at = value; *at != '"'; at++) {
        CHECK(*at != '\0' && *at != '\n');
        if (*at == '\\') {
            at++;
            CHECK(*at == '\\' || *at == '"' || *at == 'n');
        }
    }
    if (n_name == 2 && memcmp(name, "le", 2) == 0)
        snprintf(sample->le, sizeof sample->le, "%.*s", (int)(at - value),
                 value);
    else
        strncat(sample->labels, name, (size_t)(at + 1 - name));
    return at + 1;
}

static void read_sample(const char *line, struct page *page)
{
    CHECK(page->n_samples < 400);
    struct sample *sample = &page->samples[page->n_samples++];
    size_t n = name_length(line);
    snprintf(sample->name, sizeof sample->name, "%.*s", (int)n, line);
    const char *at = line + n;
    if (*at == '{') {
        do
            at = read_label(at + 1, sample);
        while (*at == ',');
        CHECK(*at++ == '}');
    }
    CHECK(*at++ == ' ');
    char *end;
    sample->value = strtod(at, &end);
    CHECK(end > at && *end == '\0');
}

static void read_comment(const char *line, struct page *page)
{
    char name[100];
    char rest[200];
    char type[20];
    if (sscanf(line, "# TYPE %99s %19s", name, type) == 2) {
        CHECK(strcmp(type, "counter") == 0 || strcmp(type, "gauge") == 0 ||
              strcmp(type, "histogram") == 0);
        for (size_t i = 0; i < page->n_families; i++)
            CHECK(strcmp(page->families[i].name, name) != 0);
        struct family *family = &page->families[page->n_families++];
        strcpy(family->name, name);
        strcpy(family->type, type);
    } else {
        CHECK_INT(sscanf(line, "# HELP %99s %199[^\n]", name, rest), 2);
    }
}

// Every sample stands below the TYPE of its family, and no sample is there
// twice.
static void check_sample(const struct page *page)
{
    const struct sample *last = &page->samples[page->n_samples - 1];
    const struct family *family = &page->families[page->n_families - 1];
    size_t n = strlen(family->name);
    CHECK(strncmp(last->name, family->name, n) == 0);
    const char *ending = last->name + n;
    if (strcmp(family->type, "histogram") == 0)
        CHECK(strcmp(ending, "_bucket") == 0 || strcmp(ending, "_sum") == 0 ||
              strcmp(ending, "_count") == 0);
    else
        CHECK_TEXT(ending, "");
    CHECK((strcmp(ending, "_bucket") == 0) == (last->le[0] != '\0'));
    for (size_t i = 0; i + 1 < page->n_samples; i++)
        CHECK(strcmp(page->samples[i].name, last->name) != 0 ||
              strcmp(page->samples[i].labels, last->labels) != 0 ||
              strcmp(page->samples[i].le, last->le) != 0);
}

static struct page *read_page(const struct http_metrics *metrics)
{
    struct text_buffer text = {0};
    struct page *page = calloc(1, sizeof *page);
    http_metrics_write(metrics, &text);
    CHECK(text.length > 0 && text.bytes[text.length - 1] == '\n');
    for (char *line = text.bytes; *line != '\0';) {
        char *end = strchr(line, '\n');
        *end = '\0';
        if (line[0] == '#') {
            read_comment(line, page);
        } else {
            read_sample(line, page);
            check_sample(page);
        }
        line = end + 1;
    }
    text_buffer_free(&text);
    return page;
}

static double value_at(const struct page *page, const char *name,
                       const char *labels, const char *le)
{
    for (size_t i = 0; i < page->n_samples; i++)
        if (strcmp(page->samples[i].name, name) == 0 &&
            strcmp(page->samples[i].labels, labels) == 0 &&
            strcmp(page->samples[i].le, le) == 0)
            return page->samples[i].value;
    return -1;
}

// --- Tests -----------------------------------------------------------------

#define NEAREST "method=\"GET\"route=\"/v1/nearest\""

static void what_was_counted_is_written(void **state)
{
    struct http_metrics *metrics = http_metrics_new(TABLES);
    http_metrics_enter(metrics);
    http_metrics_count(metrics, 1, 200, 0.05, 100);
    http_metrics_count(metrics, 1, 304, 3, 0);
    http_metrics_count(metrics, 1, 200, 5000, 900);
    http_metrics_count(metrics, 3, 503, 1, 10);
    http_metrics_count(metrics, 0, 404, 1, 10);
    struct page *page = read_page(metrics);
    CHECK_NEAR(value_at(page, "hocgan_http_requests_total",
                        NEAREST "status=\"2xx\"", ""),
               2, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_requests_total",
                        NEAREST "status=\"3xx\"", ""),
               1, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_requests_total",
                        "method=\"POST\"route=\"/v1/session\"status=\"5xx\"",
                        ""),
               1, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_requests_total",
                        "method=\"\"route=\"\"status=\"4xx\"", ""),
               1, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_answer_bytes_total", NEAREST, ""),
               1000, 0);
    const char *seconds = "hocgan_http_request_seconds_bucket";
    CHECK_NEAR(value_at(page, seconds, NEAREST, "0.0001"), 1, 0);
    CHECK_NEAR(value_at(page, seconds, NEAREST, "0.0025"), 1, 0);
    CHECK_NEAR(value_at(page, seconds, NEAREST, "0.005"), 2, 0);
    CHECK_NEAR(value_at(page, seconds, NEAREST, "2.5"), 2, 0);
    CHECK_NEAR(value_at(page, seconds, NEAREST, "+Inf"), 3, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_request_seconds_count", NEAREST, ""),
               3, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_request_seconds_sum", NEAREST, ""),
               5.00305, 1e-9);
    CHECK_NEAR(value_at(page, "hocgan_http_requests_in_flight", "", ""), 1, 0);
    CHECK(value_at(page, "hocgan_peak_memory_bytes", "", "") > 1e5);
    CHECK(value_at(page, "hocgan_uptime_seconds", "", "") >= 0);
    free(page);
    http_metrics_free(metrics);
}

static void a_server_nobody_asked_has_a_page_too(void **state)
{
    struct http_metrics *metrics = http_metrics_new(TABLES);
    struct page *page = read_page(metrics);
    CHECK_NEAR(value_at(page, "hocgan_http_requests_in_flight", "", ""), 0, 0);
    free(page);
    page = read_page(NULL);
    CHECK(page->n_samples > 0);
    free(page);
    http_metrics_free(metrics);
}

#define N_THREADS 6
#define N_EACH 20000

static void *count_much(void *metrics)
{
    for (int i = 0; i < N_EACH; i++)
        http_metrics_count(metrics, 2, 200, 1, 3);
    return NULL;
}

static void threads_lose_no_count(void **state)
{
    struct http_metrics *metrics = http_metrics_new(TABLES);
    pthread_t threads[N_THREADS];
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, count_much, metrics);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    struct page *page = read_page(metrics);
    const char *labels = "method=\"GET\"route=\"/tiles/{set}/{z}/{x}/{y}.mvt\"";
    CHECK_NEAR(value_at(page, "hocgan_http_answer_bytes_total", labels, ""),
               3.0 * N_THREADS * N_EACH, 0);
    CHECK_NEAR(value_at(page, "hocgan_http_request_seconds_count", labels, ""),
               1.0 * N_THREADS * N_EACH, 0);
    free(page);
    http_metrics_free(metrics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_counted_is_written),
        TEST(a_server_nobody_asked_has_a_page_too),
        TEST(threads_lose_no_count),
    };
    return RUN_TESTS(tests);
}
