-- What of placing is for everyone: the draw's commitment and, once revealed, its
-- seed; and the last that a school took in the round in force.

CREATE TABLE draw (
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    commitment TEXT NOT NULL,
    committed_at TEXT NOT NULL,
    seed TEXT,
    revealed_at TEXT,
    PRIMARY KEY (year, grade)
) WITHOUT ROWID;

CREATE TRIGGER draw_keeps_its_commitment
BEFORE UPDATE OF year, grade, commitment, committed_at ON draw
BEGIN
    SELECT RAISE(ABORT, 'a commitment once published stays');
END;

CREATE TRIGGER draw_keeps_its_seed
BEFORE UPDATE OF seed, revealed_at ON draw
WHEN OLD.seed IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a seed once revealed stays');
END;

CREATE TRIGGER draw_stays BEFORE DELETE ON draw
BEGIN
    SELECT RAISE(ABORT, 'a commitment once published stays');
END;

CREATE TABLE cut_off (
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    school_id TEXT NOT NULL,
    programme TEXT NOT NULL,
    seats INTEGER NOT NULL,
    placed INTEGER,
    is_full INTEGER NOT NULL,
    last_group INTEGER,
    last_group_name TEXT,
    last_cm INTEGER,
    last_score_milli INTEGER,
    method TEXT NOT NULL,
    round_id TEXT NOT NULL,
    PRIMARY KEY (year, grade, school_id, programme)
) WITHOUT ROWID;
