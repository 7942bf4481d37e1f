// The program carries the document it was built with, so what is told of it is
// true of it. JSON is made of it when it is asked for, a millisecond's work.

#include "server/contract.h"

#include <string.h>

#include "format/yaml_json.h"

enum status contract_get_yaml(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    (void)request, (void)context, (void)err;
    const char *yaml = CONTRACT_TEXTS[0].yaml;
    reply_borrowed(reply, "application/yaml", yaml, strlen(yaml));
    reply->cache = REPLY_ASK_AGAIN;
    return STATUS_OK;
}

enum status contract_get_json(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    (void)request, (void)context;
    const char *yaml = CONTRACT_TEXTS[0].yaml;
    reply->content_type = "application/json";
    reply->cache = REPLY_ASK_AGAIN;
    return yaml_json_write(yaml, strlen(yaml), &reply->body, err);
}
