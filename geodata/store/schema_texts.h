#ifndef STORE_SCHEMA_TEXTS_H
#define STORE_SCHEMA_TEXTS_H

/// The files of geodata/schema, compiled into the program: "city_001" is the
/// first version of the city file, "private_001" of the private one. Ended by
/// an entry without a name.
struct schema_text {
    const char *name;
    const char *sql;
};

extern const struct schema_text SCHEMA_TEXTS[];

#endif
