-- Wards of a file that has them in English or without accents are shown as the
-- map writes them; how the file has them is kept, so that a newer map can name
-- them again. NULL: shown as in the file.

ALTER TABLE ward ADD COLUMN name_in_file TEXT;
ALTER TABLE ward ADD COLUMN district_in_file TEXT;

-- A boundary that the map names but does not hold whole: what there is of its
-- line, a row a piece.

CREATE TABLE boundary_part (
    fid INTEGER PRIMARY KEY,
    relation_id INTEGER NOT NULL,
    admin_level INTEGER NOT NULL,
    name TEXT NOT NULL
);
SELECT AddGeometryColumn('boundary_part', 'geom', SRID, 'LINESTRING', 'XY');
SELECT CreateSpatialIndex('boundary_part', 'geom');
