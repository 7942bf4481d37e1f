#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include "base/error.h"

#define LISTENER_ADDRESS_SIZE 320

/// Opens a socket that listens on HOST:PORT ("127.0.0.1:8080", "[::1]:0";
/// without a host, on all addresses). `address` gets "http://HOST:PORT" with
/// the real port and needs LISTENER_ADDRESS_SIZE bytes. Fails with
/// STATUS_BAD_INPUT when `wanted` is not HOST:PORT and STATUS_IO when the
/// address cannot be had.
enum status listener_open(const char *wanted, int *listener, char *address,
                          struct error *err);

#endif
