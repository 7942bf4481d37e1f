#ifndef SUPPORT_HTTP_CLIENT_H
#define SUPPORT_HTTP_CLIENT_H

// A client that sends the bytes it is given, well formed or not, and reads
// answers one after the other: the witness of what goes over the wire.

#include <stdbool.h>
#include <stddef.h>

struct http_client {
    int socket;
    char *bytes; ///< received and not yet read
    size_t n_bytes;
};

struct http_answer {
    unsigned status; ///< 0: the server closed without an answer
    char *head;      ///< status line and headers
    char *body;
    size_t n_body;
};

/// `address` is "http://127.0.0.1:PORT".
struct http_client http_client_open(const char *address);
void http_client_close(struct http_client *client);

void http_client_send(struct http_client *client, const char *bytes, size_t n);
void http_client_say(struct http_client *client, const char *text);

/// The next answer; `has_body` is false for that to a HEAD.
struct http_answer http_client_hear(struct http_client *client, bool has_body);
void http_answer_free(struct http_answer *answer);

/// Whether the head has this line, such as "Connection: close".
bool http_answer_has(const struct http_answer *answer, const char *line);

/// Whether the server closes without another byte.
bool http_client_is_closed(struct http_client *client);

#define JSON_HEADER "Content-Type: application/json\r\n"

/// Sends the head of a POST, with these further headers.
void http_client_post(struct http_client *client, const char *path,
                      const char *headers);

/// Sends `n` bytes of no meaning.
void http_client_fill(struct http_client *client, size_t n);

/// Fails the test unless the next answer has this status and, somewhere in its
/// body, this text.
void http_client_expect(struct http_client *client, unsigned status,
                        const char *body);

/// Fails the test unless the connection is at the beginning of a request: a
/// GET of /who is answered.
void http_client_expect_clean(struct http_client *client);

/// Sends the text on a connection of its own and gives the answer.
struct http_answer http_client_ask(const char *address, const char *text);

#endif
