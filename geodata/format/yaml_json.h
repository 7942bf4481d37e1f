#ifndef FORMAT_YAML_JSON_H
#define FORMAT_YAML_JSON_H

#include "base/error.h"
#include "base/text.h"

/// Writes one YAML document as JSON, keys in the order of the file: a plain
/// scalar becomes null, true, false or a number where JSON has one like it, and
/// anything else a string. Fails with STATUS_BAD_INPUT, naming the line, for
/// bytes that are no YAML, aliases (which could make it grow without bound), a
/// key that is not a scalar, and nesting deeper than YAML_JSON_DEEPEST. What
/// was written until then is to be dropped.
#define YAML_JSON_DEEPEST 64
enum status yaml_json_write(const char *yaml, size_t n,
                            struct text_buffer *into, struct error *err);

#endif
