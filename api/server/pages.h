#ifndef SERVER_PAGES_H
#define SERVER_PAGES_H

#include "base/error.h"
#include "http/reply.h"
#include "http/request.h"

/// The files of the pages, read into memory when the server starts. Only what
/// was found then can be asked for, by its exact path, so no address leads
/// anywhere else on the disk. Read-only once open; threads share it.
struct pages;

/// Reads all plain files under `directory` (not hidden ones, links or what is
/// larger than PAGES_MOST_BYTES together). NULL is no pages: then "/" is a
/// plain one that says where the API is. Fails with STATUS_IO when the
/// directory cannot be read and STATUS_BAD_INPUT when it has no index.html.
#define PAGES_MOST_BYTES ((size_t)256 << 20)
enum status pages_open(const char *directory, struct pages **pages,
                       struct error *err);
void pages_close(struct pages *pages);

/// Answers with the file at the request's path; a directory's is its
/// index.html, and the ending .html may be left off. Fails with
/// STATUS_NOT_FOUND naming the path.
enum status pages_get(const struct pages *pages, const struct request *request,
                      struct reply *reply, struct error *err);

#endif
