// A PBF extract is framed like this, lengths in network byte order:
//
//     [4 bytes: length h][h bytes: BlobHeader][blob] [4 bytes: ...
//
// BlobHeader and Blob are protocol buffers: fields of a number, a wire type
// (0 number, 2 bytes with their length) and a value. The header's field 1 is
// the blob's type, field 3 its length; the blob's field 1 holds raw bytes,
// field 3 zlib's, and 4 to 7 other compressions, which Readosm cannot read.
// Only these few fields are looked at; the content is Readosm's.

#include "format/osm_pbf_frame.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// The format's own limits.
#define LONGEST_HEADER 65536u
#define LONGEST_BLOB (32u * 1024 * 1024)

struct bytes {
    const unsigned char *at;
    size_t left;
};

struct field {
    uint64_t number;
    uint64_t value;     // of wire type 0
    struct bytes bytes; // of wire type 2
};

static bool take_number(struct bytes *from, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64 && from->left > 0; shift += 7) {
        unsigned char byte = *from->at++;
        from->left--;
        *value |= (uint64_t)(byte & 0x7Fu) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool take_field(struct bytes *from, struct field *field)
{
    uint64_t key;
    *field = (struct field){0};
    if (!take_number(from, &key) || !take_number(from, &field->value))
        return false;
    field->number = key >> 3;
    if ((key & 7) == 0)
        return true;
    if ((key & 7) != 2 || field->value > from->left)
        return false;
    field->bytes = (struct bytes){from->at, (size_t)field->value};
    from->at += field->value;
    from->left -= (size_t)field->value;
    return true;
}

static bool is_text(struct bytes bytes, const char *text)
{
    return bytes.left == strlen(text) &&
           memcmp(bytes.at, text, bytes.left) == 0;
}

// The blob's length from its header; false if the header makes no sense. The
// first blob must be the file's header, and no other may be.
static bool parse_header(struct bytes header, bool is_first, size_t *length)
{
    bool has_type = false;
    bool has_length = false;
    while (header.left > 0) {
        struct field field;
        if (!take_field(&header, &field))
            return false;
        if (field.number == 1) {
            if (is_text(field.bytes, "OSMHeader") != is_first)
                return false;
            has_type = true;
        } else if (field.number == 3) {
            if (field.value > LONGEST_BLOB)
                return false;
            *length = (size_t)field.value;
            has_length = true;
        }
    }
    return has_type && has_length;
}

struct frame {
    FILE *file;
    const char *path;
    uint64_t size;
    uint64_t at;
};

static enum status cut_off(const struct frame *frame, struct error *err)
{
    return error_set(err, STATUS_BAD_INPUT,
                     "%s is cut off: the block at byte %llu runs past the end "
                     "of the file, %llu bytes",
                     frame->path, (unsigned long long)frame->at,
                     (unsigned long long)frame->size);
}

static enum status not_pbf(const struct frame *frame, struct error *err)
{
    return error_set(err, STATUS_BAD_INPUT,
                     "%s is damaged or no OpenStreetMap PBF file: the block "
                     "at byte %llu makes no sense",
                     frame->path, (unsigned long long)frame->at);
}

// The blob's first field with data tells its compression; one number may
// stand before it, the size when unpacked.
static enum status check_compression(const struct frame *frame, size_t length,
                                     struct error *err)
{
    unsigned char start[16];
    size_t n = length < sizeof start ? length : sizeof start;
    if (fread(start, 1, n, frame->file) != n)
        return cut_off(frame, err);
    struct bytes bytes = {start, n};
    uint64_t key = 0;
    uint64_t size;
    if (!take_number(&bytes, &key))
        return not_pbf(frame, err);
    if (key >> 3 == 2 &&
        (!take_number(&bytes, &size) || !take_number(&bytes, &key)))
        return not_pbf(frame, err);
    if (key >> 3 >= 4 && key >> 3 <= 7)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is packed in a way that cannot be read here; "
                         "only zlib or no compression can",
                         frame->path);
    return STATUS_OK;
}

static enum status check_blob(struct frame *frame, struct error *err)
{
    static const uint64_t PREFIX = 4;
    unsigned char header[LONGEST_HEADER];
    if (frame->size - frame->at < PREFIX ||
        fread(header, 1, PREFIX, frame->file) != PREFIX)
        return cut_off(frame, err);
    size_t n = (size_t)header[0] << 24 | (size_t)header[1] << 16 |
               (size_t)header[2] << 8 | header[3];
    if (n == 0 || n > LONGEST_HEADER)
        return not_pbf(frame, err);
    if (frame->size - frame->at - PREFIX < n ||
        fread(header, 1, n, frame->file) != n)
        return cut_off(frame, err);
    size_t length = 0;
    if (!parse_header((struct bytes){header, n}, frame->at == 0, &length))
        return not_pbf(frame, err);
    if (frame->size - frame->at - PREFIX - n < length)
        return cut_off(frame, err);
    enum status status = check_compression(frame, length, err);
    frame->at += PREFIX + n + length;
    if (status == STATUS_OK &&
        fseeko(frame->file, (off_t)frame->at, SEEK_SET) != 0)
        return error_set(err, STATUS_IO, "cannot read %s: %s", frame->path,
                         strerror(errno));
    return status;
}

static enum status check_blobs(struct frame *frame, struct error *err)
{
    off_t size = -1;
    if (fseeko(frame->file, 0, SEEK_END) == 0)
        size = ftello(frame->file);
    if (size < 0 || fseeko(frame->file, 0, SEEK_SET) != 0)
        return error_set(err, STATUS_IO, "cannot read %s: %s", frame->path,
                         strerror(errno));
    frame->size = (uint64_t)size;
    if (size == 0)
        return error_set(err, STATUS_BAD_INPUT, "%s is empty", frame->path);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && frame->at < frame->size)
        status = check_blob(frame, err);
    return status;
}

enum status osm_pbf_check_frame(const char *path, struct error *err)
{
    struct frame frame = {.path = path, .file = fopen(path, "rb")};
    if (frame.file == NULL)
        return error_set(err, STATUS_IO, "cannot open %s: %s", path,
                         strerror(errno));
    enum status status = check_blobs(&frame, err);
    fclose(frame.file);
    return status;
}
