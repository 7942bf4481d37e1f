// libyaml makes a tree of nodes, each with its line; the walk goes down it as
// deep as the tables of keys do, so a file cannot make it deeper. Nor can it
// make it longer: a node that an alias brings a second time is refused, since
// lists of aliases of lists would grow without bound.

#include "format/yaml_walk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

// Faults ----------------------------------------------------------------------

static size_t node_line(const yaml_node_t *node)
{
    return node->start_mark.line + 1;
}

void yaml_refuse(struct yaml_walk *walk, size_t line, const char *part,
                 const char *fmt, ...)
{
    char sentence[300];
    va_list args;
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    *yaml_fault_list_add(&walk->faults, walk->arena) =
        (struct yaml_fault){line, part, arena_text(walk->arena, sentence)};
}

// How a part is called in a sentence.
static const char *called(struct yaml_walk *walk, const char *part)
{
    return part[0] == '\0' ? "the file"
                           : arena_format(walk->arena, "\"%s\"", part);
}

void yaml_refuse_node(struct yaml_walk *walk, const yaml_node_t *node,
                      const char *part, const char *wanted)
{
    const char *found = node->type == YAML_SCALAR_NODE     ? "it is empty"
                        : node->type == YAML_SEQUENCE_NODE ? "it is a list"
                                                           : "it has keys";
    if (node->type == YAML_SCALAR_NODE && node->data.scalar.length > 0)
        yaml_refuse(walk, node_line(node), part, "%s must be %s, not \"%.60s\"",
                    called(walk, part), wanted,
                    (const char *)node->data.scalar.value);
    else
        yaml_refuse(walk, node_line(node), part, "%s must be %s; %s",
                    called(walk, part), wanted, found);
}

// `of` is the part whose words these are, `part` the one at fault.
static void refuse_word(struct yaml_walk *walk, const yaml_node_t *node,
                        const char *part, const char *kind, const char *of,
                        const char *words)
{
    const char *word = (const char *)node->data.scalar.value;
    size_t length = 0;
    const char *similar = text_find_similar(word, words, &length);
    if (similar != NULL)
        yaml_refuse(walk, node_line(node), part,
                    "\"%.60s\" is not a %s of %s; is \"%.*s\" meant?", word,
                    kind, called(walk, of), (int)length, similar);
    else
        yaml_refuse(walk, node_line(node), part,
                    "\"%.60s\" is not a %s of %s, which knows: %s", word, kind,
                    called(walk, of), words);
}

// Values ----------------------------------------------------------------------

const char *yaml_take_scalar(struct yaml_walk *walk, const yaml_node_t *node,
                             const char *part, const char *wanted)
{
    if (node->type == YAML_SCALAR_NODE && node->data.scalar.length > 0)
        return arena_text_n(walk->arena, (const char *)node->data.scalar.value,
                            node->data.scalar.length);
    yaml_refuse_node(walk, node, part, wanted);
    return NULL;
}

const char *yaml_take_word(struct yaml_walk *walk, const yaml_node_t *node,
                           const char *part, const char *words)
{
    const char *word = yaml_take_scalar(walk, node, part, "a word");
    if (word == NULL || text_is_one_of(word, words))
        return word;
    refuse_word(walk, node, part, "word", part, words);
    return NULL;
}

void yaml_take_text(struct yaml_walk *walk, const yaml_node_t *node,
                    const char *part, void *into)
{
    *(const char **)into = yaml_take_scalar(walk, node, part, "a text");
}

#define MOST_WHOLE 1000000000

void yaml_take_whole(struct yaml_walk *walk, const yaml_node_t *node,
                     const char *part, void *into)
{
    static const char WANTED[] = "a whole number";
    const char *text = yaml_take_scalar(walk, node, part, WANTED);
    int64_t value;
    if (text == NULL)
        return;
    if (text_parse_int64(text, &value) && value >= -MOST_WHOLE &&
        value <= MOST_WHOLE)
        *(int64_t *)into = value;
    else
        yaml_refuse_node(walk, node, part, WANTED);
}

void yaml_take_yes_no(struct yaml_walk *walk, const yaml_node_t *node,
                      const char *part, void *into)
{
    static const char WANTED[] = "yes or no";
    const char *text = yaml_take_scalar(walk, node, part, WANTED);
    if (text == NULL)
        return;
    *(bool *)into = text_is_one_of(text, "yes true");
    if (!text_is_one_of(text, "yes true no false"))
        yaml_refuse_node(walk, node, part, WANTED);
}

// Mappings and lists ----------------------------------------------------------

// Hands a node to what takes it, unless it was taken before.
static void take_node(struct yaml_walk *walk, int index, size_t line,
                      const char *part, yaml_take_fn *take, void *into)
{
    const yaml_node_t *node = yaml_document_get_node(walk->document, index);
    *yaml_part_list_add(&walk->parts, walk->arena) =
        (struct yaml_part){part, line};
    if (walk->is_taken[index - 1])
        yaml_refuse(walk, line, part,
                    "\"%s\" is an alias of what stands in line %zu; write it "
                    "out",
                    part, node_line(node));
    else
        take(walk, node, part, into);
    walk->is_taken[index - 1] = true;
}

static const char *list_keys(struct yaml_walk *walk,
                             const struct yaml_key *keys, size_t n)
{
    const char *names = keys[0].name;
    for (size_t i = 1; i < n; i++)
        names = arena_format(walk->arena, "%s %s", names, keys[i].name);
    return names;
}

static const char *part_below(struct yaml_walk *walk, const char *part,
                              const char *key)
{
    return part[0] == '\0' ? key
                           : arena_format(walk->arena, "%s.%s", part, key);
}

// The number of a mapping's key in its table, or `n` after telling why it has
// none. `lines` has the line of each key seen so far.
static size_t find_key(struct yaml_walk *walk, const yaml_node_t *name,
                       const char *part, const struct yaml_key *keys, size_t n,
                       size_t *lines)
{
    if (name->type != YAML_SCALAR_NODE) {
        yaml_refuse(walk, node_line(name), part, "a key must be a word");
        return n;
    }
    const char *word = (const char *)name->data.scalar.value;
    size_t k = 0;
    while (k < n && strcmp(keys[k].name, word) != 0)
        k++;
    if (k == n) {
        refuse_word(walk, name,
                    part_below(walk, part, arena_text(walk->arena, word)),
                    "key", part, list_keys(walk, keys, n));
        return n;
    }
    if (lines[k] != 0) {
        yaml_refuse(walk, node_line(name), part_below(walk, part, keys[k].name),
                    "\"%s\" stands here and in line %zu", keys[k].name,
                    lines[k]);
        return n;
    }
    lines[k] = node_line(name);
    return k;
}

static void refuse_missing(struct yaml_walk *walk, const yaml_node_t *node,
                           const char *part, const char *key)
{
    const char *below = part_below(walk, part, key);
    yaml_refuse(walk, part[0] == '\0' ? 0 : node_line(node), below,
                "\"%s\" is missing", below);
}

void yaml_take_mapping(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, const struct yaml_key *keys,
                       size_t n_keys, void *into)
{
    size_t lines[YAML_MOST_KEYS] = {0};
    if (node->type != YAML_MAPPING_NODE) {
        yaml_refuse_node(walk, node, part,
                         arena_format(walk->arena, "keys with values (%s)",
                                      list_keys(walk, keys, n_keys)));
        return;
    }
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        const yaml_node_t *name =
            yaml_document_get_node(walk->document, pair->key);
        size_t k = find_key(walk, name, part, keys, n_keys, lines);
        if (k < n_keys)
            take_node(walk, pair->value, lines[k],
                      part_below(walk, part, keys[k].name), keys[k].take,
                      (char *)into + keys[k].offset);
    }
    for (size_t k = 0; k < n_keys; k++)
        if (keys[k].is_needed && lines[k] == 0)
            refuse_missing(walk, node, part, keys[k].name);
}

void yaml_take_list(struct yaml_walk *walk, const yaml_node_t *node,
                    const char *part, yaml_take_fn *take, void *into)
{
    if (node->type != YAML_SEQUENCE_NODE) {
        yaml_refuse_node(walk, node, part, "a list");
        return;
    }
    size_t i = 0;
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top; item++, i++)
        take_node(walk, *item,
                  node_line(yaml_document_get_node(walk->document, *item)),
                  arena_format(walk->arena, "%s[%zu]", part, i), take, into);
}

// Parts -----------------------------------------------------------------------

bool yaml_parts_touch(const char *a, const char *b)
{
    size_t n_a = strlen(a);
    size_t n_b = strlen(b);
    size_t n = n_a < n_b ? n_a : n_b;
    char next = n_a < n_b ? b[n] : a[n];
    return n == 0 || (strncmp(a, b, n) == 0 &&
                      (next == '\0' || next == '.' || next == '['));
}

size_t yaml_part_line(const struct yaml_walk *walk, const char *part)
{
    size_t line = 0;
    size_t longest = 0;
    for (size_t i = 0; i < walk->parts.count; i++) {
        const struct yaml_part *seen = &walk->parts.items[i];
        size_t n = strlen(seen->name);
        if (n > longest && n <= strlen(part) &&
            yaml_parts_touch(seen->name, part)) {
            longest = n;
            line = seen->line;
        }
    }
    return line;
}

// The document ----------------------------------------------------------------

static void refuse_syntax(struct yaml_walk *walk, const yaml_parser_t *parser)
{
    const char *problem =
        parser->problem == NULL ? "it cannot be read" : parser->problem;
    if (parser->context != NULL)
        yaml_refuse(walk, parser->problem_mark.line + 1, "",
                    "%s (%s, from line %zu on)", problem, parser->context,
                    parser->context_mark.line + 1);
    else
        yaml_refuse(walk, parser->problem_mark.line + 1, "", "%s", problem);
}

static void walk_document(struct yaml_walk *walk, yaml_document_t *document,
                          yaml_take_fn *take, void *into)
{
    const yaml_node_t *root = yaml_document_get_root_node(document);
    if (root == NULL) {
        yaml_refuse(walk, 0, "", "there is nothing in it");
        return;
    }
    size_t n_nodes = (size_t)(document->nodes.top - document->nodes.start);
    walk->document = document;
    walk->is_taken = arena_array(walk->arena, bool, n_nodes);
    walk->is_taken[root - document->nodes.start] = true;
    take(walk, root, "", into);
    walk->document = NULL;
}

// A file holds one document; whatever stands after it must at least be YAML.
static void refuse_rest(struct yaml_walk *walk, yaml_parser_t *parser)
{
    yaml_document_t document;
    if (!yaml_parser_load(parser, &document)) {
        refuse_syntax(walk, parser);
        return;
    }
    if (yaml_document_get_root_node(&document) != NULL)
        yaml_refuse(walk, document.start_mark.line + 1, "",
                    "a second document begins here");
    yaml_document_delete(&document);
}

void yaml_walk_bytes(struct yaml_walk *walk, const char *bytes, size_t n,
                     yaml_take_fn *take, void *into)
{
    yaml_parser_t parser;
    yaml_document_t document;
    if (!yaml_parser_initialize(&parser))
        abort(); // only for want of memory
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, n);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    if (!yaml_parser_load(&parser, &document)) {
        refuse_syntax(walk, &parser);
    } else {
        walk_document(walk, &document, take, into);
        yaml_document_delete(&document);
        refuse_rest(walk, &parser);
    }
    yaml_parser_delete(&parser);
}
