#ifndef BASE_ERROR_H
#define BASE_ERROR_H

/// What went wrong, for code to branch on. Few on purpose: a code earns its
/// place when some caller does something different because of it.
enum status {
    STATUS_OK = 0,
    STATUS_BAD_INPUT, ///< the caller's data breaks a documented rule
    STATUS_NOT_FOUND, ///< the thing asked for is not there
    STATUS_IO,        ///< a file, socket or database refused
    STATUS_STATE,     ///< the store is missing something this step needs
};

/// What went wrong, for a person to read. The caller owns it, usually on the
/// stack; it is written only when a function fails.
struct error {
    enum status status;
    char text[400];
};

/// Records one sentence in `err` and returns `status`, so that failing is a
/// single statement:
///
///     return error_set(err, STATUS_IO, "cannot open %s", path);
///
/// A sentence too long for `err->text` is cut at a whole UTF-8 character.
enum status error_set(struct error *err, enum status status, const char *fmt,
                      ...) __attribute__((format(printf, 3, 4)));

/// Puts a context before the sentence already in `err`, as in
/// "wards.shp, row 7: " and returns its status. Used where a lower layer
/// knows what is wrong and the caller knows where.
enum status error_prefix(struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
