#ifndef HTTP_REQUEST_LOG_H
#define HTTP_REQUEST_LOG_H

#include <stddef.h>

/// What a line of the log says. Never the address: a query holds a home, and
/// even a tile's number says where someone is looking; nor who asked.
struct request_log_line {
    const char *method;
    const char *pattern; ///< of the route; "" where none fitted
    unsigned status;
    double took_ms;
    size_t n_bytes;
};

/// Writes {"at","method","route","status","ms","bytes"} to standard error, in
/// one piece, so that lines of several threads and processes do not mix.
void request_log_write(const struct request_log_line *line);

#endif
