-- Planning units made here or brought by a file, how many children of them enter a
-- grade, and plans that say of each unit which school it belongs to. A plan of
-- units is worked on step by step until it is published; then it stays.

ALTER TABLE unit ADD COLUMN source TEXT NOT NULL DEFAULT 'file';

CREATE TABLE unit_entrants (
    unit_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    grade INTEGER NOT NULL,
    entrants INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (unit_id, year, grade)
) WITHOUT ROWID;

ALTER TABLE plan ADD COLUMN grade INTEGER;
ALTER TABLE plan ADD COLUMN year INTEGER;
ALTER TABLE plan ADD COLUMN based_on TEXT;
ALTER TABLE plan ADD COLUMN options TEXT;

CREATE TABLE plan_unit (
    plan_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    school_id TEXT,
    is_locked INTEGER NOT NULL,
    PRIMARY KEY (plan_id, unit_id)
) WITHOUT ROWID;

CREATE TABLE plan_step (
    plan_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    unit_id TEXT NOT NULL,
    from_school_id TEXT,
    to_school_id TEXT,
    is_undone INTEGER NOT NULL,
    PRIMARY KEY (plan_id, step, unit_id)
) WITHOUT ROWID;

CREATE TRIGGER published_plan_unit_insert_refused BEFORE INSERT ON plan_unit
    WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id
                    AND published_order IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a published plan is not changed');
END;

CREATE TRIGGER published_plan_unit_update_refused BEFORE UPDATE ON plan_unit
    WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id
                    AND published_order IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a published plan is not changed');
END;

CREATE TRIGGER published_plan_unit_delete_refused BEFORE DELETE ON plan_unit
    WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id
                    AND published_order IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a published plan is not changed');
END;

CREATE TRIGGER published_plan_step_insert_refused BEFORE INSERT ON plan_step
    WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.plan_id
                    AND published_order IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a published plan is not changed');
END;

CREATE TRIGGER published_plan_step_update_refused BEFORE UPDATE ON plan_step
    WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id
                    AND published_order IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a published plan is not changed');
END;

CREATE TRIGGER published_plan_step_delete_refused BEFORE DELETE ON plan_step
    WHEN EXISTS (SELECT 1 FROM plan WHERE id = OLD.plan_id
                    AND published_order IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a published plan is not changed');
END;
