#ifndef JOB_JOB_BOOK_H
#define JOB_JOB_BOOK_H

#include "store/store_jobs.h"

/// The queue's own connection to the private file, where jobs are written down
/// and, in the same transaction, entered into the audit log. Threads share it;
/// a call may wait for another writer, such as the running job itself.
struct job_book;

enum status job_book_open(const char *city_path, struct job_book **book,
                          struct error *err);
void job_book_close(struct job_book *book);

// `actor` is the audit log's word for who ordered the job; NULL: no entries.

/// A new job, which waits; gives it its number.
enum status job_book_add(struct job_book *book, struct job *job,
                         const char *actor, struct error *err);
/// How far it is, if the file is free at this moment; else not.
void job_book_tell(struct job_book *book, const struct job *job);
/// What became of it, however long that takes.
void job_book_end(struct job_book *book, const struct job *job,
                  const char *actor);

/// As in store_jobs.h.
enum status job_book_read(struct job_book *book, struct arena *arena,
                          const char *id, struct job *job, struct error *err);
enum status job_book_list(struct job_book *book, struct arena *arena,
                          int64_t person, size_t limit, struct job_list *jobs,
                          struct error *err);
enum status job_book_find(struct job_book *book, struct arena *arena,
                          const char *kind, const char *options, int64_t person,
                          struct job_list *jobs, struct error *err);
void job_book_forget_previews(struct job_book *book, const char *upload);

#endif
