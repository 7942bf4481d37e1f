-- How often a draft has been changed, so that two who work on it at once notice.

ALTER TABLE plan ADD COLUMN edits INTEGER NOT NULL DEFAULT 0;
