#ifndef SERVER_CITY_SERVER_H
#define SERVER_CITY_SERVER_H

#include <stdbool.h>

#include "base/error.h"

/// A process that serves a city: the public one, which reads the city file and
/// is confined so that it can reach nothing else, or the office, which opens
/// the private file too and is the only one that writes.
struct city_server;

struct city_server_options {
    const char *city_path;
    const char *listen;
    const char *pages;   ///< folder of the built pages, or NULL
    const char *program; ///< the path of the running program, for jobs
    const char *oidc;    ///< options of the city's own sign-in, or NULL
    bool is_office;
    bool is_replica; ///< reads a copy that is replaced whole; never an office
    bool logs_requests;
};

/// Makes what is made from the city and kept beside it (NAME.network), unless
/// it fits: a public process cannot. For an office, which writes, a city of an
/// older schema is brought forward first, saying so on stderr.
enum status city_server_prepare(const char *city_path, bool is_office,
                                struct error *err);

/// Reads the city and answers. A public process is confined first, so it must
/// have one thread until then, and stays confined when this fails.
enum status city_server_start(const struct city_server_options *options,
                              struct city_server **server, struct error *err);

/// "http://127.0.0.1:8080".
const char *city_server_address(const struct city_server *server);

/// From now on /healthz answers 503; requests being answered are finished.
void city_server_stop(struct city_server *server);

#endif
