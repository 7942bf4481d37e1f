// Both old encodings are tables. TCVN3 has one byte a letter, so the upper half
// of the code page is the table (TCVN 5712:1993, VN1). VNI writes a vowel with
// marks as the vowel followed by a byte for its marks: "a" and 0xE1 are "ấ";
// the letters ơ, ư, đ and the marked i and y are bytes of their own.

#include "format/encoding.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

// clang-format off
static const char *const TCVN3[128] = {
    "À", "Ả", "Ã", "Á", "Ạ", "Ặ", "Ậ", "È",
    "Ẻ", "Ẽ", "É", "Ẹ", "Ệ", "Ì", "Ỉ", "Ĩ",
    "Í", "Ị", "Ò", "Ỏ", "Õ", "Ó", "Ọ", "Ộ",
    "Ờ", "Ở", "Ỡ", "Ớ", "Ợ", "Ù", "Ủ", "Ũ",
    " ", "Ă", "Â", "Ê", "Ô", "Ơ", "Ư", "Đ",
    "ă", "â", "ê", "ô", "ơ", "ư", "đ", "Ằ",
    "\u0300", "\u0309", "\u0303", "\u0301", "\u0323", "à", "ả", "ã",
    "á", "ạ", "Ẳ", "ằ", "ẳ", "ẵ", "ắ", "Ẵ",
    "Ắ", "Ầ", "Ẩ", "Ẫ", "Ấ", "Ề", "ặ", "ầ",
    "ẩ", "ẫ", "ấ", "ậ", "è", "Ể", "ẻ", "ẽ",
    "é", "ẹ", "ề", "ể", "ễ", "ế", "ệ", "ì",
    "ỉ", "Ễ", "Ế", "Ồ", "ĩ", "í", "ị", "ò",
    "Ổ", "ỏ", "õ", "ó", "ọ", "ồ", "ổ", "ỗ",
    "ố", "ộ", "ờ", "ở", "ỡ", "ớ", "ợ", "ù",
    "Ỗ", "ủ", "ũ", "ú", "ụ", "ừ", "ử", "ữ",
    "ứ", "ự", "ỳ", "ỷ", "ỹ", "ý", "ỵ", "Ố",
};
// clang-format on

// The vowel, and what each mark makes of it. Marks stand in the order grave,
// acute, hook, tilde, dot, then the same five on the circumflex after the
// circumflex alone, then on the breve after the breve alone.
struct vni_vowel {
    const char *vowel; // one byte, as it stands in the file
    const char *marked[17];
};

static const unsigned char VNI_LOWER_MARKS[17] = {
    0xF8, 0xF9, 0xFB, 0xF5, 0xEF,       // ø ù û õ ï
    0xE2, 0xE0, 0xE1, 0xE5, 0xE3, 0xE4, // â à á å ã ä
    0xEA, 0xE8, 0xE9, 0xFA, 0xFC, 0xEB, // ê è é ú ü ë
};

// clang-format off
static const struct vni_vowel VNI_VOWELS[] = {
    {"a", {"à", "á", "ả", "ã", "ạ", "â", "ầ", "ấ", "ẩ", "ẫ", "ậ",
           "ă", "ằ", "ắ", "ẳ", "ẵ", "ặ"}},
    {"A", {"À", "Á", "Ả", "Ã", "Ạ", "Â", "Ầ", "Ấ", "Ẩ", "Ẫ", "Ậ",
           "Ă", "Ằ", "Ắ", "Ẳ", "Ẵ", "Ặ"}},
    {"e", {"è", "é", "ẻ", "ẽ", "ẹ", "ê", "ề", "ế", "ể", "ễ", "ệ"}},
    {"E", {"È", "É", "Ẻ", "Ẽ", "Ẹ", "Ê", "Ề", "Ế", "Ể", "Ễ", "Ệ"}},
    {"o", {"ò", "ó", "ỏ", "õ", "ọ", "ô", "ồ", "ố", "ổ", "ỗ", "ộ"}},
    {"O", {"Ò", "Ó", "Ỏ", "Õ", "Ọ", "Ô", "Ồ", "Ố", "Ổ", "Ỗ", "Ộ"}},
    {"u", {"ù", "ú", "ủ", "ũ", "ụ"}},
    {"U", {"Ù", "Ú", "Ủ", "Ũ", "Ụ"}},
    {"y", {"ỳ", "ý", "ỷ", "ỹ"}},
    {"Y", {"Ỳ", "Ý", "Ỷ", "Ỹ"}},
    {"\xF4", {"ờ", "ớ", "ở", "ỡ", "ợ"}},
    {"\xD4", {"Ờ", "Ớ", "Ở", "Ỡ", "Ợ"}},
    {"\xF6", {"ừ", "ứ", "ử", "ữ", "ự"}},
    {"\xD6", {"Ừ", "Ứ", "Ử", "Ữ", "Ự"}},
};

static const struct {
    unsigned char byte;
    const char *letter;
} VNI_LETTERS[] = {
    {0xF4, "ơ"}, {0xD4, "Ơ"}, {0xF6, "ư"}, {0xD6, "Ư"}, {0xF1, "đ"},
    {0xD1, "Đ"}, {0xED, "í"}, {0xCD, "Í"}, {0xEC, "ì"}, {0xCC, "Ì"},
    {0xE6, "ỉ"}, {0xC6, "Ỉ"}, {0xF3, "ĩ"}, {0xD3, "Ĩ"}, {0xF2, "ị"},
    {0xD2, "Ị"}, {0xEE, "ỵ"}, {0xCE, "Ỵ"}, {0xA0, " "},
};
// clang-format on

bool encoding_parse(const char *name, enum encoding *encoding)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } NAMES[] = {
        {"auto", ENCODING_UTF8},  {"utf-8", ENCODING_UTF8},
        {"utf8", ENCODING_UTF8},  {"tcvn3", ENCODING_TCVN3},
        {"tcvn", ENCODING_TCVN3}, {"vni", ENCODING_VNI},
    };
    *encoding = ENCODING_UTF8;
    if (name == NULL)
        return true;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcasecmp(name, NAMES[i].name) == 0) {
            *encoding = NAMES[i].encoding;
            return true;
        }
    return false;
}

// What the byte and the one after it are together; NULL if not a marked vowel.
// The marks of capitals are those of small letters less 0x20.
static const char *find_marked(unsigned char vowel, unsigned char mark)
{
    for (size_t v = 0; v < sizeof VNI_VOWELS / sizeof *VNI_VOWELS; v++) {
        if ((unsigned char)VNI_VOWELS[v].vowel[0] != vowel)
            continue;
        for (size_t m = 0; m < 17; m++)
            if (mark == VNI_LOWER_MARKS[m] || mark == VNI_LOWER_MARKS[m] - 0x20)
                return VNI_VOWELS[v].marked[m];
    }
    return NULL;
}

static const char *find_letter(unsigned char byte)
{
    for (size_t i = 0; i < sizeof VNI_LETTERS / sizeof *VNI_LETTERS; i++)
        if (VNI_LETTERS[i].byte == byte)
            return VNI_LETTERS[i].letter;
    return NULL;
}

static bool decode_vni(struct text_buffer *into, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        unsigned char next = i + 1 < n ? (unsigned char)bytes[i + 1] : 0;
        const char *marked = next < 0x80 ? NULL : find_marked(byte, next);
        const char *letter = byte < 0x80 ? NULL : find_letter(byte);
        if (byte == 0 || (byte >= 0x80 && marked == NULL && letter == NULL))
            return false;
        if (marked != NULL) {
            text_add_string(into, marked);
            i++;
        } else if (letter != NULL) {
            text_add_string(into, letter);
        } else {
            text_add(into, bytes + i, 1);
        }
    }
    return true;
}

static bool decode_tcvn3(struct text_buffer *into, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte == 0)
            return false;
        if (byte >= 0x80)
            text_add_string(into, TCVN3[byte - 0x80]);
        else
            text_add(into, bytes + i, 1);
    }
    return true;
}

const char *encoding_decode(enum encoding encoding, struct arena *arena,
                            const char *bytes, size_t n)
{
    if (encoding == ENCODING_UTF8)
        return text_is_utf8(bytes, n, NULL) ? arena_text_n(arena, bytes, n)
                                            : NULL;
    struct text_buffer text = {0};
    bool decoded = encoding == ENCODING_VNI ? decode_vni(&text, bytes, n)
                                            : decode_tcvn3(&text, bytes, n);
    const char *copy =
        decoded ? arena_text_n(arena, text.bytes, text.length) : NULL;
    text_buffer_free(&text);
    return copy;
}
