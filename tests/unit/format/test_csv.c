#include <stdio.h>

#include "base/random.h"
#include "base/text.h"
#include "check.h"
#include "format/csv.h"

static struct arena *arena;
static struct feature_table table;
static struct error err;

static enum status parse_as(const char *text, enum encoding encoding)
{
    table = (struct feature_table){.file = "a.csv"};
    return csv_parse(text, strlen(text), encoding, arena, &table, &err);
}

static void check_reads(const char *text)
{
    if (parse_as(text, ENCODING_UTF8) != STATUS_OK)
        fail_msg("%s", err.text);
}

static void check_refused(const char *text, const char *sentence)
{
    CHECK_INT(parse_as(text, ENCODING_UTF8), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
}

static const char *cell(size_t row, size_t column)
{
    return table.features.items[row].texts[column];
}

static void rows_and_columns_are_read(void **state)
{
    check_reads("id,name\n1,Lê Lợi\n2,\n");
    CHECK_INT(table.n_columns, 2);
    CHECK_TEXT(table.columns[1], "name");
    CHECK_INT(table.features.count, 2);
    CHECK_TEXT(cell(0, 1), "Lê Lợi");
    CHECK(cell(1, 1) == NULL);
    CHECK_INT(table.features.items[0].row, 2);
}

static void quoted_fields_may_hold_anything(void **state)
{
    check_reads("id,name\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,d");
    CHECK_TEXT(cell(0, 1), "a, \"b\"\r\nc");
    CHECK_TEXT(cell(1, 1), "d");
    CHECK_INT(table.features.items[1].row, 3);
}

static void the_header_tells_the_separator(void **state)
{
    check_reads("\xEF\xBB\xBFid;name;\"x,y,z,w\"\n1;a,b;c\n");
    CHECK_INT(table.n_columns, 3);
    CHECK_TEXT(table.columns[0], "id");
    CHECK_TEXT(cell(0, 1), "a,b");
    check_reads("id\tname\n1\ta;b\n");
    CHECK_TEXT(cell(0, 1), "a;b");
}

static void blank_lines_are_passed_over_but_counted(void **state)
{
    check_reads("id\n\n  \n7\n");
    CHECK_INT(table.features.count, 2);
    CHECK_INT(table.features.items[1].row, 4);
    check_reads("id,name\n\n1,2\n");
    CHECK_INT(table.features.count, 1);
    CHECK_INT(table.features.items[0].row, 3);
}

static void a_row_of_another_length_is_refused(void **state)
{
    check_refused("a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,10\n"
                  "1,2,3,4,5,6,7,8,9\n",
                  "a.csv: row 3 has 9 fields, the header has 10");
    check_refused("a,b\n1,2\n1\n",
                  "a.csv: row 3 has 1 field, the header has 2");
}

static void broken_quotes_are_refused(void **state)
{
    check_refused("a,b\n1,\"2\n3,4\n",
                  "a.csv, row 2: a quotation mark is not closed");
    check_refused("a,b\n1,\"2\"3\n",
                  "a.csv, row 2: text follows a closing quotation mark");
}

static void text_that_is_not_utf8_is_refused(void **state)
{
    check_refused("id,ten\n1,a\n2,L\xA9i\n",
                  "a.csv, row 3, column \"ten\": the text is not UTF-8; give "
                  "the file's encoding, as in --encoding tcvn3");
    check_refused("id,t\xA9n\n",
                  "a.csv, row 1, column 2: the text is not UTF-8; give the "
                  "file's encoding, as in --encoding tcvn3");
}

static void an_empty_file_and_two_columns_of_one_name_are_refused(void **state)
{
    check_refused("", "a.csv is empty");
    check_refused("\xEF\xBB\xBF", "a.csv is empty");
    check_refused("id,x,id\n1,2,3\n",
                  "a.csv: columns 1 and 3 are both called \"id\"");
}

static void old_vietnamese_encodings_are_read(void **state)
{
    // "Trường Nguyễn Đình Chiểu, ấp Phú Lợi" in both.
    CHECK_INT(parse_as("ten\n\"Tr\xAD\xEAng NguyÔn §×nh\"\n", ENCODING_UTF8),
              STATUS_BAD_INPUT);
    const char *tcvn3 = "ten\n\"Tr\xAD\xEAng Nguy\xD4n \xA7\xD7nh Chi\xD3u, "
                        "\xCAp Ph\xF3 L\xEEi\"\n";
    CHECK_INT(parse_as(tcvn3, ENCODING_TCVN3), STATUS_OK);
    CHECK_TEXT(cell(0, 0), "Trường Nguyễn Đình Chiểu, ấp Phú Lợi");
    const char *vni =
        "ten\n\"Tr\xF6\xF4\xF8ng Nguye\xE3n \xD1\xECnh Chie\xE5u, "
        "a\xE1p Phu\xF9 L\xF4\xEFi, TR\xD6\xD4\xD8NG TIE\xC5U\"\n";
    CHECK_INT(parse_as(vni, ENCODING_VNI), STATUS_OK);
    CHECK_TEXT(cell(0, 0), "Trường Nguyễn Đình Chiểu, ấp Phú Lợi, TRƯỜNG TIỂU");
    CHECK_INT(parse_as("ten\na\xFEz\n", ENCODING_VNI), STATUS_BAD_INPUT);
}

// Writes random fields as RFC 4180 says and reads them back.
static void what_is_written_by_the_rules_is_read_back(void **state)
{
    static const char *const PIECES[] = {"a", ",",  "\"", "\n", "\r\n",
                                         ";", "\t", "đ",  "7",  " x "};
    struct random random = random_from(4180);
    for (int round = 0; round < 500; round++) {
        struct text_buffer file = {0};
        char fields[6][64];
        text_add_string(&file, "a,b\n");
        for (int f = 0; f < 6; f++) {
            strcpy(fields[f], "|");
            text_add_string(&file, "\"|");
            for (uint32_t n = random_below(&random, 8); n > 0; n--) {
                const char *piece = PIECES[random_below(&random, 10)];
                strcat(fields[f], piece);
                text_add_string(&file, piece[0] == '"' ? "\"\"" : piece);
            }
            strcat(fields[f], "|");
            text_add_string(&file, f % 2 == 0 ? "|\"," : "|\"\r\n");
        }
        check_reads(file.bytes);
        CHECK_INT(table.features.count, 3);
        for (size_t f = 0; f < 6; f++)
            CHECK_TEXT(cell(f / 2, f % 2), fields[f]);
        text_buffer_free(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_and_columns_are_read),
        TEST(quoted_fields_may_hold_anything),
        TEST(the_header_tells_the_separator),
        TEST(blank_lines_are_passed_over_but_counted),
        TEST(a_row_of_another_length_is_refused),
        TEST(broken_quotes_are_refused),
        TEST(text_that_is_not_utf8_is_refused),
        TEST(an_empty_file_and_two_columns_of_one_name_are_refused),
        TEST(old_vietnamese_encodings_are_read),
        TEST(what_is_written_by_the_rules_is_read_back),
    };
    arena = arena_new();
    int failed = RUN_TESTS(tests);
    arena_free(arena);
    return failed;
}
