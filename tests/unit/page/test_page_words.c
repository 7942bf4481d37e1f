// The numbers are what Intl.NumberFormat of a browser writes, which the pages
// with scripts use: the tables were made by it.

#include "check.h"
#include "page/page_words.h"

static struct arena *ARENA;
static struct page_sentences *SENTENCES;

static int open_arena(void **state)
{
    ARENA = arena_new();
    SENTENCES = page_sentences_new();
    return 0;
}

static int close_arena(void **state)
{
    page_sentences_free(SENTENCES);
    arena_free(ARENA);
    return 0;
}

static struct page_words words_in(enum language language)
{
    return (struct page_words){ARENA, language, SENTENCES};
}

#define HOLD "\u00a0"

static void distances_are_written_as_the_pages_write_them(void **state)
{
    static const struct {
        uint32_t cm;
        const char *texts[N_LANGUAGES];
    } ROWS[] = {
        {0, {"0" HOLD "m", "0" HOLD "m"}},
        {49, {"0" HOLD "m", "0" HOLD "m"}},
        {50, {"1" HOLD "m", "1" HOLD "m"}},
        {149, {"1" HOLD "m", "1" HOLD "m"}},
        {150, {"2" HOLD "m", "2" HOLD "m"}},
        {99949, {"999" HOLD "m", "999" HOLD "m"}},
        {99950, {"1,00" HOLD "km", "1.00" HOLD "km"}},
        {100499, {"1,00" HOLD "km", "1.00" HOLD "km"}},
        {100500, {"1,01" HOLD "km", "1.01" HOLD "km"}},
        {123449, {"1,23" HOLD "km", "1.23" HOLD "km"}},
        {123450, {"1,23" HOLD "km", "1.23" HOLD "km"}},
        {123500, {"1,24" HOLD "km", "1.24" HOLD "km"}},
        {124500, {"1,25" HOLD "km", "1.25" HOLD "km"}},
        {999499, {"9,99" HOLD "km", "9.99" HOLD "km"}},
        {999500, {"10,00" HOLD "km", "10.00" HOLD "km"}},
        {999999, {"10,00" HOLD "km", "10.00" HOLD "km"}},
        {1000000, {"10,0" HOLD "km", "10.0" HOLD "km"}},
        {1004999, {"10,0" HOLD "km", "10.0" HOLD "km"}},
        {1005000, {"10,1" HOLD "km", "10.1" HOLD "km"}},
        {12345678, {"123,5" HOLD "km", "123.5" HOLD "km"}},
        {123456789, {"1.234,6" HOLD "km", "1,234.6" HOLD "km"}},
    };
    for (int language = 0; language < N_LANGUAGES; language++) {
        const struct page_words words = words_in((enum language)language);
        for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
            CHECK_TEXT(page_distance(&words, ROWS[i].cm),
                       ROWS[i].texts[language]);
    }
}

static void metres_are_exact(void **state)
{
    const struct page_words vi = words_in(LANGUAGE_VIETNAMESE);
    const struct page_words en = words_in(LANGUAGE_ENGLISH);
    CHECK_TEXT(page_metres(&vi, 123456789), "1.234.567,89" HOLD "m");
    CHECK_TEXT(page_metres(&en, 123456789), "1,234,567.89" HOLD "m");
    CHECK_TEXT(page_metres(&vi, 5), "0,05" HOLD "m");
    CHECK_TEXT(page_count(&vi, 1234567), "1.234.567");
}

static void who_says_eight_minutes_does_not_need_nine(void **state)
{
    const struct page_words vi = words_in(LANGUAGE_VIETNAMESE);
    const struct page_words en = words_in(LANGUAGE_ENGLISH);
    CHECK_TEXT(page_duration(&vi, 0), "1" HOLD "phút");
    CHECK_TEXT(page_duration(&vi, 480000), "8" HOLD "phút");
    CHECK_TEXT(page_duration(&vi, 480499), "8" HOLD "phút");
    CHECK_TEXT(page_duration(&vi, 480500), "9" HOLD "phút");
    CHECK_TEXT(page_duration(&en, 3540000), "59" HOLD "min");
    CHECK_TEXT(page_duration(&en, 3541000), "1 h 0 min");
    CHECK_TEXT(page_duration(&vi, 7261000), "2 giờ 2 phút");
}

static void holes_are_filled_and_what_fills_them_is_left_alone(void **state)
{
    const struct page_words vi = words_in(LANGUAGE_VIETNAMESE);
    CHECK_TEXT(page_fill(&vi, "from_place", "place", "{place} %s {", NULL),
               "Từ {place} %s {.");
    CHECK_TEXT(page_fill(&vi, "nearest_title", "n", "5", NULL),
               "5 {schools} gần nhất");
    CHECK_TEXT(page_say(&vi, "a sentence nobody wrote"),
               "a sentence nobody wrote");
}

// Both common.vi.json and the parents' own file have it; theirs is meant.
static void a_page_says_a_thing_its_own_way(void **state)
{
    const struct page_words vi = words_in(LANGUAGE_VIETNAMESE);
    CHECK_TEXT(page_say(&vi, "failed_absent"),
               "Không còn thấy trường này. Hãy tìm lại theo tên.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(distances_are_written_as_the_pages_write_them),
        TEST(metres_are_exact),
        TEST(who_says_eight_minutes_does_not_need_nine),
        TEST(holes_are_filled_and_what_fills_them_is_left_alone),
        TEST(a_page_says_a_thing_its_own_way),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
