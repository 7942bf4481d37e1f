-- Signals an officer has looked at: what of a child's data asked for it (facts, a
-- hash), by whom it was seen and when. Once the facts are others, it counts no
-- more.

CREATE TABLE signal_review (
    pupil_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (pupil_id, kind)
) WITHOUT ROWID;
