#include "office/audit_json.h"

void audit_history_write(struct json_writer *json,
                         const struct audit_entry_list *entries)
{
    json_begin_array(json);
    for (size_t i = 0; i < entries->count; i++) {
        const struct audit_entry *entry = &entries->items[i];
        json_begin_object(json);
        json_key_text(json, "at", entry->at);
        json_key_text(json, "who", entry->who);
        json_key_text(json, "action", entry->action);
        json_end_object(json);
    }
    json_end_array(json);
}
