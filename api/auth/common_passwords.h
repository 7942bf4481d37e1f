#ifndef AUTH_COMMON_PASSWORDS_H
#define AUTH_COMMON_PASSWORDS_H

/// The file api/auth/common_passwords.txt, compiled into the program. Ended by
/// an entry without a name.
struct common_passwords_text {
    const char *name;
    const char *text;
};

extern const struct common_passwords_text COMMON_PASSWORDS_TEXTS[];

#endif
