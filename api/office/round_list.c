// Lists for schools to print and to work with: the officer's own children of a
// round as a workbook, a sheet a school. Where a child lives is told by its
// ward only. Schools are in order of name; so are children, by given name as
// class lists have them, then by the rest of the name and by code.

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "export/export_workbook.h"
#include "office/round_handlers.h"
#include "office/round_places.h"
#include "search/fold.h"

#define MOST_SHEETS 300
#define MOST_COLUMNS 6

// Putting in order ------------------------------------------------------------

struct school_words {
    const char *name; // its id where it has none, or is not there any more
    const char *key;  // by which it is sorted
};

struct listed {
    const struct placed_pupil *placed;
    struct school_words school; // NULLs: unplaced
    const char *name_key;
};

static const char *school_name(const struct service *service, const char *id)
{
    const struct city_state *city = service->version->city;
    uint32_t school;
    struct error none;
    if (id == NULL ||
        city_state_find_school(city, id, &school, &none) != STATUS_OK ||
        *city->schools.items[school].name == '\0')
        return id;
    return city->schools.items[school].name;
}

// `known` has a place for each school of the city, for those met before.
static struct school_words words_of(const struct service *service,
                                    struct arena *arena,
                                    struct school_words *known, const char *id)
{
    uint32_t school;
    struct error none;
    if (id == NULL)
        return (struct school_words){NULL, NULL};
    if (city_state_find_school(service->version->city, id, &school, &none) !=
        STATUS_OK)
        return (struct school_words){id, fold_text(arena, id)};
    if (known[school].name == NULL) {
        known[school].name = school_name(service, id);
        known[school].key = fold_text(arena, known[school].name);
    }
    return known[school];
}

// "Nguyễn Thị An" gives "an nguyen thi".
static const char *given_name_first(struct arena *arena, const char *name)
{
    const char *folded = fold_text(arena, name == NULL ? "" : name);
    const char *last = strrchr(folded, ' ');
    if (last == NULL)
        return folded;
    return arena_format(arena, "%s %.*s", last + 1, (int)(last - folded),
                        folded);
}

// NULL last.
static int compare_texts(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

static int compare_schools(const struct listed *a, const struct listed *b)
{
    int order = compare_texts(a->school.key, b->school.key);
    return order != 0 ? order
                      : compare_texts(a->placed->place.school_id,
                                      b->placed->place.school_id);
}

static int compare_listed(const void *first, const void *second)
{
    const struct listed *a = first, *b = second;
    int order = compare_schools(a, b);
    if (order == 0)
        order = strcmp(a->name_key, b->name_key);
    if (order == 0)
        order = compare_texts(a->placed->pupil.name, b->placed->pupil.name);
    return order != 0 ? order
                      : strcmp(a->placed->pupil.id, b->placed->pupil.id);
}

static struct listed *put_in_order(const struct service *service,
                                   struct arena *arena,
                                   const struct placed_pupil_list *found)
{
    struct listed *list = arena_array(arena, struct listed, found->count);
    struct school_words *known = arena_array(
        arena, struct school_words, service->version->city->schools.count);
    for (size_t i = 0; i < found->count; i++) {
        const struct placed_pupil *placed = &found->items[i];
        list[i] = (struct listed){
            placed, words_of(service, arena, known, placed->place.school_id),
            given_name_first(arena, placed->pupil.name)};
    }
    if (found->count > 0)
        qsort(list, found->count, sizeof *list, compare_listed);
    return list;
}

// Sheets ----------------------------------------------------------------------

struct listing {
    const struct service *service;
    struct arena *arena;
    const struct round_places *places;
    struct listed *list;
    bool has_names; // whether any child's is kept
    struct export_table *sheets;
    size_t n_sheets;
};

static void begin_sheet(struct listing *listing, const char *title)
{
    bool by_time = listing->places->file.rules.weight == BY_TIME;
    struct export_table *sheet = &listing->sheets[listing->n_sheets++];
    *sheet = (struct export_table){.name = "Danh sách", .title = title};
    struct export_column *columns = sheet->columns;
    size_t n = 0;
    columns[n++] = (struct export_column){"Mã định danh", EXPORT_TEXT};
    if (listing->has_names)
        columns[n++] = (struct export_column){"Họ và tên", EXPORT_TEXT};
    columns[n++] = (struct export_column){"Nơi ở (phường, xã)", EXPORT_TEXT};
    columns[n++] = (struct export_column){"Trường", EXPORT_TEXT};
    columns[n++] = (struct export_column){
        by_time ? "Thời gian (giây)" : "Khoảng cách (m)", EXPORT_REAL};
    columns[n++] = (struct export_column){"Cách xếp", EXPORT_TEXT};
    sheet->n_columns = n;
}

static struct export_cell text_cell(const char *text)
{
    return (struct export_cell){.is_null = text == NULL, .text = text};
}

static struct export_cell way_cell(uint32_t way_cm, enum road_weight weight)
{
    return (struct export_cell){.is_null = way_cm == UINT32_MAX,
                                .real = weight == BY_TIME ? way_cm / 1000.0
                                                          : way_cm / 100.0};
}

static const char *ward_text(const struct service *service,
                             const struct pupil *pupil)
{
    const struct city_state *city = service->version->city;
    const char *id = pupil_ward(service, pupil);
    uint32_t ward;
    struct error none;
    return id != NULL &&
                   city_state_find_ward(city, id, &ward, &none) == STATUS_OK
               ? city->ward_texts[ward]
               : id;
}

static void add_row(struct listing *listing, const struct listed *listed)
{
    struct export_table *sheet = &listing->sheets[listing->n_sheets - 1];
    const struct pupil *pupil = &listed->placed->pupil;
    const struct round_place *place = &listed->placed->place;
    struct export_cell *cells =
        arena_array(listing->arena, struct export_cell, MOST_COLUMNS);
    size_t n = 0;
    cells[n++] = text_cell(pupil->id);
    if (listing->has_names)
        cells[n++] = text_cell(pupil->name);
    cells[n++] = text_cell(ward_text(listing->service, pupil));
    cells[n++] = text_cell(listed->school.name);
    cells[n++] = way_cell(place->way_cm, listing->places->file.rules.weight);
    cells[n++] =
        text_cell(round_place_how(listing->service, listing->arena,
                                  listing->places, place, LANGUAGE_VIETNAMESE));
    *export_row_list_add(&sheet->rows, listing->arena) =
        (struct export_row){.cells = cells};
}

static bool begins_school(const struct listed *list, size_t i)
{
    return i == 0 || compare_schools(&list[i - 1], &list[i]) != 0;
}

static size_t count_schools(const struct listed *list, size_t n)
{
    size_t n_schools = 0;
    for (size_t i = 0; i < n; i++)
        n_schools += begins_school(list, i);
    return n_schools;
}

// A sheet a school, or one of all when those would be too many, or none.
static void write_sheets(struct listing *listing)
{
    size_t n = listing->places->found.count;
    size_t n_schools = count_schools(listing->list, n);
    bool is_one = n_schools == 0 || n_schools > MOST_SHEETS;
    listing->sheets = arena_array(listing->arena, struct export_table,
                                  is_one ? 1 : n_schools);
    if (is_one)
        begin_sheet(listing, "Danh sách");
    for (size_t i = 0; i < n; i++) {
        const char *school = listing->list[i].school.name;
        if (!is_one && begins_school(listing->list, i))
            begin_sheet(listing, school == NULL ? "Chưa xếp được" : school);
        add_row(listing, &listing->list[i]);
    }
}

// The answer ------------------------------------------------------------------

// Letters and digits of any text for the name of a file: "le-loi".
static const char *plain_name(struct arena *arena, const char *text)
{
    char *name = fold_text(arena, text);
    size_t n = 0;
    for (const char *c = name; *c != '\0'; c++)
        if (isalnum((unsigned char)*c) && (unsigned char)*c < 0x80)
            name[n++] = *c;
        else if (n > 0 && name[n - 1] != '-')
            name[n++] = '-';
    name[n] = '\0';
    return name;
}

static void name_file(const struct request *request, struct reply *reply,
                      const struct round_entry *round, const char *school)
{
    reply_header(
        reply, "Content-Disposition",
        arena_format(request->arena,
                     "attachment; filename=\"danh-sach%s-lop-%d-%d%s%s.xlsx\"",
                     round->is_published ? "" : "-du-kien", (int)round->grade,
                     (int)round->year, school == NULL ? "" : "-",
                     school == NULL ? "" : plain_name(request->arena, school)));
}

static bool has_names(const struct placed_pupil_list *found)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].pupil.name != NULL)
            return true;
    return false;
}

static enum status read_places(const struct request *request,
                               const struct service *service,
                               struct round_places *places, struct error *err)
{
    struct store *store = NULL;
    uint32_t school;
    struct round_places_wanted wanted = {
        .school_id = request_text(request, "school", NULL), .limit = SIZE_MAX};
    enum status status = STATUS_OK;
    if (wanted.school_id != NULL)
        status = city_state_find_school(service->version->city,
                                        wanted.school_id, &school, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = round_places_read(service, request, store,
                                   request_path_text(request, "round"), &wanted,
                                   places, err);
    store_pool_put(service->office->privates, store);
    return status;
}

enum status round_get_list(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    const struct service *service = context;
    struct round_places places = {0};
    enum status status = read_places(request, service, &places, err);
    if (status != STATUS_OK)
        return status;
    struct listing listing = {
        .service = service,
        .arena = request->arena,
        .places = &places,
        .list = put_in_order(service, request->arena, &places.found),
        .has_names = has_names(&places.found)};
    write_sheets(&listing);
    name_file(request, reply, &places.round,
              school_name(service, request_text(request, "school", NULL)));
    reply->content_type = EXPORT_XLSX_TYPE;
    return export_workbook(listing.sheets, listing.n_sheets,
                           service->office->spool, &reply->body, err);
}
