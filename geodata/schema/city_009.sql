-- Lanes that people added are streets: who writes one by other means clears the
-- streets' checksum too.

CREATE TRIGGER added_street_insert_clears_checksum AFTER INSERT ON added_street
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER added_street_update_clears_checksum AFTER UPDATE ON added_street
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;

CREATE TRIGGER added_street_delete_clears_checksum AFTER DELETE ON added_street
    WHEN (SELECT streets_checksum FROM city) IS NOT NULL
BEGIN
    UPDATE city SET streets_checksum = NULL;
END;
