// What may be read as features. The SQL of a collection names tables of the
// city file only; it is never put together from what a client sent.

#include "ogc/ogc_collection.h"

#define TEXT PROPERTY_TEXT
#define INTEGER PROPERTY_INTEGER
#define NUMBER PROPERTY_NUMBER
#define BOOLEAN PROPERTY_BOOLEAN
#define INSTANT PROPERTY_INSTANT

// The wards that count: those of a file stand before those of OpenStreetMap.
#define WARD_SOURCE "(SELECT min(source) FROM ward)"

// Of the newest year a school has any of.
#define CAPACITY(column)                                                       \
    "(SELECT " column " FROM capacity AS c WHERE c.school_id = t.id"           \
    " ORDER BY c.year DESC LIMIT 1)"
#define SEATS(grade)                                                           \
    "(SELECT e.seats FROM seats AS e WHERE e.school_id = t.id"                 \
    " AND e.grade = " grade " ORDER BY e.year DESC LIMIT 1)"

static const struct ogc_property SCHOOL_PROPERTIES[] = {
    {"id", TEXT, NULL, {"Mã", "Id"}},
    {"name", TEXT, NULL, {"Tên", "Name"}},
    {"levels", TEXT, NULL, {"Cấp học", "Levels"}},
    {"address", TEXT, NULL, {"Địa chỉ", "Address"}},
    {"kind", TEXT, NULL, {"Loại hình", "Kind"}},
    {"source", TEXT, NULL, {"Nguồn", "Source"}},
    {"rooms", INTEGER, CAPACITY("c.rooms"), {"Phòng học", "Rooms"}},
    {"class_cap",
     INTEGER,
     CAPACITY("c.class_cap"),
     {"Sĩ số tối đa", "Pupils a class at most"}},
    {"sessions",
     INTEGER,
     CAPACITY("c.sessions"),
     {"Số buổi mỗi ngày", "Sessions a day"}},
    {"area_m2",
     NUMBER,
     CAPACITY("c.area_m2"),
     {"Diện tích khu đất (m²)", "Site (m²)"}},
    {"capacity_year",
     INTEGER,
     CAPACITY("c.year"),
     {"Năm của số phòng", "Year of the rooms"}},
    {"seats_grade_1",
     INTEGER,
     SEATS("1"),
     {"Chỉ tiêu lớp 1", "Seats in grade 1"}},
    {"seats_grade_6",
     INTEGER,
     SEATS("6"),
     {"Chỉ tiêu lớp 6", "Seats in grade 6"}},
    {"seats_grade_10",
     INTEGER,
     SEATS("10"),
     {"Chỉ tiêu lớp 10", "Seats in grade 10"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

// Gates of the map, then those that people added (store_corrections.h); which
// row of which layer, as their R*Trees know them, and -1 of the other.
#define GATES                                                                  \
    "(SELECT school_id, number, fid AS gate_row, -1 AS added_row, geom"        \
    "   FROM gate"                                                             \
    " UNION ALL SELECT school_id,"                                             \
    "   row_number() OVER (PARTITION BY school_id ORDER BY fid)"               \
    "   + (SELECT count(*) FROM gate AS g WHERE g.school_id = a.school_id),"   \
    "   -1, fid, geom FROM added_gate AS a) AS t"

static const struct ogc_property GATE_PROPERTIES[] = {
    {"id", TEXT, "t.school_id || ':' || t.number", {"Mã", "Id"}},
    {"school_id", TEXT, NULL, {"Mã trường", "School's id"}},
    {"school", TEXT, "s.name", {"Trường", "School"}},
    {"number", INTEGER, NULL, {"Số thứ tự", "Number"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

// All ages where that is told, else the sum of the ages; few are not told.
#define PEOPLE(what)                                                           \
    "(SELECT " what " FROM population AS p WHERE p.ward_id = t.id"             \
    " GROUP BY p.year ORDER BY p.year DESC LIMIT 1)"

static const struct ogc_property WARD_PROPERTIES[] = {
    {"id", TEXT, NULL, {"Mã", "Id"}},
    {"name", TEXT, NULL, {"Tên", "Name"}},
    {"district", TEXT, NULL, {"Quận, huyện cũ", "District it was in"}},
    {"source", TEXT, NULL, {"Nguồn", "Source"}},
    {"people",
     INTEGER,
     "(SELECT CASE WHEN people NOT BETWEEN 1 AND 4 THEN people END "
     "FROM " PEOPLE("ifnull(sum(CASE WHEN p.age IS NULL THEN p.people END),"
                    " sum(p.people)) AS people") ")",
     {"Dân số", "People"}},
    {"people_year", INTEGER, PEOPLE("p.year"), {"Năm của dân số", "Year"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

static const struct ogc_property UNIT_PROPERTIES[] = {
    {"id", TEXT, NULL, {"Mã", "Id"}},
    {"name", TEXT, NULL, {"Tên", "Name"}},
    {"ward_id", TEXT, NULL, {"Mã phường, xã", "Ward's id"}},
    {"ward", TEXT, "w.name", {"Phường, xã", "Ward"}},
    {"source", TEXT, NULL, {"Nguồn", "Source"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

static const struct ogc_property ZONE_PROPERTIES[] = {
    {"id", TEXT, "t.plan_id || ':' || t.school_id", {"Mã", "Id"}},
    {"plan_id", TEXT, NULL, {"Mã phương án", "Plan's id"}},
    {"level", TEXT, "p.level", {"Cấp học", "Level"}},
    {"grade", INTEGER, "p.grade", {"Lớp đầu cấp", "Entry grade"}},
    {"year", INTEGER, "p.year", {"Năm học", "School year"}},
    {"school_id", TEXT, NULL, {"Mã trường", "School's id"}},
    {"school", TEXT, "s.name", {"Trường", "School"}},
    {"method", TEXT, "p.method", {"Cách lập", "How it was made"}},
    {"made_at", INSTANT, "p.made_at", {"Lập lúc", "Made at"}},
    {"is_in_force",
     BOOLEAN,
     "(p.published_order = (SELECT max(o.published_order) FROM plan AS o"
     " WHERE o.level = p.level))",
     {"Đang áp dụng", "In force"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

// Streets of the map, and behind them the lanes that people added, as they were
// drawn; with the ids and tags that exports and the network give them. SQLite
// merges the two in the order of their ids, without sorting, only if both have
// columns of the same affinity (3.39, "the query flattener", rule 17h).
#define NO_TEXT "CAST(NULL AS TEXT)"
#define ADDED_ID(row)                                                          \
    "CAST((SELECT ifnull(max(id), 0) FROM street) + " row " AS INTEGER)"
#define STREETS                                                                \
    "(SELECT id, way_id,"                                                      \
    "   from_junction, to_junction, name, highway, route, service, junction,"  \
    "   oneway, oneway_bicycle, oneway_motorcycle, oneway_foot, access,"       \
    "   vehicle, motor_vehicle, motorcar, motorcycle, bicycle, foot,"          \
    "   maxspeed, bridge, tunnel, layer, cycleway, sidewalk, geom FROM street" \
    " UNION ALL SELECT " ADDED_ID(                                             \
        "fid") ", CAST((1 << 52) + fid AS INTEGER),"                           \
               "   CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), name,"        \
               "   CAST('service' AS TEXT), " NO_TEXT                          \
               ", CAST('alley' AS TEXT), " NO_TEXT ", " NO_TEXT ", " NO_TEXT   \
               ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT             \
               ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT             \
               ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT             \
               ", " NO_TEXT ", " NO_TEXT ", " NO_TEXT                          \
               ", geom FROM added_street) AS t"

#define TAG(name)                                                              \
    {                                                                          \
        name, TEXT, NULL,                                                      \
        {                                                                      \
            "Thẻ OSM " name, "OSM tag " name                                   \
        }                                                                      \
    }

// A name made of digits, not a number: OpenStreetMap's are past 2^31, and a
// client (GDAL, by the first page it reads) may take whole numbers for smaller.
#define OSM_ID(name, vietnamese, english)                                      \
    {                                                                          \
        name, TEXT, "CAST(t." name " AS TEXT)",                                \
        {                                                                      \
            vietnamese, english                                                \
        }                                                                      \
    }

static const struct ogc_property STREET_PROPERTIES[] = {
    {"id", INTEGER, NULL, {"Mã", "Id"}},
    {"name", TEXT, NULL, {"Tên", "Name"}},
    OSM_ID("way_id", "Mã đường OSM", "OSM way"),
    OSM_ID("from_junction", "Từ nút", "From junction"),
    OSM_ID("to_junction", "Đến nút", "To junction"),
    TAG("highway"),
    TAG("route"),
    TAG("service"),
    TAG("junction"),
    TAG("oneway"),
    TAG("oneway_bicycle"),
    TAG("oneway_motorcycle"),
    TAG("oneway_foot"),
    TAG("access"),
    TAG("vehicle"),
    TAG("motor_vehicle"),
    TAG("motorcar"),
    TAG("motorcycle"),
    TAG("bicycle"),
    TAG("foot"),
    TAG("maxspeed"),
    TAG("bridge"),
    TAG("tunnel"),
    TAG("layer"),
    TAG("cycleway"),
    TAG("sidewalk"),
    {NULL, TEXT, NULL, {NULL, NULL}},
};

static const struct ogc_property INDICATOR_PROPERTIES[] = {
    {"id",
     TEXT,
     "t.code || ':' || t.year || CASE WHEN s.id IS NULL"
     " THEN ':ward:' || t.ward_id ELSE ':school:' || t.school_id END",
     {"Mã", "Id"}},
    {"code", TEXT, NULL, {"Mã chỉ tiêu", "Indicator's code"}},
    {"name_vi", TEXT, "i.name_vi", {"Tên tiếng Việt", "Vietnamese name"}},
    {"name_en", TEXT, "i.name_en", {"Tên tiếng Anh", "English name"}},
    {"unit", TEXT, "i.unit", {"Đơn vị", "Unit"}},
    {"year", INTEGER, NULL, {"Năm", "Year"}},
    {"school_id", TEXT, "s.id", {"Mã trường", "School's id"}},
    {"ward_id", TEXT, "w.id", {"Mã phường, xã", "Ward's id"}},
    {"place", TEXT, "ifnull(s.name, w.name)", {"Nơi", "Place"}},
    {"value", NUMBER, NULL, {"Giá trị", "Value"}},
    {"target", NUMBER, "i.target", {"Mục tiêu", "Target"}},
    {"target_year", INTEGER, "i.target_year", {"Năm mục tiêu", "Target year"}},
    {"better", TEXT, "i.better", {"Chiều tốt", "Better"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

static const struct ogc_property CUT_OFF_PROPERTIES[] = {
    {"id",
     TEXT,
     "t.year || ':' || t.grade || ':' || t.school_id || ':' || t.programme",
     {"Mã", "Id"}},
    {"school_id", TEXT, NULL, {"Mã trường", "School's id"}},
    {"school", TEXT, "s.name", {"Trường", "School"}},
    {"year", INTEGER, NULL, {"Năm học", "School year"}},
    {"grade", INTEGER, NULL, {"Lớp", "Grade"}},
    {"programme", TEXT, "nullif(t.programme, '')", {"Hệ", "Programme"}},
    {"seats", INTEGER, NULL, {"Chỉ tiêu", "Seats"}},
    {"placed", INTEGER, NULL, {"Đã xếp", "Placed"}},
    // A full school's seats would tell how few it took.
    {"is_full",
     BOOLEAN,
     "(CASE WHEN t.placed IS NOT NULL THEN t.is_full END)",
     {"Hết chỗ", "Full"}},
    {"last_group",
     INTEGER,
     NULL,
     {"Nhóm của em cuối cùng", "Group of the last admitted"}},
    {"last_group_name", TEXT, NULL, {"Tên nhóm", "Name of the group"}},
    {"last_cm",
     INTEGER,
     NULL,
     {"Đường đi xa nhất được nhận (cm; tính theo thời gian: ms)",
      "Way of the last admitted (cm; where it goes by time, ms)"}},
    {"last_score",
     NUMBER,
     "t.last_score_milli / 1000.0",
     {"Điểm của em cuối cùng", "Score of the last admitted"}},
    {"method", TEXT, NULL, {"Cách xếp", "How they were placed"}},
    {"round_id", TEXT, NULL, {"Mã đợt xếp", "Round's id"}},
    {NULL, TEXT, NULL, {NULL, NULL}},
};

const struct ogc_collection OGC_COLLECTIONS[] = {
    {.name = "schools",
     .title = {"Trường học", "Schools"},
     .description = {"Trường học, với số phòng và chỉ tiêu của năm mới nhất.",
                     "Schools, with rooms and seats of the newest year."},
     .from = "school AS t",
     .keys = {{"t.id", true}},
     .geometry = "t.geom",
     .geometry_type = "Point",
     .indexes = {{"school", "t.fid", NULL}},
     .properties = SCHOOL_PROPERTIES,
     .tile_set = "schools"},
    {.name = "gates",
     .title = {"Cổng trường", "School gates"},
     .description = {"Cổng và lối vào của trường.",
                     "Gates and entrances of schools."},
     .from = GATES " LEFT JOIN school AS s ON s.id = t.school_id",
     .keys = {{"t.school_id", true}, {"t.number", false}},
     .geometry = "t.geom",
     .geometry_type = "Point",
     .indexes = {{"gate", "t.gate_row", NULL},
                 {"added_gate", "t.added_row", NULL}},
     .properties = GATE_PROPERTIES},
    {.name = "wards",
     .title = {"Phường, xã", "Wards"},
     .description = {"Phường, xã, đặc khu với dân số của năm mới nhất.",
                     "Wards and communes, with people of the newest year."},
     .from = "ward AS t",
     .where = "t.source = " WARD_SOURCE,
     .keys = {{"t.id", true}},
     .geometry = "t.geom",
     .geometry_type = "MultiPolygon",
     .indexes = {{"ward", "t.fid", NULL}},
     .properties = WARD_PROPERTIES,
     .tile_set = "wards"},
    {.name = "units",
     .title = {"Khu phố, ấp", "Planning units"},
     .description = {"Đơn vị nhỏ nhất để chia địa bàn tuyển sinh.",
                     "The smallest areas that zones are made of."},
     .from = "unit AS t LEFT JOIN ward AS w ON w.id = t.ward_id"
             " AND w.source = " WARD_SOURCE,
     .keys = {{"t.id", true}},
     .geometry = "t.geom",
     .geometry_type = "MultiPolygon",
     .indexes = {{"unit", "t.fid", NULL}},
     .properties = UNIT_PROPERTIES,
     .tile_set = "units"},
    {.name = "zones",
     .title = {"Địa bàn tuyển sinh", "Attendance zones"},
     .description = {"Địa bàn của từng trường trong các phương án đã công bố.",
                     "Each school's zone in the plans that were published."},
     .from = "zone AS t JOIN plan AS p ON p.id = t.plan_id"
             " LEFT JOIN school AS s ON s.id = t.school_id",
     .where = "p.published_order IS NOT NULL",
     .keys = {{"t.plan_id", true}, {"t.school_id", true}},
     .geometry = "t.geom",
     .geometry_type = "MultiPolygon",
     .indexes = {{"zone", "t.fid", NULL}},
     .properties = ZONE_PROPERTIES,
     .tile_set = "zones"},
    {.name = "streets",
     .title = {"Đường, hẻm", "Streets"},
     .description = {"Từng đoạn đường giữa hai nút giao.",
                     "Stretches of street between two junctions."},
     .from = STREETS,
     .keys = {{"t.id", false}},
     .geometry = "t.geom",
     .geometry_type = "LineString",
     .indexes = {{"street", "t.id", NULL},
                 {"added_street", "t.id", ADDED_ID("pkid")}},
     .properties = STREET_PROPERTIES},
    {.name = "indicators",
     .title = {"Chỉ tiêu của ngành", "Indicators"},
     .description = {"Giá trị chỉ tiêu theo trường hoặc phường, xã, trừ những "
                     "gì đếm học sinh.",
                     "Values by school or ward, but for what may count "
                     "children."},
     .from = "indicator_value AS t JOIN indicator AS i ON i.code = t.code"
             " LEFT JOIN school AS s ON s.id = t.school_id"
             " LEFT JOIN ward AS w ON w.id = t.ward_id"
             " AND w.source = " WARD_SOURCE " AND s.id IS NULL",
     .where = "(s.id IS NOT NULL OR w.id IS NOT NULL)"
              " AND hocgan_may_count_children(i.unit) = '0'",
     .keys = {{"t.code", true},
              {"t.year", false},
              {"t.school_id", true},
              {"t.ward_id", true}},
     .geometry = "ifnull(s.geom, w.geom)",
     .indexes = {{"school", "ifnull(s.fid, -1)", NULL},
                 {"ward", "ifnull(w.fid, -1)", NULL}},
     .properties = INDICATOR_PROPERTIES},
    {.name = "cut_offs",
     .title = {"Mức cuối cùng được nhận", "Cut-offs"},
     .description = {"Em cuối cùng mỗi trường nhận trong đợt đã công bố.",
                     "The last a school admitted in the published round."},
     .from = "cut_off AS t JOIN school AS s ON s.id = t.school_id",
     .keys = {{"t.year", false},
              {"t.grade", false},
              {"t.school_id", true},
              {"t.programme", true}},
     .geometry = "s.geom",
     .geometry_type = "Point",
     .indexes = {{"school", "s.fid", NULL}},
     .properties = CUT_OFF_PROPERTIES},
    {.name = NULL},
};
