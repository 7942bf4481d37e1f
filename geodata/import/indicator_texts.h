#ifndef IMPORT_INDICATOR_TEXTS_H
#define IMPORT_INDICATOR_TEXTS_H

/// The files of geodata/indicators, compiled into the program:
/// "sector-programme". Ended by an entry without a name.
struct indicator_text {
    const char *name;
    const char *csv;
};

extern const struct indicator_text INDICATOR_TEXTS[];

#endif
