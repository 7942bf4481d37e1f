-- The city file, first version. README.md is the dictionary. Run once, in one
-- transaction, on an empty SpatiaLite database; the word SRID stands for the
-- number of the city's own system. A SELECT here is a SpatiaLite function and
-- must answer 1. Every layer has an integer key, which its R*Tree refers to.

CREATE TABLE city (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    crs TEXT NOT NULL,
    is_sample INTEGER NOT NULL,
    attribution TEXT
);

-- Streets as OpenStreetMap has them, cut where they meet. -------------------

CREATE TABLE junction (
    id INTEGER PRIMARY KEY,
    barrier TEXT,
    highway TEXT,
    crossing TEXT,
    access TEXT,
    vehicle TEXT,
    motor_vehicle TEXT,
    motorcar TEXT,
    motorcycle TEXT,
    bicycle TEXT,
    foot TEXT
);
SELECT AddGeometryColumn('junction', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('junction', 'geom');

CREATE TABLE street (
    id INTEGER PRIMARY KEY,
    way_id INTEGER NOT NULL,
    from_junction INTEGER NOT NULL,
    to_junction INTEGER NOT NULL,
    name TEXT,
    highway TEXT,
    route TEXT,
    service TEXT,
    junction TEXT,
    oneway TEXT,
    oneway_bicycle TEXT,
    oneway_motorcycle TEXT,
    oneway_foot TEXT,
    access TEXT,
    vehicle TEXT,
    motor_vehicle TEXT,
    motorcar TEXT,
    motorcycle TEXT,
    bicycle TEXT,
    foot TEXT,
    maxspeed TEXT,
    bridge TEXT,
    tunnel TEXT,
    layer TEXT
);
SELECT AddGeometryColumn('street', 'geom', SRID, 'LINESTRING', 'XY');
SELECT CreateSpatialIndex('street', 'geom');

CREATE TABLE turn_restriction (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    except_vehicles TEXT,
    from_way INTEGER NOT NULL,
    via_junction INTEGER NOT NULL,
    via_ways TEXT,
    to_way INTEGER NOT NULL
);

-- Schools. ------------------------------------------------------------------

CREATE TABLE school (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    levels TEXT NOT NULL,
    address TEXT,
    kind TEXT,
    source TEXT
);
SELECT AddGeometryColumn('school', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('school', 'geom');

CREATE TABLE school_grounds (
    fid INTEGER PRIMARY KEY,
    school_id TEXT NOT NULL UNIQUE
);
SELECT AddGeometryColumn('school_grounds', 'geom', SRID, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('school_grounds', 'geom');

CREATE TABLE gate (
    fid INTEGER PRIMARY KEY,
    school_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (school_id, number)
);
SELECT AddGeometryColumn('gate', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('gate', 'geom');

-- Rows of the following name a school or a ward that may not be on the map
-- yet, or no longer, so nothing forces them to.

CREATE TABLE capacity (
    school_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    rooms INTEGER,
    class_cap INTEGER,
    sessions INTEGER,
    area_m2 REAL,
    PRIMARY KEY (school_id, year)
);

CREATE TABLE seats (
    school_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    seats INTEGER NOT NULL,
    PRIMARY KEY (school_id, year, grade)
);

CREATE TABLE enrolment (
    school_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    pupils INTEGER NOT NULL,
    PRIMARY KEY (school_id, year, grade)
);

-- Wards, quarters and people. -----------------------------------------------

CREATE TABLE ward (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    district TEXT,
    source TEXT NOT NULL,
    UNIQUE (source, id)
);
SELECT AddGeometryColumn('ward', 'geom', SRID, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('ward', 'geom');

CREATE TABLE unit (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    ward_id TEXT
);
SELECT AddGeometryColumn('unit', 'geom', SRID, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('unit', 'geom');

CREATE TABLE population (
    ward_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    age INTEGER,
    people INTEGER NOT NULL
);
CREATE UNIQUE INDEX population_key
    ON population (ward_id, year, ifnull(age, -1));

-- The base map and what can be searched. ------------------------------------

CREATE TABLE base_area (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    class TEXT NOT NULL,
    name TEXT
);
SELECT AddGeometryColumn('base_area', 'geom', SRID, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('base_area', 'geom');

CREATE TABLE base_line (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    class TEXT NOT NULL,
    name TEXT
);
SELECT AddGeometryColumn('base_line', 'geom', SRID, 'LINESTRING', 'XY');
SELECT CreateSpatialIndex('base_line', 'geom');

CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL
);
SELECT AddGeometryColumn('place', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('place', 'geom');

CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    street TEXT
);
SELECT AddGeometryColumn('address', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('address', 'geom');

CREATE TABLE boundary (
    relation_id INTEGER PRIMARY KEY,
    admin_level INTEGER NOT NULL,
    name TEXT
);
SELECT AddGeometryColumn('boundary', 'geom', SRID, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('boundary', 'geom');

-- Plans. --------------------------------------------------------------------

CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    level TEXT NOT NULL,
    method TEXT NOT NULL,
    made_from TEXT NOT NULL,
    made_at TEXT NOT NULL,
    published_order INTEGER UNIQUE
);

CREATE TABLE zone (
    fid INTEGER PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    school_id TEXT NOT NULL,
    UNIQUE (plan_id, school_id)
);
SELECT AddGeometryColumn('zone', 'geom', SRID, 'MULTIPOLYGON', 'XY');
SELECT CreateSpatialIndex('zone', 'geom');

-- What came in. -------------------------------------------------------------

CREATE TABLE import_log (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    file TEXT NOT NULL,
    checksum TEXT NOT NULL,
    report TEXT NOT NULL
);
