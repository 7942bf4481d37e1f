-- What planning looks ahead with: homes being built, sites where a school could
-- stand, indicators with their targets, and what was worked out: forecasts with
-- the rooms they need, and where to build. A text that stands for "none" in a
-- key is ''.

CREATE TABLE housing (
    fid INTEGER PRIMARY KEY,
    homes INTEGER NOT NULL,
    year INTEGER NOT NULL,
    pupils_per_home REAL NOT NULL
);
SELECT AddGeometryColumn('housing', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('housing', 'geom');

CREATE TABLE site (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    area_m2 REAL,
    max_rooms INTEGER NOT NULL,
    cost REAL
);
SELECT AddGeometryColumn('site', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('site', 'geom');

CREATE TABLE indicator (
    code TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    unit TEXT NOT NULL,
    better TEXT NOT NULL,
    target REAL,
    target_year INTEGER
) WITHOUT ROWID;

CREATE TABLE indicator_value (
    code TEXT NOT NULL,
    year INTEGER NOT NULL,
    school_id TEXT NOT NULL,
    ward_id TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (code, year, school_id, ward_id)
) WITHOUT ROWID;

-- Forecasts. ----------------------------------------------------------------

CREATE TABLE forecast_run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL,
    origin INTEGER NOT NULL,
    n_years INTEGER NOT NULL,
    method TEXT NOT NULL,
    version TEXT NOT NULL,
    made_from TEXT NOT NULL
);

CREATE TABLE forecast_value (
    run INTEGER NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    grade INTEGER NOT NULL,
    year INTEGER NOT NULL,
    median REAL NOT NULL,
    low50 REAL NOT NULL,
    high50 REAL NOT NULL,
    low80 REAL NOT NULL,
    high80 REAL NOT NULL,
    low95 REAL NOT NULL,
    high95 REAL NOT NULL,
    PRIMARY KEY (run, subject, subject_id, grade, year)
) WITHOUT ROWID;

CREATE TABLE forecast_rooms (
    run INTEGER NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    level TEXT NOT NULL,
    year INTEGER NOT NULL,
    median REAL NOT NULL,
    low50 REAL NOT NULL,
    high50 REAL NOT NULL,
    low80 REAL NOT NULL,
    high80 REAL NOT NULL,
    low95 REAL NOT NULL,
    high95 REAL NOT NULL,
    n_schools INTEGER,
    n_unknown INTEGER,
    classes INTEGER,
    rooms_needed INTEGER,
    needed_unknown INTEGER,
    rooms_low80 INTEGER,
    rooms_high80 INTEGER,
    rooms INTEGER,
    classes_possible INTEGER,
    shortage INTEGER,
    surplus INTEGER,
    missing_for_two_sessions INTEGER,
    n_two_sessions INTEGER,
    n_large INTEGER,
    n_small INTEGER,
    n_area_known INTEGER,
    places REAL,
    overflow_chance REAL,
    n_overflowing REAL,
    class_size REAL,
    m2_per_pupil REAL,
    PRIMARY KEY (run, subject, subject_id, level, year)
) WITHOUT ROWID;

CREATE TABLE forecast_room_rate (
    run INTEGER NOT NULL,
    ward_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    rooms_per_10000 REAL NOT NULL,
    PRIMARY KEY (run, ward_id, year)
) WITHOUT ROWID;

-- Where to build. -----------------------------------------------------------

CREATE TABLE site_plan (
    id TEXT PRIMARY KEY,
    made_at TEXT NOT NULL,
    level TEXT NOT NULL,
    year INTEGER NOT NULL,
    n_new INTEGER NOT NULL,
    n_rooms INTEGER NOT NULL,
    cap_cm INTEGER NOT NULL,
    forecast_id TEXT,
    made_from TEXT NOT NULL,
    pupils INTEGER NOT NULL,
    seated_before INTEGER NOT NULL,
    over_cap_before INTEGER NOT NULL,
    unseated_before INTEGER NOT NULL,
    way_cm_before INTEGER NOT NULL,
    seated_after INTEGER NOT NULL,
    over_cap_after INTEGER NOT NULL,
    unseated_after INTEGER NOT NULL,
    way_cm_after INTEGER NOT NULL,
    cost REAL NOT NULL,
    bound_outside INTEGER NOT NULL,
    gap REAL NOT NULL
);

CREATE TABLE site_plan_choice (
    plan_id TEXT NOT NULL,
    rank INTEGER NOT NULL,
    place TEXT NOT NULL,
    place_id TEXT NOT NULL,
    rooms INTEGER NOT NULL,
    seated_more INTEGER NOT NULL,
    way_cm_less INTEGER NOT NULL,
    PRIMARY KEY (plan_id, rank)
) WITHOUT ROWID;
