-- What the streets were when they were last written: the checksum that derived
-- files carry, kept so that nobody has to read all streets to know whether they
-- have changed. Whoever writes a row of them by other means, QGIS for one, thereby
-- clears it; it is then worked out when it is asked for.

ALTER TABLE city ADD COLUMN streets_checksum TEXT;

CREATE TRIGGER junction_insert_clears_checksum AFTER INSERT ON junction
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER junction_update_clears_checksum AFTER UPDATE ON junction
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER junction_delete_clears_checksum AFTER DELETE ON junction
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER street_insert_clears_checksum AFTER INSERT ON street
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER street_update_clears_checksum AFTER UPDATE ON street
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER street_delete_clears_checksum AFTER DELETE ON street
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER turn_restriction_insert_clears_checksum AFTER INSERT ON turn_restriction
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER turn_restriction_update_clears_checksum AFTER UPDATE ON turn_restriction
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER turn_restriction_delete_clears_checksum AFTER DELETE ON turn_restriction
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;
