// A table is a query and the columns it gives, in one list below: adding one is
// adding a line. A query's last column, where the table has a shape, is its
// geometry; a plan or round it is limited to stands in it as %Q, twice.

#include "export/export_table.h"

#include <string.h>

#include "base/text.h"

const char EXPORT_CITY_TABLES[] =
    "schools gates wards units zones streets addresses capacity seats "
    "enrolment population cut_offs indicators forecast shortage";
const char EXPORT_PRIVATE_TABLES[] = "placements";

struct recipe {
    const char *name;
    const char *title;
    enum export_shape shape;
    struct export_column columns[EXPORT_MOST_COLUMNS]; // ended by no name
    const char *sql;
    const char *is_there; // counts plans or rounds of an id; NULL: of neither
};

// Fewer than five children are not told (DESIGN, section 1).
#define WITHHELD(count)                                                        \
    "CASE WHEN " count " >= 5 OR " count " = 0 THEN " count " END"

#define IN_FORCE_PLANS                                                         \
    "(SELECT id FROM plan p WHERE published_order ="                           \
    " (SELECT max(published_order) FROM plan q WHERE q.level = p.level))"
#define IN_FORCE_ROUNDS                                                        \
    "(SELECT id FROM round r WHERE published_order ="                          \
    " (SELECT max(published_order) FROM round q"                               \
    "   WHERE q.grade = r.grade AND q.year = r.year))"

static const struct recipe RECIPES[] = {
    {"schools",
     "Trường học",
     EXPORT_POINTS,
     {{"id", EXPORT_TEXT},
      {"name", EXPORT_TEXT},
      {"levels", EXPORT_TEXT},
      {"address", EXPORT_TEXT},
      {"kind", EXPORT_TEXT},
      {"source", EXPORT_TEXT}},
     "SELECT id, name, levels, address, kind, source, AsBinary(geom)"
     " FROM school ORDER BY id",
     NULL},
    {"gates",
     "Cổng trường",
     EXPORT_POINTS,
     {{"school_id", EXPORT_TEXT}, {"number", EXPORT_INT}},
     "SELECT school_id, number, AsBinary(geom) FROM gate UNION ALL"
     " SELECT school_id, row_number() OVER (PARTITION BY school_id ORDER BY "
     "fid)"
     "  + (SELECT count(*) FROM gate g WHERE g.school_id = a.school_id),"
     "  AsBinary(geom) FROM added_gate a ORDER BY 1, 2",
     NULL},
    {"wards",
     "Phường, xã",
     EXPORT_AREAS,
     {{"id", EXPORT_TEXT},
      {"name", EXPORT_TEXT},
      {"district", EXPORT_TEXT},
      {"source", EXPORT_TEXT}},
     "SELECT id, name, district, source, AsBinary(geom) FROM ward"
     " ORDER BY id, source",
     NULL},
    {"units",
     "Khu phố, ấp",
     EXPORT_AREAS,
     {{"id", EXPORT_TEXT},
      {"name", EXPORT_TEXT},
      {"ward_id", EXPORT_TEXT},
      {"source", EXPORT_TEXT}},
     "SELECT id, name, ward_id, source, AsBinary(geom) FROM unit ORDER BY id",
     NULL},
    {"zones",
     "Địa bàn tuyển sinh",
     EXPORT_AREAS,
     {{"plan_id", EXPORT_TEXT},
      {"level", EXPORT_TEXT},
      {"grade", EXPORT_INT},
      {"year", EXPORT_INT},
      {"school_id", EXPORT_TEXT},
      {"school", EXPORT_TEXT}},
     "SELECT z.plan_id, p.level, p.grade, p.year, z.school_id, s.name,"
     "       AsBinary(z.geom)"
     "  FROM zone z JOIN plan p ON p.id = z.plan_id"
     "  LEFT JOIN school s ON s.id = z.school_id"
     " WHERE p.id = %Q OR (%Q IS NULL AND p.id IN " IN_FORCE_PLANS ")"
     " ORDER BY p.level, z.plan_id, z.school_id",
     "SELECT count(*) FROM plan WHERE id = %Q"},
    {"streets",
     "Đường, hẻm",
     EXPORT_LINES,
     {{"id", EXPORT_INT},
      {"way_id", EXPORT_INT},
      {"name", EXPORT_TEXT},
      {"highway", EXPORT_TEXT},
      {"oneway", EXPORT_TEXT},
      {"access", EXPORT_TEXT},
      {"foot", EXPORT_TEXT},
      {"motorcycle", EXPORT_TEXT},
      {"maxspeed", EXPORT_TEXT},
      {"bridge", EXPORT_TEXT},
      {"tunnel", EXPORT_TEXT}},
     "SELECT id, way_id, name, highway, oneway, access, foot, motorcycle,"
     "       maxspeed, bridge, tunnel, AsBinary(geom) FROM street UNION ALL "
     "SELECT (SELECT max(id) FROM street) + fid, (1 << 52) + fid, name,"
     "       'service', NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
     "       AsBinary(geom) FROM added_street ORDER BY 1",
     NULL},
    {"addresses",
     "Số nhà",
     EXPORT_POINTS,
     {{"number", EXPORT_TEXT}, {"street", EXPORT_TEXT}},
     "SELECT number, street, AsBinary(geom) FROM address ORDER BY rowid",
     NULL},
    {"capacity",
     "Phòng học",
     EXPORT_NO_SHAPE,
     {{"school_id", EXPORT_TEXT},
      {"year", EXPORT_INT},
      {"rooms", EXPORT_INT},
      {"class_cap", EXPORT_INT},
      {"sessions", EXPORT_INT},
      {"area_m2", EXPORT_REAL}},
     "SELECT school_id, year, rooms, class_cap, sessions, area_m2"
     " FROM capacity ORDER BY school_id, year",
     NULL},
    {"seats",
     "Chỉ tiêu",
     EXPORT_NO_SHAPE,
     {{"school_id", EXPORT_TEXT},
      {"year", EXPORT_INT},
      {"grade", EXPORT_INT},
      {"seats", EXPORT_INT}},
     "SELECT school_id, year, grade, seats FROM seats"
     " ORDER BY school_id, year, grade",
     NULL},
    {"enrolment",
     "Học sinh đang học",
     EXPORT_NO_SHAPE,
     {{"school_id", EXPORT_TEXT},
      {"year", EXPORT_INT},
      {"grade", EXPORT_INT},
      {"pupils", EXPORT_INT}},
     "SELECT school_id, year, grade, " WITHHELD(
         "pupils") " FROM enrolment ORDER BY school_id, year, grade",
     NULL},
    {"population",
     "Dân số",
     EXPORT_NO_SHAPE,
     {{"ward_id", EXPORT_TEXT},
      {"year", EXPORT_INT},
      {"age", EXPORT_INT},
      {"people", EXPORT_INT}},
     "SELECT ward_id, year, age, " WITHHELD(
         "people") " FROM population ORDER BY ward_id, year, age",
     NULL},
    {"cut_offs",
     "Mức cuối được nhận",
     EXPORT_NO_SHAPE,
     {{"year", EXPORT_INT},
      {"grade", EXPORT_INT},
      {"school_id", EXPORT_TEXT},
      {"programme", EXPORT_TEXT},
      {"seats", EXPORT_INT},
      {"placed", EXPORT_INT},
      {"is_full", EXPORT_INT},
      {"last_group", EXPORT_INT},
      {"last_group_name", EXPORT_TEXT},
      {"last_m", EXPORT_REAL},
      {"method", EXPORT_TEXT},
      {"round_id", EXPORT_TEXT}},
     "SELECT year, grade, school_id, programme, seats, placed, is_full,"
     "       last_group, last_group_name, last_cm / 100.0, method, round_id"
     "  FROM cut_off ORDER BY year, grade, school_id, programme",
     NULL},
    {"indicators",
     "Chỉ số",
     EXPORT_NO_SHAPE,
     {{"code", EXPORT_TEXT},
      {"year", EXPORT_INT},
      {"school_id", EXPORT_TEXT},
      {"ward_id", EXPORT_TEXT},
      {"value", EXPORT_REAL}},
     "SELECT code, year, nullif(school_id, ''), nullif(ward_id, ''), value"
     " FROM indicator_value ORDER BY code, year, school_id, ward_id",
     NULL},
    {"forecast",
     "Dự báo học sinh",
     EXPORT_NO_SHAPE,
     {{"subject", EXPORT_TEXT},
      {"id", EXPORT_TEXT},
      {"grade", EXPORT_INT},
      {"year", EXPORT_INT},
      {"median", EXPORT_REAL},
      {"low80", EXPORT_REAL},
      {"high80", EXPORT_REAL},
      {"low95", EXPORT_REAL},
      {"high95", EXPORT_REAL}},
     "SELECT subject, nullif(subject_id, ''), nullif(grade, -1), year, median,"
     "       low80, high80, low95, high95 FROM forecast_value"
     " WHERE run = (SELECT max(number) FROM forecast_run)"
     " ORDER BY subject, subject_id, grade, year",
     NULL},
    {"shortage",
     "Thiếu phòng học",
     EXPORT_NO_SHAPE,
     {{"subject", EXPORT_TEXT},
      {"id", EXPORT_TEXT},
      {"level", EXPORT_TEXT},
      {"year", EXPORT_INT},
      {"pupils", EXPORT_REAL},
      {"rooms", EXPORT_INT},
      {"rooms_needed", EXPORT_INT},
      {"rooms_low80", EXPORT_INT},
      {"rooms_high80", EXPORT_INT},
      {"shortage", EXPORT_INT},
      {"surplus", EXPORT_INT},
      {"overflow_chance", EXPORT_REAL}},
     "SELECT subject, nullif(subject_id, ''), level, year, median, rooms,"
     "       rooms_needed, rooms_low80, rooms_high80, shortage, surplus,"
     "       overflow_chance FROM forecast_rooms"
     " WHERE run = (SELECT max(number) FROM forecast_run)"
     " ORDER BY subject, subject_id, level, year",
     NULL},
    {"placements",
     "Danh sách trúng tuyển",
     EXPORT_NO_SHAPE,
     {{"year", EXPORT_INT},
      {"grade", EXPORT_INT},
      {"school_id", EXPORT_TEXT},
      {"pupil_id", EXPORT_TEXT},
      {"name", EXPORT_TEXT},
      {"birth_year", EXPORT_INT},
      {"ward_id", EXPORT_TEXT},
      {"programme", EXPORT_TEXT},
      {"way_m", EXPORT_REAL},
      {"priority_group", EXPORT_INT},
      {"round_id", EXPORT_TEXT}},
     "SELECT r.year, r.grade, p.school_id, p.pupil_id, c.name, c.birth_year,"
     "       c.ward_id, p.programme, p.way_cm / 100.0, p.group_number + 1, r.id"
     "  FROM placement p JOIN round r ON r.number = p.round"
     "  LEFT JOIN pupil c ON c.id = p.pupil_id"
     " WHERE r.id = %Q OR (%Q IS NULL AND r.id IN " IN_FORCE_ROUNDS ")"
     " ORDER BY r.year, r.grade, p.school_id IS NULL, p.school_id, p.pupil_id",
     "SELECT count(*) FROM round WHERE id = %Q"},
};
#define N_RECIPES (sizeof RECIPES / sizeof *RECIPES)

static const struct recipe *find_recipe(const char *name)
{
    for (size_t i = 0; i < N_RECIPES; i++)
        if (strcmp(RECIPES[i].name, name) == 0)
            return &RECIPES[i];
    return NULL;
}

static struct export_cell read_cell(sqlite3_stmt *row, int column,
                                    enum export_kind kind, struct arena *arena)
{
    struct export_cell cell = {.is_null = sqlite3_column_type(row, column) ==
                                          SQLITE_NULL};
    if (cell.is_null)
        return cell;
    if (kind == EXPORT_TEXT)
        cell.text = store_text(row, column, arena);
    else if (kind == EXPORT_INT)
        cell.number = sqlite3_column_int64(row, column);
    else
        cell.real = sqlite3_column_double(row, column);
    return cell;
}

static void take_row(sqlite3_stmt *row, struct arena *arena, void *into)
{
    struct export_table *table = into;
    struct export_row *taken = export_row_list_add(&table->rows, arena);
    int shape = (int)table->n_columns;
    *taken = (struct export_row){
        .cells = arena_array(arena, struct export_cell, table->n_columns)};
    for (int c = 0; c < shape; c++)
        taken->cells[c] = read_cell(row, c, table->columns[c].kind, arena);
    if (table->shape == EXPORT_POINTS)
        taken->point = store_point(row, shape);
    else if (table->shape == EXPORT_LINES)
        taken->line = store_line(row, shape, arena);
    else if (table->shape == EXPORT_AREAS)
        taken->area = store_area(row, shape, arena);
}

static void take_count(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    *(int64_t *)into = sqlite3_column_int64(row, 0);
}

static void describe(const struct recipe *recipe, struct export_table *table)
{
    *table = (struct export_table){
        .name = recipe->name, .title = recipe->title, .shape = recipe->shape};
    while (table->n_columns < EXPORT_MOST_COLUMNS &&
           recipe->columns[table->n_columns].name != NULL) {
        table->columns[table->n_columns] = recipe->columns[table->n_columns];
        table->n_columns++;
    }
}

static enum status each_of(struct store *store, const char *sql,
                           const char *wanted, store_row_fn *take,
                           struct arena *arena, void *into, struct error *err)
{
    char *said = sqlite3_mprintf(sql, wanted, wanted);
    enum status status = store_each(store, said, take, arena, into, err);
    sqlite3_free(said);
    return status;
}

// Whether the plan or round that was asked for is there.
static enum status check_wanted(struct store *store, struct arena *arena,
                                const struct recipe *recipe, const char *wanted,
                                struct error *err)
{
    int64_t n = 0;
    if (wanted == NULL)
        return STATUS_OK;
    enum status status =
        each_of(store, recipe->is_there, wanted, take_count, arena, &n, err);
    if (status == STATUS_OK && n == 0)
        status = error_set(
            err, STATUS_NOT_FOUND, "there is no %s with the id \"%s\"",
            recipe->shape == EXPORT_AREAS ? "plan" : "round", wanted);
    return status;
}

enum status export_table_read(struct store *store, struct arena *arena,
                              const char *name,
                              const struct export_filter *filter,
                              struct export_table *table, struct error *err)
{
    const struct recipe *recipe = find_recipe(name);
    if (recipe == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%.40s\" is nothing that can be exported; these "
                         "can: %s %s",
                         name, EXPORT_CITY_TABLES, EXPORT_PRIVATE_TABLES);
    const char *wanted = strcmp(name, "zones") == 0        ? filter->plan
                         : strcmp(name, "placements") == 0 ? filter->round
                                                           : NULL;
    describe(recipe, table);
    enum status status = check_wanted(store, arena, recipe, wanted, err);
    if (status != STATUS_OK)
        return status;
    return each_of(store, recipe->sql, wanted, take_row, arena, table, err);
}
