#ifndef STORE_FILE_KEEPER_H
#define STORE_FILE_KEEPER_H

#include "base/error.h"

/// How a process that may open no file of a city's folder still reads the city:
/// another process, the keeper, opens for it the city file, what SQLite keeps
/// beside it and the files made from it, for reading, by their exact paths, and
/// nothing else. So a city that is replaced by renaming goes on being read,
/// and the private file in the same folder stays out of reach.
///
/// Starts the keeper; call it while the process has one thread. It ends when
/// this process does. From then on SQLite and `file_keeper_open` ask it for
/// what this process itself may not open.
enum status file_keeper_start(const char *city_path, struct error *err);

/// A descriptor of the file for reading, or -1 with errno, as open(2).
int file_keeper_open(const char *path);

#endif
