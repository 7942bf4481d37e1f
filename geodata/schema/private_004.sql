-- Long work done in the background, so that it is known after a restart.

CREATE TABLE job (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    options TEXT NOT NULL,
    who TEXT NOT NULL,
    person INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed',
        'cancelled', 'broken')),
    per_mille INTEGER NOT NULL DEFAULT 0,
    step TEXT,
    made_at TEXT NOT NULL,
    begun_at TEXT,
    ended_at TEXT,
    log TEXT,
    result TEXT,
    error TEXT
);
