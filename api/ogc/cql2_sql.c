// A tree becomes a condition of SQL in which everything a client wrote is a
// bound value: names of properties are looked up and replaced by our own
// expressions, operators by ours. A comparison with a value that is not known
// is neither true nor false, in SQL as in CQL2, so NOT needs no special care.
//
// LIKE of CQL2 minds the case and SQLite's LIKE does not, so patterns are
// written for GLOB, which does.

#include <string.h>

#include "ogc/cql2.h"
#include "ogc/cql2_relation.h"
#include "search/fold.h"

// GLOB tries every way of filling its stars.
#define MOST_WILDCARDS 16

struct writing {
    const struct ogc_collection *collection;
    const struct ogc_view *view;
    struct sql_text *sql;
};

// What may be compared with what: whole and other numbers are one.
enum value_class { VALUE_TEXT, VALUE_NUMBER, VALUE_BOOLEAN, VALUE_INSTANT };

static const char *const CLASS_WORDS[] = {"a text", "a number", "true or false",
                                          "a time"};

static enum value_class class_of_property(enum property_kind kind)
{
    switch (kind) {
    case PROPERTY_INTEGER:
    case PROPERTY_NUMBER:
        return VALUE_NUMBER;
    case PROPERTY_BOOLEAN:
        return VALUE_BOOLEAN;
    case PROPERTY_INSTANT:
        return VALUE_INSTANT;
    case PROPERTY_TEXT:
        break;
    }
    return VALUE_TEXT;
}

static enum status find_property(const struct writing *w, const char *name,
                                 const struct ogc_property **property,
                                 struct error *err)
{
    *property = ogc_collection_property(w->collection, name);
    if (*property != NULL)
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "filter: %s has no property \"%.60s\" that can be "
                     "compared with a value",
                     w->collection->name, name);
}

static enum status write_property(struct writing *w, const char *name,
                                  enum value_class *class, struct error *err)
{
    const struct ogc_property *property;
    enum status status = find_property(w, name, &property, err);
    if (status != STATUS_OK)
        return status;
    *class = class_of_property(property->kind);
    sql_add(w->sql, *class == VALUE_INSTANT ? "julianday(" : "(");
    ogc_property_value(property, w->sql);
    sql_add(w->sql, ")");
    return STATUS_OK;
}

static enum status write_scalar(struct writing *w, const struct cql2_node *node,
                                enum value_class *class, struct error *err);

static enum status write_folded(struct writing *w, const struct cql2_node *node,
                                enum value_class *class, struct error *err)
{
    bool is_case = node->kind == CQL2_CASEI;
    sql_add(w->sql, is_case ? "hocgan_casei(" : "hocgan_accenti(");
    enum status status = write_scalar(w, node->children[0], class, err);
    sql_add(w->sql, ")");
    if (status == STATUS_OK && *class != VALUE_TEXT)
        return error_set(err, STATUS_BAD_INPUT,
                         "filter: %s is of a text, not of %s",
                         is_case ? "CASEI" : "ACCENTI", CLASS_WORDS[*class]);
    return status;
}

static void write_instant(struct writing *w, const char *text)
{
    sql_add(w->sql, "julianday(");
    sql_value_text(w->sql, text);
    sql_add(w->sql, ")");
}

static void write_number(struct writing *w, const struct cql2_node *node)
{
    if (node->is_integer)
        sql_value_int(w->sql, node->integer);
    else
        sql_value_real(w->sql, node->number);
}

static enum status write_scalar(struct writing *w, const struct cql2_node *node,
                                enum value_class *class, struct error *err)
{
    switch (node->kind) {
    case CQL2_PROPERTY:
        return write_property(w, node->text, class, err);
    case CQL2_CASEI:
    case CQL2_ACCENTI:
        return write_folded(w, node, class, err);
    case CQL2_NUMBER:
        *class = VALUE_NUMBER;
        write_number(w, node);
        return STATUS_OK;
    case CQL2_BOOLEAN:
        *class = VALUE_BOOLEAN;
        sql_value_int(w->sql, node->truth);
        return STATUS_OK;
    case CQL2_INSTANT:
        *class = VALUE_INSTANT;
        write_instant(w, node->text);
        return STATUS_OK;
    default:
        *class = VALUE_TEXT;
        sql_value_text(w->sql, node->text);
        return STATUS_OK;
    }
}

static enum status refuse_classes(enum value_class a, enum value_class b,
                                  struct error *err)
{
    return error_set(err, STATUS_BAD_INPUT,
                     "filter: %s cannot be compared with %s", CLASS_WORDS[a],
                     CLASS_WORDS[b]);
}

// The children with words between them: "a < b", "a BETWEEN b AND c". All must
// be of one class.
static enum status write_alike(struct writing *w, const struct cql2_node *node,
                               const char *first, const char *further,
                               struct error *err)
{
    enum value_class class, other;
    enum status status = write_scalar(w, node->children[0], &class, err);
    for (size_t i = 1; i < node->n_children && status == STATUS_OK; i++) {
        sql_add(w->sql, i == 1 ? first : further);
        status = write_scalar(w, node->children[i], &other, err);
        if (status == STATUS_OK && other != class)
            status = refuse_classes(class, other, err);
    }
    return status;
}

// The text a pattern stands for, with CASEI and ACCENTI done to it; NULL if it
// is not a plain text within them.
static const char *pattern_text(struct arena *arena,
                                const struct cql2_node *node)
{
    if (node->kind == CQL2_TEXT)
        return node->text;
    if (node->kind != CQL2_CASEI && node->kind != CQL2_ACCENTI)
        return NULL;
    const char *inside = pattern_text(arena, node->children[0]);
    if (inside == NULL)
        return NULL;
    return node->kind == CQL2_CASEI ? fold_case(arena, inside)
                                    : fold_marks(arena, inside);
}

// % and _ become * and ?; \ takes their meaning away, and what means something
// to GLOB alone is put in brackets.
static enum status write_pattern(struct writing *w, const char *pattern,
                                 struct error *err)
{
    char *glob = arena_array(w->sql->arena, char, 3 * strlen(pattern) + 1);
    size_t n = 0, n_wildcards = 0;
    for (; *pattern != '\0'; pattern++) {
        bool is_plain = *pattern == '\\' && pattern[1] != '\0';
        pattern += is_plain;
        if (!is_plain && (*pattern == '%' || *pattern == '_')) {
            n_wildcards += *pattern == '%';
            glob[n++] = *pattern == '%' ? '*' : '?';
        } else if (strchr("*?[", *pattern) != NULL) {
            glob[n++] = '[';
            glob[n++] = *pattern;
            glob[n++] = ']';
        } else {
            glob[n++] = *pattern;
        }
    }
    if (n_wildcards > MOST_WILDCARDS)
        return error_set(err, STATUS_BAD_INPUT,
                         "filter: a pattern with more than %d %%",
                         MOST_WILDCARDS);
    sql_value_text(w->sql, glob);
    return STATUS_OK;
}

static enum status write_like(struct writing *w, const struct cql2_node *node,
                              struct error *err)
{
    enum value_class class;
    const char *pattern = pattern_text(w->sql->arena, node->children[1]);
    enum status status = write_scalar(w, node->children[0], &class, err);
    if (status != STATUS_OK)
        return status;
    if (class != VALUE_TEXT || pattern == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "filter: LIKE stands between a text and a pattern "
                         "such as 'Lê%%'");
    sql_add(w->sql, " GLOB ");
    return write_pattern(w, pattern, err);
}

static enum status write_is_null(struct writing *w,
                                 const struct cql2_node *node,
                                 struct error *err)
{
    enum value_class class;
    enum status status = STATUS_OK;
    if (cql2_is_geometry(node->children[0]))
        sql_add(w->sql, w->collection->geometry);
    else
        status = write_scalar(w, node->children[0], &class, err);
    sql_add(w->sql, " IS NULL");
    return status;
}

// Conditions ----------------------------------------------------------------

static enum status write_condition(struct writing *w,
                                   const struct cql2_node *node,
                                   struct error *err);

static enum status write_joined(struct writing *w, const struct cql2_node *node,
                                const char *joint, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < node->n_children && status == STATUS_OK; i++) {
        sql_add(w->sql, i == 0 ? "" : joint);
        status = write_condition(w, node->children[i], err);
    }
    return status;
}

static enum status write_in(struct writing *w, const struct cql2_node *node,
                            struct error *err)
{
    enum status status = write_alike(w, node, " IN (", ", ", err);
    sql_add(w->sql, ")");
    return status;
}

static enum status write_inside(struct writing *w, const struct cql2_node *node,
                                struct error *err)
{
    switch (node->kind) {
    case CQL2_AND:
        return write_joined(w, node, " AND ", err);
    case CQL2_OR:
        return write_joined(w, node, " OR ", err);
    case CQL2_NOT:
        sql_add(w->sql, "NOT ");
        return write_condition(w, node->children[0], err);
    case CQL2_COMPARE:
        return write_alike(w, node, node->text, "", err);
    case CQL2_BETWEEN:
        return write_alike(w, node, " BETWEEN ", " AND ", err);
    case CQL2_IN:
        return write_in(w, node, err);
    case CQL2_LIKE:
        return write_like(w, node, err);
    case CQL2_IS_NULL:
        return write_is_null(w, node, err);
    case CQL2_SPATIAL:
        return cql2_relation_write(node, w->collection, w->view, w->sql, err);
    default: // TRUE or FALSE alone
        sql_add(w->sql, node->truth ? "1" : "0");
        return STATUS_OK;
    }
}

static enum status write_condition(struct writing *w,
                                   const struct cql2_node *node,
                                   struct error *err)
{
    sql_add(w->sql, "(");
    enum status status = write_inside(w, node, err);
    sql_add(w->sql, ")");
    return status;
}

enum status cql2_sql_write(const struct cql2_node *tree,
                           const struct ogc_collection *collection,
                           const struct ogc_view *view, struct sql_text *sql,
                           struct error *err)
{
    struct writing writing = {collection, view, sql};
    return write_condition(&writing, tree, err);
}
