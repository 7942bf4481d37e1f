#ifndef FORMAT_YAML_WALK_H
#define FORMAT_YAML_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include <yaml.h>

#include "base/arena.h"
#include "base/list.h"

// A walk over a YAML file by tables of keys: a table says what keys a mapping
// may have, and for each what takes its value. A fault is noted and the walk
// goes on, so that all of them are told at once. For the readers of such files
// in this module only.

/// What is wrong, and where. A part is a place in the file by its keys,
/// "groups[1].name"; "" is all of it.
struct yaml_fault {
    size_t line; ///< from 1; 0: of the whole file
    const char *part;
    const char *sentence;
};
LIST_DECLARE(yaml_fault);

/// A part that was seen, and the line it begins in.
struct yaml_part {
    const char *name;
    size_t line;
};
LIST_DECLARE(yaml_part);

struct yaml_walk {
    struct arena *arena;
    yaml_document_t *document;
    bool *is_taken; ///< of each node
    struct yaml_part_list parts;
    struct yaml_fault_list faults;
    void *context; ///< of whoever walks
};

/// Takes the value at `node`, called `part`, into what its key says.
typedef void yaml_take_fn(struct yaml_walk *walk, const yaml_node_t *node,
                          const char *part, void *into);

/// A key a mapping may have. `offset` is where in what the mapping fills its
/// value belongs.
struct yaml_key {
    const char *name;
    bool is_needed;
    yaml_take_fn *take;
    size_t offset;
};
#define YAML_MOST_KEYS 16

/// Parses the bytes and hands the document's root to `take`. Faults are in
/// the walk: when the bytes are no YAML, that is the only one.
void yaml_walk_bytes(struct yaml_walk *walk, const char *bytes, size_t n,
                     yaml_take_fn *take, void *into);

/// Notes a fault.
void yaml_refuse(struct yaml_walk *walk, size_t line, const char *part,
                 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/// "\"grade\" must be a whole number, not \"one\"".
void yaml_refuse_node(struct yaml_walk *walk, const yaml_node_t *node,
                      const char *part, const char *wanted);

/// A mapping with keys of the table; unknown, repeated and missing ones are
/// faults.
void yaml_take_mapping(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, const struct yaml_key *keys,
                       size_t n_keys, void *into);

/// A list; each item goes to `take` with the same `into`.
void yaml_take_list(struct yaml_walk *walk, const yaml_node_t *node,
                    const char *part, yaml_take_fn *take, void *into);

/// The text of a scalar, or NULL, having told that it is not what was wanted.
const char *yaml_take_scalar(struct yaml_walk *walk, const yaml_node_t *node,
                             const char *part, const char *wanted);

/// A scalar that is one of the words; NULL, having told, if not.
const char *yaml_take_word(struct yaml_walk *walk, const yaml_node_t *node,
                           const char *part, const char *words);

/// Into a `const char *`, an `int64_t`, a `bool`.
yaml_take_fn yaml_take_text;
yaml_take_fn yaml_take_whole;
yaml_take_fn yaml_take_yes_no;

/// Whether one part is the other or in it: "groups" and "groups[1].name".
/// (Everything is in "".)
bool yaml_parts_touch(const char *a, const char *b);

/// The line of a part, or of the smallest part around it that was seen; 0 if
/// there is none.
size_t yaml_part_line(const struct yaml_walk *walk, const char *part);

#endif
