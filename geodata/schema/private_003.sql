-- Who may use the office, and what was done. People sign in with a name and a
-- password, or through the city's own sign-in (OpenID Connect), which `subject`
-- then names. Sessions and codes are kept as hashes only.

CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT,
    role TEXT NOT NULL CHECK (role IN ('officer', 'planner', 'admin')),
    has_all_wards INTEGER NOT NULL DEFAULT 0,
    password TEXT,
    subject TEXT UNIQUE,
    is_disabled INTEGER NOT NULL DEFAULT 0,
    must_change INTEGER NOT NULL DEFAULT 0,
    made_at TEXT NOT NULL
);

CREATE TABLE person_ward (
    person INTEGER NOT NULL REFERENCES person (number),
    ward_id TEXT NOT NULL,
    PRIMARY KEY (person, ward_id)
) WITHOUT ROWID;

CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    person INTEGER,
    pupil_id TEXT,
    csrf TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Who guesses: by name and by where from. Seconds since 1970.

CREATE TABLE sign_in_failure (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT,
    detail TEXT,
    hash TEXT NOT NULL UNIQUE
);

CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log never changes');
END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log never changes');
END;

-- A row that takes another's place is no delete to SQLite: it comes after the
-- last or not at all.

CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.number IS NOT (SELECT ifnull(max(number), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit log never changes');
END;
