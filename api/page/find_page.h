#ifndef PAGE_FIND_PAGE_H
#define PAGE_FIND_PAGE_H

#include "http/http_server.h"

/// The parents' page written by the server, for a browser without scripts: one
/// address for every state of it.
///
///     /find                                  the box, and how to begin
///     /find?q=nguyen+trai                    the answer, or the places it may
///     be /find?at=106.7004,10.7769&level=primary          the schools near
///     home /find?at=…&level=primary&school=w123             and the way to one
///
/// Troubles are pages too, with their status. What is about a home is kept
/// nowhere.
http_handler_fn find_page_get;

#endif
