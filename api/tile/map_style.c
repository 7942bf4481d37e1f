// The layers are texts in which only the colours are missing; a layer is never
// taken apart here. Which set a text draws is in its name, so a style for one
// set is the texts of that set on the map's paper, and the whole map is all of
// them but the units, which are an office's matter.

#include "tile/map_style.h"

#include <string.h>

#include "base/json_writer.h"
#include "tile/style_texts.h"

#define DARK_FROM "prefers-color-scheme: dark"
#define ALONE "units"

enum status map_theme_parse(const char *text, enum map_theme *theme,
                            struct error *err)
{
    if (strcmp(text, "light") != 0 && strcmp(text, "dark") != 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "theme is \"%.40s\"; it can be light or dark", text);
    *theme = strcmp(text, "dark") == 0 ? MAP_THEME_DARK : MAP_THEME_LIGHT;
    return STATUS_OK;
}

// --- which layers

// Whether a text's set, the second word of its name, is this one.
static bool is_of_set(const struct style_text *text, const char *set)
{
    const char *word = strchr(text->name, '_');
    size_t n = strlen(set);
    return word != NULL && strncmp(word + 1, set, n) == 0 && word[n + 1] == '_';
}

static bool is_drawn(const struct style_text *text, const char *set)
{
    if (set == NULL)
        return !is_of_set(text, ALONE);
    return is_of_set(text, "any") || is_of_set(text, set);
}

// --- colours

// The value of --name between two places of the tokens; false if it is not
// there.
static bool find_value(const char *from, const char *to, const char *name,
                       size_t n_name, const char **value, size_t *n)
{
    for (const char *at = strstr(from, "--"); at != NULL && at < to;
         at = strstr(at + 2, "--")) {
        if (strncmp(at + 2, name, n_name) != 0 || at[2 + n_name] != ':')
            continue;
        *value = at + 2 + n_name + 1;
        *value += strspn(*value, " ");
        *n = strcspn(*value, ";");
        return true;
    }
    return false;
}

// A theme's own value, or the one that all have.
static void add_token(struct text_buffer *out, enum map_theme theme,
                      const char *name, size_t n_name)
{
    const char *css = STYLE_TOKENS[0].text;
    const char *dark = strstr(css, DARK_FROM);
    const char *end = strstr(dark, "@media"); // what is for large screens alone
    if (end == NULL)
        end = css + strlen(css);
    const char *value = "0";
    size_t n = 1;
    if (theme == MAP_THEME_LIGHT ||
        !find_value(dark, end, name, n_name, &value, &n))
        find_value(css, dark, name, n_name, &value, &n);
    bool is_color = value[0] == '#';
    text_add(out, "\"", is_color);
    text_add(out, value, n);
    text_add(out, "\"", is_color);
}

// Copies a text with each "@name", quotes and all, replaced by its value.
static void add_painted(struct text_buffer *out, enum map_theme theme,
                        const char *text, size_t n)
{
    const char *end = text + n;
    for (const char *token;
         (token = strstr(text, "\"@")) != NULL && token < end; text = token) {
        text_add(out, text, (size_t)(token - text));
        token += 2;
        size_t n_name = strcspn(token, "\"");
        add_token(out, theme, token, n_name);
        token += n_name + 1;
    }
    text_add(out, text, (size_t)(end - text));
}

static void add_layers(struct text_buffer *out, const struct map_style *style)
{
    const char *between = "";
    for (const struct style_text *text = STYLE_TEXTS; text->name != NULL;
         text++) {
        if (!is_drawn(text, style->set))
            continue;
        // Without the brackets of the list.
        const char *first = strchr(text->text, '[') + 1;
        const char *last = strrchr(text->text, ']');
        text_add_string(out, between);
        add_painted(out, style->theme, first, (size_t)(last - first));
        between = ",";
    }
}

// --- the rest

static void write_source(struct json_writer *json, const char *origin,
                         const char *set)
{
    struct text_buffer address = {0};
    text_add_format(&address, "%s/tiles/%s.json", origin, set);
    json_key(json, set);
    json_begin_object(json);
    json_key_text(json, "type", "vector");
    json_key_text(json, "url", address.bytes);
    json_end_object(json);
    text_buffer_free(&address);
}

static void write_sources(struct json_writer *json,
                          const struct map_style *style,
                          const struct tile_service *service)
{
    json_key(json, "sources");
    json_begin_object(json);
    for (size_t i = 0; i < tile_service_count(service); i++) {
        const char *set = tile_set_info(tile_service_at(service, i))->name;
        if (style->set != NULL ? strcmp(set, style->set) == 0
                               : strcmp(set, ALONE) != 0)
            write_source(json, style->origin, set);
    }
    json_end_object(json);
}

// The letters of each font file, as web/src/look/fonts.css has them.
static const struct font_file {
    const char *name;
    const char *ranges[12];
} FONT_FILES[] = {
    {"vietnamese",
     {"U+0102-0103", "U+0110-0111", "U+0128-0129", "U+0168-0169", "U+01A0-01A1",
      "U+01AF-01B0", "U+0300-0304", "U+0309", "U+0323", "U+1EA0-1EF9",
      "U+20AB"}},
    {"latin",
     {"U+0000-00FF", "U+0131", "U+0152-0153", "U+02C6", "U+02DA", "U+02DC",
      "U+2000-206F", "U+2212"}},
};

static void write_font(struct json_writer *json, const char *origin,
                       const char *name, int weight)
{
    json_key(json, name);
    json_begin_array(json);
    for (size_t f = 0; f < sizeof FONT_FILES / sizeof *FONT_FILES; f++) {
        struct text_buffer address = {0};
        text_add_format(&address, "%s/fonts/be-vietnam-pro-%s-%d-normal.woff2",
                        origin, FONT_FILES[f].name, weight);
        json_begin_object(json);
        json_key_text(json, "url", address.bytes);
        json_key(json, "unicode-range");
        json_begin_array(json);
        for (size_t r = 0; FONT_FILES[f].ranges[r] != NULL; r++)
            json_text(json, FONT_FILES[f].ranges[r]);
        json_end_array(json);
        json_end_object(json);
        text_buffer_free(&address);
    }
    json_end_array(json);
}

static void write_fonts(struct json_writer *json, const char *origin)
{
    json_key(json, "font-faces");
    json_begin_object(json);
    write_font(json, origin, "Be Vietnam Pro Regular", 400);
    write_font(json, origin, "Be Vietnam Pro Semibold", 600);
    json_end_object(json);
}

// Where a map begins: the middle of what it shows.
static void write_middle(struct json_writer *json,
                         const struct map_style *style,
                         const struct tile_service *service)
{
    const char *set = style->set != NULL ? style->set : "schools";
    double deg[4];
    if (!tile_set_bounds(tile_service_set(service, set), deg))
        return;
    json_key(json, "center");
    json_begin_array(json);
    json_number(json, (deg[0] + deg[2]) / 2, 5);
    json_number(json, (deg[1] + deg[3]) / 2, 5);
    json_end_array(json);
    json_key_int(json, "zoom", 12);
}

static const char *name_of(const struct map_style *style)
{
    static const char *const NAMES[N_LANGUAGES] = {
        [LANGUAGE_VIETNAMESE] = "Bản đồ trường học",
        [LANGUAGE_ENGLISH] = "Map of schools"};
    return style->set != NULL ? style->set : NAMES[style->language];
}

void map_style_write(const struct map_style *style,
                     const struct tile_service *service,
                     struct text_buffer *out)
{
    struct json_writer json = json_into(out);
    json_begin_object(&json);
    json_key_int(&json, "version", 8);
    json_key_text(&json, "name", name_of(style));
    write_middle(&json, style, service);
    write_fonts(&json, style->origin);
    write_sources(&json, style, service);
    json_key(&json, "layers");
    text_add_string(out, "[");
    add_layers(out, style);
    text_add_string(out, "]");
    json_end_object(&json);
}
