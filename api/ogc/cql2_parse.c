// Recursive descent, a function a rule of the grammar (OGC 21-065r2, annex B).
// AND and OR of many are one node, so that a long chain is not a deep tree.
// Once the scan has failed there are no more words, so every rule comes to its
// end.

#include <string.h>

#include "base/text.h"
#include "ogc/cql2.h"

LIST_DECLARE_OF(struct cql2_node *, cql2_child);

static struct cql2_node *new_node(struct cql2_scan *scan, enum cql2_kind kind,
                                  const char *text)
{
    struct cql2_node *node = arena_array(scan->arena, struct cql2_node, 1);
    node->kind = kind;
    node->text = text;
    return node;
}

static struct cql2_node *node_of(struct cql2_scan *scan, enum cql2_kind kind,
                                 const struct cql2_child_list *children)
{
    struct cql2_node *node = new_node(scan, kind, NULL);
    node->children = children->items;
    node->n_children = children->count;
    return node;
}

static void add_child(struct cql2_scan *scan, struct cql2_child_list *children,
                      struct cql2_node *child)
{
    *cql2_child_list_add(children, scan->arena) = child;
}

static struct cql2_node *node_of_one(struct cql2_scan *scan,
                                     enum cql2_kind kind,
                                     struct cql2_node *child)
{
    struct cql2_child_list children = {0};
    add_child(scan, &children, child);
    return node_of(scan, kind, &children);
}

static struct cql2_node *number(struct cql2_scan *scan)
{
    struct cql2_node *node = new_node(scan, CQL2_NUMBER, NULL);
    node->is_integer = text_parse_int64(scan->word.text, &node->integer);
    node->number = cql2_need_number(scan);
    return node;
}

static bool has_digits(const char *text, const char *shape)
{
    size_t i = 0;
    for (; shape[i] != '\0'; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '0' ? !is_digit : text[i] != shape[i])
            return false;
    }
    return true;
}

// 2026-06-01, or 2026-06-01T08:00:00Z with or without parts of a second.
static bool is_instant(const char *text, bool is_date)
{
    if (is_date)
        return has_digits(text, "0000-00-00") && strlen(text) == 10;
    if (!has_digits(text, "0000-00-00T00:00:00"))
        return false;
    text += strlen("0000-00-00T00:00:00");
    if (*text == '.')
        text += 1 + strspn(text + 1, "0123456789");
    return strcmp(text, "Z") == 0;
}

static struct cql2_node *instant(struct cql2_scan *scan, bool is_date)
{
    struct cql2_node *node = new_node(scan, CQL2_INSTANT, NULL);
    cql2_need_sign(scan, "(");
    node->text = scan->word.text;
    if (scan->word.kind != CQL2_STRING || !is_instant(node->text, is_date))
        cql2_fail(scan, is_date ? "DATE is written DATE('2026-06-01')"
                                : "TIMESTAMP is written "
                                  "TIMESTAMP('2026-06-01T08:00:00Z')");
    cql2_advance(scan);
    cql2_need_sign(scan, ")");
    return node;
}

static struct cql2_node *scalar(struct cql2_scan *scan);

static struct cql2_node *folded(struct cql2_scan *scan, enum cql2_kind kind)
{
    struct cql2_node *inside = NULL;
    cql2_need_sign(scan, "(");
    if (cql2_descend(scan))
        inside = scalar(scan);
    cql2_ascend(scan);
    cql2_need_sign(scan, ")");
    return node_of_one(scan, kind, inside);
}

static struct cql2_node *word(struct cql2_scan *scan, enum cql2_kind kind)
{
    struct cql2_node *node = new_node(scan, kind, scan->word.text);
    cql2_advance(scan);
    return node;
}

static struct cql2_node *boolean(struct cql2_scan *scan, bool truth)
{
    struct cql2_node *node = new_node(scan, CQL2_BOOLEAN, NULL);
    node->truth = truth;
    return node;
}

static bool is_reserved(const struct cql2_scan *scan)
{
    static const char *const WORDS[] = {"AND", "OR", "NOT",  "LIKE",
                                        "IN",  "IS", "NULL", "BETWEEN"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (cql2_is_keyword(scan, WORDS[i]))
            return true;
    return false;
}

static struct cql2_node *scalar(struct cql2_scan *scan)
{
    if (cql2_take_keyword(scan, "TRUE"))
        return boolean(scan, true);
    if (cql2_take_keyword(scan, "FALSE"))
        return boolean(scan, false);
    if (cql2_take_keyword(scan, "CASEI"))
        return folded(scan, CQL2_CASEI);
    if (cql2_take_keyword(scan, "ACCENTI"))
        return folded(scan, CQL2_ACCENTI);
    if (cql2_take_keyword(scan, "DATE"))
        return instant(scan, true);
    if (cql2_take_keyword(scan, "TIMESTAMP"))
        return instant(scan, false);
    if (scan->word.kind == CQL2_DIGITS)
        return number(scan);
    if (scan->word.kind == CQL2_STRING)
        return word(scan, CQL2_TEXT);
    bool is_name = scan->word.kind == CQL2_NAME && !is_reserved(scan);
    if (!is_name && scan->word.kind != CQL2_QUOTED)
        cql2_fail(scan, "a property or a value is missing here");
    return word(scan, CQL2_PROPERTY);
}

static struct cql2_node *comparison(struct cql2_scan *scan,
                                    struct cql2_node *left)
{
    static const char *const SIGNS[] = {"=", "<>", "<", ">", "<=", ">="};
    struct cql2_child_list sides = {0};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (cql2_take_sign(scan, SIGNS[i])) {
            add_child(scan, &sides, left);
            add_child(scan, &sides, scalar(scan));
            struct cql2_node *node = node_of(scan, CQL2_COMPARE, &sides);
            node->text = SIGNS[i];
            return node;
        }
    return NULL;
}

static struct cql2_node *between(struct cql2_scan *scan,
                                 struct cql2_node *value)
{
    struct cql2_child_list parts = {0};
    add_child(scan, &parts, value);
    add_child(scan, &parts, scalar(scan));
    if (!cql2_take_keyword(scan, "AND"))
        cql2_fail(scan, "BETWEEN is written BETWEEN 1 AND 5");
    add_child(scan, &parts, scalar(scan));
    return node_of(scan, CQL2_BETWEEN, &parts);
}

static struct cql2_node *in_list(struct cql2_scan *scan,
                                 struct cql2_node *value)
{
    struct cql2_child_list parts = {0};
    add_child(scan, &parts, value);
    cql2_need_sign(scan, "(");
    do
        add_child(scan, &parts, scalar(scan));
    while (cql2_take_sign(scan, ","));
    cql2_need_sign(scan, ")");
    return node_of(scan, CQL2_IN, &parts);
}

static struct cql2_node *is_null(struct cql2_scan *scan,
                                 struct cql2_node *value, bool *is_negated)
{
    *is_negated = cql2_take_keyword(scan, "NOT");
    if (!cql2_take_keyword(scan, "NULL"))
        cql2_fail(scan, "after IS stands NULL or NOT NULL");
    return node_of_one(scan, CQL2_IS_NULL, value);
}

static struct cql2_node *like(struct cql2_scan *scan, struct cql2_node *value)
{
    struct cql2_child_list sides = {0};
    add_child(scan, &sides, value);
    add_child(scan, &sides, scalar(scan));
    return node_of(scan, CQL2_LIKE, &sides);
}

// A value, and what is said of it.
static struct cql2_node *predicate(struct cql2_scan *scan)
{
    struct cql2_node *value = scalar(scan);
    struct cql2_node *node = comparison(scan, value);
    if (node != NULL)
        return node;
    bool is_negated = cql2_take_keyword(scan, "NOT");
    if (cql2_take_keyword(scan, "LIKE"))
        node = like(scan, value);
    else if (cql2_take_keyword(scan, "BETWEEN"))
        node = between(scan, value);
    else if (cql2_take_keyword(scan, "IN"))
        node = in_list(scan, value);
    else if (!is_negated && cql2_take_keyword(scan, "IS"))
        node = is_null(scan, value, &is_negated);
    else if (!is_negated && value->kind == CQL2_BOOLEAN)
        node = value;
    else
        cql2_fail(scan, "a comparison is missing here");
    return is_negated ? node_of_one(scan, CQL2_NOT, node) : node;
}

static struct cql2_node *geometry(struct cql2_scan *scan)
{
    if (!cql2_begins_shape(scan))
        return scalar(scan);
    struct cql2_node *node = new_node(scan, CQL2_SHAPE, NULL);
    node->shape = cql2_parse_shape(scan);
    return node;
}

static const char *spatial_relation(const struct cql2_scan *scan)
{
    static const char *const RELATIONS[] = {
        "S_INTERSECTS", "S_DISJOINT", "S_EQUALS",  "S_TOUCHES",
        "S_WITHIN",     "S_OVERLAPS", "S_CROSSES", "S_CONTAINS"};
    for (size_t i = 0; i < sizeof RELATIONS / sizeof *RELATIONS; i++)
        if (cql2_is_keyword(scan, RELATIONS[i]))
            return RELATIONS[i];
    return NULL;
}

static struct cql2_node *spatial(struct cql2_scan *scan, const char *relation)
{
    struct cql2_child_list sides = {0};
    cql2_advance(scan);
    cql2_need_sign(scan, "(");
    add_child(scan, &sides, geometry(scan));
    cql2_need_sign(scan, ",");
    add_child(scan, &sides, geometry(scan));
    cql2_need_sign(scan, ")");
    struct cql2_node *node = node_of(scan, CQL2_SPATIAL, &sides);
    node->text = relation;
    return node;
}

static struct cql2_node *any_of(struct cql2_scan *scan);

static struct cql2_node *primary(struct cql2_scan *scan)
{
    const char *relation = spatial_relation(scan);
    if (relation != NULL)
        return spatial(scan, relation);
    if (!cql2_take_sign(scan, "("))
        return predicate(scan);
    struct cql2_node *inside = any_of(scan);
    cql2_need_sign(scan, ")");
    return inside;
}

// [NOT] primary. Every way down the grammar leads through here.
static struct cql2_node *factor(struct cql2_scan *scan)
{
    struct cql2_node *node = NULL;
    if (cql2_descend(scan)) {
        if (cql2_take_keyword(scan, "NOT"))
            node = node_of_one(scan, CQL2_NOT, factor(scan));
        else
            node = primary(scan);
    }
    cql2_ascend(scan);
    return node;
}

static struct cql2_node *all_of(struct cql2_scan *scan)
{
    struct cql2_child_list parts = {0};
    do
        add_child(scan, &parts, factor(scan));
    while (cql2_take_keyword(scan, "AND"));
    return parts.count == 1 ? parts.items[0] : node_of(scan, CQL2_AND, &parts);
}

static struct cql2_node *any_of(struct cql2_scan *scan)
{
    struct cql2_child_list parts = {0};
    do
        add_child(scan, &parts, all_of(scan));
    while (cql2_take_keyword(scan, "OR"));
    return parts.count == 1 ? parts.items[0] : node_of(scan, CQL2_OR, &parts);
}

enum status cql2_parse(struct arena *arena, const char *filter,
                       const struct cql2_node **tree, struct error *err)
{
    struct cql2_scan scan = cql2_scan_begin(arena, filter, err);
    *tree = any_of(&scan);
    if (!scan.failed && scan.word.kind != CQL2_END)
        cql2_fail(&scan, "the filter is at its end before this");
    return scan.failed ? STATUS_BAD_INPUT : STATUS_OK;
}
