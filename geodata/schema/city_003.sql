-- Which side of a street has a way of its own for bicycles, or for those on
-- foot. NULL until the streets are imported again. What is known of the
-- streets is more than it was, so their checksum is worked out anew.

ALTER TABLE street ADD COLUMN cycleway TEXT;
ALTER TABLE street ADD COLUMN sidewalk TEXT;

UPDATE city SET streets_checksum = NULL;
