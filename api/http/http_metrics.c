// Each counter exists several times, in shards a cache line apart; a thread
// always counts in the same shard and hardly ever meets another there. Reading
// adds them up. Counters only grow, so a sum that is read while others count is
// one that was true in between.

#include "http/http_metrics.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define N_SHARDS 8u
#define N_CLASSES 5u // 1xx to 5xx

// Upper bounds of the buckets; what took longer is in one more.
static const double BOUNDS_MS[] = {0.1, 0.25, 0.5, 1,   2.5, 5,    10,
                                   25,  50,   100, 250, 500, 1000, 2500};
#define N_BOUNDS (sizeof BOUNDS_MS / sizeof *BOUNDS_MS)

struct counters {
    _Alignas(64) atomic_uint_fast64_t classes[N_CLASSES];
    atomic_uint_fast64_t buckets[N_BOUNDS + 1];
    atomic_uint_fast64_t took_us;
    atomic_uint_fast64_t bytes;
};

struct http_metrics {
    const struct http_route *const *tables;
    size_t n_routes; // those of the tables, and the pages
    atomic_int in_flight;
    struct timespec started;
    struct counters *counters; // n_routes × N_SHARDS
};

struct http_metrics *http_metrics_new(const struct http_route *const *tables)
{
    struct http_metrics *metrics = calloc(1, sizeof *metrics);
    size_t n = 1;
    for (const struct http_route *const *table = tables; *table != NULL;
         table++)
        for (const struct http_route *route = *table; route->method != NULL;
             route++)
            n++;
    size_t size = n * N_SHARDS * sizeof(struct counters);
    struct counters *counters = aligned_alloc(64, size);
    if (metrics == NULL || counters == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    memset(counters, 0, size);
    metrics->tables = tables;
    metrics->n_routes = n;
    metrics->counters = counters;
    clock_gettime(CLOCK_MONOTONIC, &metrics->started);
    return metrics;
}

void http_metrics_free(struct http_metrics *metrics)
{
    if (metrics != NULL)
        free(metrics->counters);
    free(metrics);
}

void http_metrics_enter(struct http_metrics *metrics)
{
    atomic_fetch_add(&metrics->in_flight, 1);
}

void http_metrics_leave(struct http_metrics *metrics)
{
    atomic_fetch_sub(&metrics->in_flight, 1);
}

int http_metrics_in_flight(const struct http_metrics *metrics)
{
    return atomic_load(&metrics->in_flight);
}

// Threads' handles are addresses far apart; multiplying spreads them.
static size_t shard_of_thread(void)
{
    uint64_t thread = (uint64_t)pthread_self() * 0x9E3779B97F4A7C15u;
    return (size_t)(thread >> 61);
}

static void add(atomic_uint_fast64_t *counter, uint64_t n)
{
    atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

void http_metrics_count(struct http_metrics *metrics, size_t route,
                        unsigned status, double took_ms, size_t n_bytes)
{
    struct counters *counters =
        &metrics->counters[route * N_SHARDS + shard_of_thread()];
    size_t bucket = 0;
    while (bucket < N_BOUNDS && took_ms > BOUNDS_MS[bucket])
        bucket++;
    add(&counters->classes[status / 100 - 1], 1);
    add(&counters->buckets[bucket], 1);
    add(&counters->took_us, (uint64_t)(took_ms * 1e3));
    add(&counters->bytes, n_bytes);
}

// The shards of a route added up.
struct sums {
    uint64_t classes[N_CLASSES];
    uint64_t buckets[N_BOUNDS + 1];
    uint64_t took_us;
    uint64_t bytes;
    uint64_t requests;
};

static uint64_t value_of(const atomic_uint_fast64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static struct sums sums_of(const struct http_metrics *metrics, size_t route)
{
    struct sums sums = {0};
    for (size_t i = 0; i < N_SHARDS; i++) {
        const struct counters *shard = &metrics->counters[route * N_SHARDS + i];
        for (size_t c = 0; c < N_CLASSES; c++)
            sums.classes[c] += value_of(&shard->classes[c]);
        for (size_t b = 0; b <= N_BOUNDS; b++)
            sums.buckets[b] += value_of(&shard->buckets[b]);
        sums.took_us += value_of(&shard->took_us);
        sums.bytes += value_of(&shard->bytes);
    }
    for (size_t b = 0; b <= N_BOUNDS; b++)
        sums.requests += sums.buckets[b];
    return sums;
}

typedef void write_route_fn(struct text_buffer *into, const char *labels,
                            const struct sums *sums);

static void write_requests(struct text_buffer *into, const char *labels,
                           const struct sums *sums)
{
    for (size_t c = 0; c < N_CLASSES; c++)
        if (sums->classes[c] > 0)
            text_add_format(
                into, "hocgan_http_requests_total{%s,status=\"%zuxx\"} %llu\n",
                labels, c + 1, (unsigned long long)sums->classes[c]);
}

static void write_seconds(struct text_buffer *into, const char *labels,
                          const struct sums *sums)
{
    uint64_t below = 0;
    for (size_t b = 0; b < N_BOUNDS; b++) {
        below += sums->buckets[b];
        text_add_format(
            into, "hocgan_http_request_seconds_bucket{%s,le=\"%g\"} %llu\n",
            labels, BOUNDS_MS[b] / 1e3, (unsigned long long)below);
    }
    text_add_format(into,
                    "hocgan_http_request_seconds_bucket{%s,le=\"+Inf\"} %llu\n"
                    "hocgan_http_request_seconds_sum{%s} %.6f\n"
                    "hocgan_http_request_seconds_count{%s} %llu\n",
                    labels, (unsigned long long)sums->requests, labels,
                    (double)sums->took_us / 1e6, labels,
                    (unsigned long long)sums->requests);
}

static void write_bytes(struct text_buffer *into, const char *labels,
                        const struct sums *sums)
{
    text_add_format(into, "hocgan_http_answer_bytes_total{%s} %llu\n", labels,
                    (unsigned long long)sums->bytes);
}

static void write_one(const struct http_metrics *metrics, size_t number,
                      const struct http_route *route, write_route_fn *write,
                      struct text_buffer *into)
{
    struct sums sums = sums_of(metrics, number);
    char labels[200];
    if (sums.requests == 0)
        return;
    snprintf(labels, sizeof labels, "method=\"%s\",route=\"%s\"",
             route == NULL ? "" : route->method,
             route == NULL ? "" : route->pattern);
    write(into, labels, &sums);
}

static void write_family(const struct http_metrics *metrics, const char *name,
                         const char *type, const char *help,
                         write_route_fn *write, struct text_buffer *into)
{
    size_t number = 0;
    text_add_format(into, "# HELP %s %s\n# TYPE %s %s\n", name, help, name,
                    type);
    write_one(metrics, number++, NULL, write, into);
    for (const struct http_route *const *table = metrics->tables;
         *table != NULL; table++)
        for (const struct http_route *route = *table; route->method != NULL;
             route++)
            write_one(metrics, number++, route, write, into);
}

static void write_gauge(struct text_buffer *into, const char *name,
                        const char *help, double value)
{
    text_add_format(into, "# HELP %s %s\n# TYPE %s gauge\n%s %.15g\n", name,
                    help, name, name, value);
}

// The memory in use now, where the process may look at itself; 0 if not.
static double resident_bytes(void)
{
    FILE *file = fopen("/proc/self/statm", "re");
    unsigned long all = 0;
    unsigned long resident = 0;
    if (file == NULL)
        return 0;
    int n_read = fscanf(file, "%lu %lu", &all, &resident);
    fclose(file);
    return n_read == 2 ? (double)resident * (double)sysconf(_SC_PAGESIZE) : 0;
}

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void write_process(struct text_buffer *into)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double resident = resident_bytes();
    if (resident > 0)
        write_gauge(into, "process_resident_memory_bytes",
                    "Memory in use, of which some is the mapped network.",
                    resident);
    write_gauge(into, "hocgan_peak_memory_bytes",
                "The most memory that was ever in use.",
                (double)usage.ru_maxrss * 1024);
    text_add_format(into,
                    "# HELP process_cpu_seconds_total Processor time used.\n"
                    "# TYPE process_cpu_seconds_total counter\n"
                    "process_cpu_seconds_total %.6f\n",
                    seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    text_add_string(into,
                    "# HELP hocgan_build_info The program's version.\n"
                    "# TYPE hocgan_build_info gauge\n"
                    "hocgan_build_info{version=\"" HOCGAN_VERSION "\"} 1\n");
}

static double seconds_since(struct timespec then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then.tv_sec) +
           (double)(now.tv_nsec - then.tv_nsec) / 1e9;
}

void http_metrics_write(const struct http_metrics *metrics,
                        struct text_buffer *into)
{
    write_process(into);
    if (metrics == NULL)
        return;
    write_gauge(into, "hocgan_uptime_seconds", "Since the server was started.",
                seconds_since(metrics->started));
    write_gauge(into, "hocgan_http_requests_in_flight",
                "Requests being read, answered or sent.",
                http_metrics_in_flight(metrics));
    write_family(metrics, "hocgan_http_requests_total", "counter",
                 "Requests answered.", write_requests, into);
    write_family(metrics, "hocgan_http_request_seconds", "histogram",
                 "From a request's headers to its answer.", write_seconds,
                 into);
    write_family(metrics, "hocgan_http_answer_bytes_total", "counter",
                 "Bytes of answers, without their headers.", write_bytes, into);
}

enum status http_metrics_get(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    (void)context, (void)err;
    reply->content_type = "text/plain; version=0.0.4; charset=utf-8";
    http_metrics_write(request->metrics, &reply->body);
    return STATUS_OK;
}
