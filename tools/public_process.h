#ifndef PUBLIC_PROCESS_H
#define PUBLIC_PROCESS_H

#include "base/error.h"
#include "http/listener.h"

/// The public server as a process of its own beside the office: this program
/// again, without --office. It ends when this process does, and is started anew
/// when it ends by itself.
struct public_process;

/// Starts `program` with these arguments (ended by NULL, the first being
/// "hocgan"), of which the one after "--listen" is replaced by the real address
/// when it is started again.
enum status public_process_start(const char *program,
                                 const char *const *arguments,
                                 struct public_process **process,
                                 struct error *err);

/// Waits until it answers; fails with STATUS_STATE when it ended instead,
/// having said why. "http://127.0.0.1:8080".
enum status public_process_address(struct public_process *process,
                                   char address[LISTENER_ADDRESS_SIZE],
                                   struct error *err);

/// Tells it to end, and not to be started again; NULL is fine.
void public_process_tell_end(struct public_process *process);

/// The same, and waits for it. NULL is fine.
void public_process_stop(struct public_process *process);

#endif
