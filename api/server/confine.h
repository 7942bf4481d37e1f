#ifndef SERVER_CONFINE_H
#define SERVER_CONFINE_H

#include <stdbool.h>

#include "base/error.h"

/// Takes from this process, for good, the rights it does not need to answer
/// strangers: it opens no file but what PROJ reads, what naming a host reads,
/// and, through the keeper (store/file_keeper.h), the city file and those made
/// from it; it writes, makes and runs nothing, and calls nobody. The private
/// file is out of its reach whatever happens in it.
///
/// Call it while the process has one thread, before a port is opened. Checks
/// itself: fails with STATUS_STATE when the folder of the city, or the private
/// file, can still be opened. A kernel without Landlock is told on stderr and
/// leaves `*is_confined` false: then only the file's mode and what the program
/// does keep it closed.
enum status confine_process(const char *city_path, bool *is_confined,
                            struct error *err);

#endif
