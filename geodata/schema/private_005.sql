-- A family's way in, and what it contests. A code is given once, by the school,
-- on paper, and is kept as a hash; a contest is decided by an officer. Until
-- which day families may contest is said by grade and year.

CREATE TABLE family_code (
    pupil_id TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT
) WITHOUT ROWID;

CREATE TABLE contest_window (
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    opens TEXT NOT NULL,
    closes TEXT NOT NULL,
    PRIMARY KEY (year, grade)
) WITHOUT ROWID;

CREATE TABLE contest (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    pupil_id TEXT NOT NULL,
    round_id TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('pin', 'lane', 'gate', 'other')),
    school_id TEXT,
    words TEXT,
    made_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused',
        'withdrawn')),
    decided_at TEXT,
    decided_by TEXT,
    reason TEXT,
    effect TEXT,
    effect_of TEXT
);
SELECT AddGeometryColumn('contest', 'geom', SRID, 'LINESTRING', 'XY');
