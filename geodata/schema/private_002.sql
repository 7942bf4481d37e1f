-- What placing asks of children besides their home: a brother's or sister's
-- school, where a parent works, a programme, a score, wishes. And rounds of
-- placing, each with the rules it followed, so that it can be explained and
-- done again years later. A published round never changes: triggers see to it,
-- whoever writes.

ALTER TABLE pupil ADD COLUMN sibling_school TEXT;
ALTER TABLE pupil ADD COLUMN work_ward_id TEXT;
ALTER TABLE pupil ADD COLUMN programme TEXT;
ALTER TABLE pupil ADD COLUMN score_milli INTEGER;

CREATE TABLE wish (
    pupil_id TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 1),
    school_id TEXT NOT NULL,
    PRIMARY KEY (pupil_id, rank),
    UNIQUE (pupil_id, school_id)
) WITHOUT ROWID;

-- The draw's seed, which is secret until the city file has it too.

CREATE TABLE draw (
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    seed TEXT NOT NULL,
    commitment TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (year, grade)
) WITHOUT ROWID;

CREATE TRIGGER draw_keeps_its_seed BEFORE UPDATE ON draw
BEGIN
    SELECT RAISE(ABORT, 'a seed once drawn stays');
END;

CREATE TRIGGER draw_stays BEFORE DELETE ON draw
BEGIN
    SELECT RAISE(ABORT, 'a seed once drawn stays');
END;

-- Placements and pools name their round by its number, which is short.

CREATE TABLE round (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    level TEXT NOT NULL,
    grade INTEGER NOT NULL,
    year INTEGER NOT NULL,
    method TEXT NOT NULL,
    objective TEXT,
    rules_name TEXT NOT NULL,
    rules_version TEXT NOT NULL,
    rules_checksum TEXT NOT NULL,
    rules TEXT NOT NULL,
    network_checksum TEXT NOT NULL,
    made_from TEXT NOT NULL,
    made_at TEXT NOT NULL,
    summary TEXT NOT NULL,
    published_order INTEGER UNIQUE
);

CREATE TABLE placement (
    round INTEGER NOT NULL REFERENCES round (number),
    pupil_id TEXT NOT NULL,
    school_id TEXT,
    programme TEXT,
    way_cm INTEGER,
    group_number INTEGER,
    lot INTEGER NOT NULL,
    PRIMARY KEY (round, pupil_id)
) WITHOUT ROWID;

CREATE TABLE round_pool (
    round INTEGER NOT NULL REFERENCES round (number),
    school_id TEXT NOT NULL,
    programme TEXT NOT NULL,
    seats INTEGER NOT NULL,
    placed INTEGER NOT NULL,
    price INTEGER,
    last_group INTEGER,
    last_group_name TEXT,
    last_cm INTEGER,
    last_score_milli INTEGER,
    last_lot INTEGER,
    PRIMARY KEY (round, school_id, programme)
) WITHOUT ROWID;

CREATE TRIGGER round_published_stays
BEFORE UPDATE OF number, id, level, grade, year, method, objective, rules_name,
    rules_version, rules_checksum, rules, network_checksum, made_from, made_at,
    summary ON round
WHEN OLD.published_order IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER round_published_stays_published
BEFORE UPDATE OF published_order ON round
WHEN OLD.published_order IS NOT NULL
    AND ifnull(NEW.published_order, 0) < OLD.published_order
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER round_published_is_kept BEFORE DELETE ON round
WHEN OLD.published_order IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER placement_published_insert BEFORE INSERT ON placement
WHEN (SELECT published_order FROM round WHERE number = NEW.round) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER placement_published_update BEFORE UPDATE ON placement
WHEN (SELECT max(published_order) FROM round
       WHERE number IN (OLD.round, NEW.round)) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER placement_published_delete BEFORE DELETE ON placement
WHEN (SELECT published_order FROM round WHERE number = OLD.round) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER round_pool_published_insert BEFORE INSERT ON round_pool
WHEN (SELECT published_order FROM round WHERE number = NEW.round) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER round_pool_published_update BEFORE UPDATE ON round_pool
WHEN (SELECT max(published_order) FROM round
       WHERE number IN (OLD.round, NEW.round)) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;

CREATE TRIGGER round_pool_published_delete BEFORE DELETE ON round_pool
WHEN (SELECT published_order FROM round WHERE number = OLD.round) IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a published round never changes');
END;
