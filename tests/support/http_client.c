#include "http_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "check.h"

#define PATIENCE_S 60

struct http_client http_client_open(const char *address)
{
    unsigned port;
    CHECK_INT(sscanf(address, "http://127.0.0.1:%u", &port), 1);
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct http_client client = {.socket = socket(AF_INET, SOCK_STREAM, 0)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    setsockopt(client.socket, SOL_SOCKET, SO_RCVTIMEO, &patience,
               sizeof patience);
    CHECK_INT(connect(client.socket, (struct sockaddr *)&to, sizeof to), 0);
    return client;
}

void http_client_close(struct http_client *client)
{
    close(client->socket);
    free(client->bytes);
    *client = (struct http_client){.socket = -1};
}

// A server may have closed meanwhile; what it said before is still read.
void http_client_send(struct http_client *client, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(client->socket, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes += sent;
        n -= (size_t)sent;
    }
}

void http_client_say(struct http_client *client, const char *text)
{
    http_client_send(client, text, strlen(text));
}

// Waits for more; false when the server has closed.
static bool receive(struct http_client *client)
{
    char piece[65536];
    ssize_t n = recv(client->socket, piece, sizeof piece, 0);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        fail_msg("no answer in %d s", PATIENCE_S);
    if (n <= 0)
        return false;
    client->bytes = realloc(client->bytes, client->n_bytes + (size_t)n + 1);
    memcpy(client->bytes + client->n_bytes, piece, (size_t)n);
    client->n_bytes += (size_t)n;
    client->bytes[client->n_bytes] = '\0';
    return true;
}

// Takes the first `n` bytes of what has come.
static char *take(struct http_client *client, size_t n)
{
    char *taken = malloc(n + 1);
    memcpy(taken, client->bytes, n);
    taken[n] = '\0';
    client->n_bytes -= n;
    memmove(client->bytes, client->bytes + n, client->n_bytes + 1);
    return taken;
}

static const char *head_end(const struct http_client *client)
{
    return client->n_bytes == 0 ? NULL : strstr(client->bytes, "\r\n\r\n");
}

struct http_answer http_client_hear(struct http_client *client, bool has_body)
{
    struct http_answer answer = {0};
    while (head_end(client) == NULL)
        if (!receive(client))
            return answer;
    answer.head = take(client, (size_t)(head_end(client) - client->bytes) + 4);
    CHECK_INT(sscanf(answer.head, "HTTP/1.1 %u", &answer.status), 1);
    const char *length = strcasestr(answer.head, "\r\nContent-Length:");
    if (length != NULL && has_body)
        answer.n_body = strtoul(length + 17, NULL, 10);
    while (client->n_bytes < answer.n_body)
        if (!receive(client))
            fail_msg("the server closed in the middle of an answer");
    answer.body = answer.n_body == 0 ? strdup("") : take(client, answer.n_body);
    return answer;
}

void http_answer_free(struct http_answer *answer)
{
    free(answer->head);
    free(answer->body);
    *answer = (struct http_answer){0};
}

bool http_answer_has(const struct http_answer *answer, const char *line)
{
    const char *found = strstr(answer->head, line);
    return found != NULL && found[-1] == '\n' && found[strlen(line)] == '\r';
}

bool http_client_is_closed(struct http_client *client)
{
    return client->n_bytes == 0 && !receive(client);
}

struct http_answer http_client_ask(const char *address, const char *text)
{
    struct http_client client = http_client_open(address);
    http_client_say(&client, text);
    struct http_answer answer =
        http_client_hear(&client, strncmp(text, "HEAD ", 5) != 0);
    http_client_close(&client);
    return answer;
}

void http_client_post(struct http_client *client, const char *path,
                      const char *headers)
{
    char head[1024];
    snprintf(head, sizeof head, "POST %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path,
             headers);
    http_client_say(client, head);
}

void http_client_fill(struct http_client *client, size_t n)
{
    char *filler = malloc(n);
    memset(filler, 'x', n);
    http_client_send(client, filler, n);
    free(filler);
}

void http_client_expect(struct http_client *client, unsigned status,
                        const char *body)
{
    struct http_answer answer = http_client_hear(client, true);
    if (answer.status != status || strstr(answer.body, body) == NULL)
        fail_msg("%u %s, not %u %s", answer.status, answer.body, status, body);
    http_answer_free(&answer);
}

void http_client_expect_clean(struct http_client *client)
{
    http_client_say(client, "GET /who HTTP/1.1\r\nHost: a\r\n\r\n");
    http_client_expect(client, 200, "127.0.0.0|");
}
