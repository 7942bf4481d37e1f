#ifndef OFFICE_AUDIT_JSON_H
#define OFFICE_AUDIT_JSON_H

#include "base/json_writer.h"
#include "store/store_audit.h"

/// Who did what to one thing and when, as an array.
void audit_history_write(struct json_writer *json,
                         const struct audit_entry_list *entries);

#endif
