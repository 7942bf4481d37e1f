-- What people found missing on the map and an officer agreed to: lanes to walk,
-- and gates. An import of the map leaves them.

CREATE TABLE added_street (
    fid INTEGER PRIMARY KEY,
    name TEXT,
    made_at TEXT NOT NULL
);
SELECT AddGeometryColumn('added_street', 'geom', SRID, 'LINESTRING', 'XY');
SELECT CreateSpatialIndex('added_street', 'geom');

CREATE TABLE added_gate (
    fid INTEGER PRIMARY KEY,
    school_id TEXT NOT NULL,
    made_at TEXT NOT NULL
);
SELECT AddGeometryColumn('added_gate', 'geom', SRID, 'POINT', 'XY');
SELECT CreateSpatialIndex('added_gate', 'geom');
