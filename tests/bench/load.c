// Asks a server at a constant rate and tells how long answers took.
//
// The load is open: request number i is due at i / rate seconds, whether or
// not earlier ones are answered, as families do not wait for one another. What
// counts is the time from when a request was due to the last byte of its
// answer, so a server that stands still for a second is charged with every
// request that was due in it, not only with the one it kept waiting
// ("coordinated omission"). A request that is due while all connections are
// busy waits for one, and its clock runs.
//
// One thread and an epoll: at 20,000 requests/s it takes about a third of a
// core, which is to be kept in mind on a small machine.
//
//     load HOST:PORT PATHS --rate N [--seconds S] [--warm S] [--connections C]
//
// PATHS is a file of paths, one a line ("-" is standard input), asked for in
// turn. Answers other than 200 are counted as failed. Prints one line:
//
//     load  rate=7500 answered=74998 failed=0 late=0  p50 0.31 ms  p99 1.92 ms
//
// (late: begun more than 1 ms after they were due, for want of a connection or
// because this program was not let run.)

#include <errno.h>
#include <inttypes.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST_CONNECTIONS 1024
#define MOST_HEAD 16384
#define LATE_NS 1000000
#define PATIENCE_NS 10000000000 // for answers after the last was due

struct connection {
    int socket;
    bool is_busy;
    bool is_measured;
    uint64_t due_ns;
    char head[MOST_HEAD]; // of the answer, until it is whole
    size_t n_head;
    size_t body_left;
    bool has_head;
    bool is_good;
    size_t next_free; // index of the next idle one
};

struct load {
    const char *address;
    struct addrinfo *server;
    char **requests; // whole HTTP requests, ready to be sent
    size_t n_requests;
    double rate;
    double seconds;
    double warm_seconds;
    size_t n_connections;
    struct connection *connections;
    size_t first_free;
    int epoll;
    uint32_t *latencies_us;
    size_t n_answered;
    size_t n_failed;
    size_t n_late;
    size_t n_pending;
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "load: %s: %s\n", what, why);
    exit(2);
}

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void *allocate(size_t n, size_t size)
{
    void *memory = calloc(n > 0 ? n : 1, size);
    if (memory == NULL)
        abort();
    return memory;
}

static void read_paths(struct load *load, const char *name)
{
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    if (file == NULL)
        die(name, strerror(errno));
    char line[4096];
    size_t capacity = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0')
            continue;
        if (load->n_requests == capacity) {
            capacity = capacity < 1024 ? 1024 : 2 * capacity;
            load->requests =
                realloc(load->requests, capacity * sizeof *load->requests);
            if (load->requests == NULL)
                abort();
        }
        if (asprintf(&load->requests[load->n_requests++],
                     "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", line,
                     load->address) < 0)
            abort();
    }
    if (file != stdin)
        fclose(file);
    if (load->n_requests == 0)
        die(name, "has no path");
}

static void resolve(struct load *load)
{
    char host[256];
    const char *colon = strrchr(load->address, ':');
    if (colon == NULL || (size_t)(colon - load->address) >= sizeof host)
        die(load->address, "is not HOST:PORT");
    memcpy(host, load->address, (size_t)(colon - load->address));
    host[colon - load->address] = '\0';
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    int failed = getaddrinfo(host, colon + 1, &hints, &load->server);
    if (failed != 0)
        die(load->address, gai_strerror(failed));
}

static void connect_one(struct load *load, size_t i)
{
    struct connection *connection = &load->connections[i];
    int one = 1;
    connection->socket = socket(load->server->ai_family, SOCK_STREAM, 0);
    if (connection->socket < 0 ||
        connect(connection->socket, load->server->ai_addr,
                load->server->ai_addrlen) != 0)
        die(load->address, strerror(errno));
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = i};
    epoll_ctl(load->epoll, EPOLL_CTL_ADD, connection->socket, &event);
}

static void connect_all(struct load *load)
{
    load->epoll = epoll_create1(0);
    load->connections =
        allocate(load->n_connections, sizeof *load->connections);
    for (size_t i = 0; i < load->n_connections; i++) {
        connect_one(load, i);
        load->connections[i].next_free = i + 1;
    }
}

static void set_free(struct load *load, struct connection *connection)
{
    connection->is_busy = false;
    connection->next_free = load->first_free;
    load->first_free = (size_t)(connection - load->connections);
}

static void count_answer(struct load *load, struct connection *connection)
{
    uint64_t took_us = (now_ns() - connection->due_ns) / 1000;
    load->n_pending--;
    if (connection->is_measured && !connection->is_good)
        load->n_failed++;
    else if (connection->is_measured)
        load->latencies_us[load->n_answered++] =
            took_us > UINT32_MAX ? UINT32_MAX : (uint32_t)took_us;
    set_free(load, connection);
}

// A server may close a connection; what was asked on it is lost.
static void lose(struct load *load, struct connection *connection)
{
    if (connection->is_busy) {
        connection->is_good = false;
        count_answer(load, connection);
    }
    close(connection->socket);
    connect_one(load, (size_t)(connection - load->connections));
}

// Takes the head once it is whole; bytes after it belong to the body.
static void read_head(struct connection *connection)
{
    connection->head[connection->n_head] = '\0';
    const char *end = strstr(connection->head, "\r\n\r\n");
    if (end == NULL && connection->n_head + 1 >= MOST_HEAD)
        die("the answer's head", "is too long");
    if (end == NULL)
        return;
    connection->is_good = strncmp(connection->head, "HTTP/1.1 200", 12) == 0;
    const char *length = strcasestr(connection->head, "\r\nContent-Length:");
    if (length == NULL || length > end)
        die("the answer", "has no Content-Length");
    size_t n_body = strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
    size_t n_here = connection->n_head - (size_t)(end + 4 - connection->head);
    connection->body_left = n_body > n_here ? n_body - n_here : 0;
    connection->has_head = true;
}

// False when the connection was closed.
static bool receive(struct connection *connection)
{
    static char body[65536];
    ssize_t n;
    if (connection->has_head)
        n = recv(connection->socket, body, sizeof body, 0);
    else
        n = recv(connection->socket, connection->head + connection->n_head,
                 MOST_HEAD - 1 - connection->n_head, 0);
    if (n <= 0)
        return false;
    if (connection->has_head) {
        size_t taken = (size_t)n;
        connection->body_left -=
            taken < connection->body_left ? taken : connection->body_left;
    } else {
        connection->n_head += (size_t)n;
        read_head(connection);
    }
    return true;
}

static void hear(struct load *load, struct connection *connection)
{
    if (!receive(connection))
        lose(load, connection);
    else if (connection->is_busy && connection->has_head &&
             connection->body_left == 0)
        count_answer(load, connection);
}

static void ask(struct load *load, size_t number, uint64_t due_ns,
                bool is_measured)
{
    struct connection *connection = &load->connections[load->first_free];
    const char *request = load->requests[number % load->n_requests];
    size_t n = strlen(request);
    load->first_free = connection->next_free;
    load->n_pending++;
    load->n_late += is_measured && now_ns() > due_ns + LATE_NS;
    connection->is_busy = true;
    connection->is_measured = is_measured;
    connection->due_ns = due_ns;
    connection->n_head = 0;
    connection->has_head = false;
    if (send(connection->socket, request, n, MSG_NOSIGNAL) != (ssize_t)n)
        lose(load, connection);
}

static void wait_until(struct load *load, uint64_t until_ns)
{
    struct epoll_event events[256];
    uint64_t now = now_ns();
    uint64_t left_ns = until_ns > now ? until_ns - now : 0;
    struct timespec patience = {.tv_sec = (time_t)(left_ns / 1000000000),
                                .tv_nsec = (long)(left_ns % 1000000000)};
    int n = epoll_pwait2(load->epoll, events, 256, &patience, NULL);
    for (int i = 0; i < n; i++)
        hear(load, &load->connections[events[i].data.u64]);
}

static void run(struct load *load)
{
    size_t n_warm = (size_t)(load->warm_seconds * load->rate);
    size_t n = n_warm + (size_t)(load->seconds * load->rate);
    size_t asked = 0;
    uint64_t start_ns = now_ns();
    uint64_t end_ns =
        start_ns + PATIENCE_NS + (uint64_t)((double)n / load->rate * 1e9);
    load->latencies_us = allocate(n, sizeof *load->latencies_us);
    while ((asked < n || load->n_pending > 0) && now_ns() < end_ns) {
        uint64_t due_ns =
            start_ns + (uint64_t)((double)asked / load->rate * 1e9);
        bool has_free = load->first_free < load->n_connections;
        if (asked < n && has_free && now_ns() >= due_ns) {
            ask(load, asked, due_ns, asked >= n_warm);
            asked++;
            continue;
        }
        wait_until(load, asked < n && has_free ? due_ns : end_ns);
    }
    load->n_failed += load->n_pending + (n - asked);
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double percentile_ms(const struct load *load, double part)
{
    if (load->n_answered == 0)
        return 0;
    size_t i = (size_t)(part * (double)load->n_answered);
    if (i >= load->n_answered)
        i = load->n_answered - 1;
    return load->latencies_us[i] / 1e3;
}

static void print(struct load *load)
{
    qsort(load->latencies_us, load->n_answered, sizeof *load->latencies_us,
          compare);
    printf("load  rate=%.0f answered=%zu failed=%zu late=%zu  p50 %.2f ms"
           "  p90 %.2f ms  p99 %.2f ms  p99.9 %.2f ms  max %.2f ms\n",
           load->rate, load->n_answered, load->n_failed, load->n_late,
           percentile_ms(load, 0.5), percentile_ms(load, 0.9),
           percentile_ms(load, 0.99), percentile_ms(load, 0.999),
           percentile_ms(load, 1));
}

static void read_option(struct load *load, const char *name, const char *value)
{
    double number = strtod(value, NULL);
    if (strcmp(name, "--rate") == 0)
        load->rate = number;
    else if (strcmp(name, "--seconds") == 0)
        load->seconds = number;
    else if (strcmp(name, "--warm") == 0)
        load->warm_seconds = number;
    else if (strcmp(name, "--connections") == 0)
        load->n_connections = (size_t)number;
    else
        die(name, "is no option of it");
}

int main(int argc, char **argv)
{
    struct load load = {.seconds = 10, .warm_seconds = 1, .n_connections = 64};
    if (argc < 3 || argc % 2 == 0)
        die("usage", "load HOST:PORT PATHS --rate N [--seconds S] [--warm S] "
                     "[--connections C]");
    load.address = argv[1];
    for (int i = 3; i + 1 < argc; i += 2)
        read_option(&load, argv[i], argv[i + 1]);
    if (!(load.rate >= 1) || !(load.seconds > 0) || load.n_connections < 1 ||
        load.n_connections > MOST_CONNECTIONS)
        die("usage", "--rate must be at least 1, --connections 1 to 1024");
    read_paths(&load, argv[2]);
    resolve(&load);
    connect_all(&load);
    run(&load);
    print(&load);
    return load.n_failed == 0 ? 0 : 1;
}
