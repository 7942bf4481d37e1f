#ifndef ROUTE_LIST_H
#define ROUTE_LIST_H

/// Prints every route of the server on a line of its own, with tabs between:
/// the process that has it ("public", "office", "both"), method, pattern, and
/// for whom it is ("everyone", or roles with commas between).
void route_list_print(void);

#endif
