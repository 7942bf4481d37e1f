#ifndef FORMAT_RULES_TEXTS_H
#define FORMAT_RULES_TEXTS_H

/// The files of geodata/rules, compiled into the program: "grade-1",
/// "grade-6", "grade-10". Ended by an entry without a name.
struct rules_text {
    const char *name;
    const char *yaml;
};

extern const struct rules_text RULES_TEXTS[];

#endif
