-- The private file, first version: children. See README.md.

CREATE TABLE pupil (
    fid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    grade INTEGER NOT NULL,
    year INTEGER NOT NULL,
    birth_year INTEGER,
    ward_id TEXT,
    address TEXT,
    previous_school TEXT,
    sibling_of TEXT
);
SELECT AddGeometryColumn('pupil', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('pupil', 'geom');

CREATE TABLE import_log (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    file TEXT NOT NULL,
    checksum TEXT NOT NULL,
    report TEXT NOT NULL
);
