#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "check.h"
#include "search/fold.h"

static void check_folds(const char *text, const char *folded)
{
    struct arena *arena = arena_new();
    CHECK_TEXT(fold_text(arena, text), folded);
    arena_free(arena);
}

static void check_exact(const char *text, const char *folded)
{
    struct arena *arena = arena_new();
    CHECK_TEXT(fold_exact(arena, text), folded);
    arena_free(arena);
}

static void marks_case_and_punctuation_are_taken_off(void **state)
{
    check_folds("Trường Tiểu học  Nguyễn Đình Chiểu",
                "truong tieu hoc nguyen dinh chieu");
    check_folds("ĐƯỜNG CÁCH MẠNG THÁNG TÁM", "duong cach mang thang tam");
    check_folds("TH–THCS & THPT (Quốc tế)", "th thcs thpt quoc te");
    check_folds("  ...  ", "");
    check_folds("", "");
    check_folds("São João, Rua Gonçalves", "sao joao rua goncalves");
}

static void the_slash_of_a_house_number_stays(void **state)
{
    check_folds("1806/127/2/6 Huỳnh Tấn Phát", "1806/127/2/6 huynh tan phat");
    check_folds("và/hoặc", "va hoac");
    check_folds("12/ 3", "12 3");
    check_folds("/3/", "3");
    check_exact("12/3Bis", "12/3bis");
}

static void combining_and_precomposed_input_are_alike(void **state)
{
    // "ệ" as e + circumflex + dot, e + dot + circumflex, ê + dot, ẹ +
    // circumflex
    const char *same[] = {"Vi\xE1\xBB\x87t", "Vie\xCC\x82\xCC\xA3t",
                          "Vie\xCC\xA3\xCC\x82t", "Vi\xC3\xAA\xCC\xA3t",
                          "Vi\xE1\xBA\xB9\xCC\x82t"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        check_folds(same[i], "viet");
        check_exact(same[i], "việt");
    }
    check_exact("u\xCC\x9B\xCC\x81", "ứ");
    check_exact("n\xCC\x83", "ñ");
    check_exact("ÇÃ", "çã");
}

static void exact_folding_keeps_every_vietnamese_letter(void **state)
{
    const char *lower =
        "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữự"
        "yỳýỷỹỵđ";
    const char *upper =
        "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰ"
        "YỲÝỶỸỴĐ";
    check_exact(lower, lower);
    check_exact(upper, lower);
    check_folds(upper, "aaaaaaaaaaaaaaaaaaeeeeeeeeeeeeiiiiiioooooooooooooooooo"
                       "uuuuuuuuuuuuyyyyyyd");
}

static void malformed_bytes_are_dropped(void **state)
{
    check_folds("Tr\xFC\xF4ng", "trng");
    check_folds("ab\xE1\xBB", "ab");
    check_folds("\xC0\xAF", "");
    check_folds("\xCC\x81x", "x"); // a mark on nothing
    check_exact("a\xE2\x80\x8B\xC2\xADz", "az");
}

// Any bytes at all: the result is UTF-8, no longer than the source, has no
// double or outer spaces, and folding it again changes nothing.
static void folding_is_idempotent_and_never_grows(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(11);
    for (int i = 0; i < 20000; i++) {
        char text[24];
        size_t n = random_below(&random, 23);
        for (size_t j = 0; j < n; j++) {
            uint32_t kind = random_below(&random, 4);
            text[j] = kind == 0 ? (char)(1 + random_below(&random, 255))
                      : kind == 1
                          ? "\xCC\xCC\xE1\xBB\xBA\xC3"[random_below(&random, 6)]
                      : kind == 2 ? (char)(0x80 + random_below(&random, 64))
                                  : "aeou/1 -"[random_below(&random, 8)];
        }
        text[n] = '\0';
        char *folded[2] = {fold_text(arena, text), fold_exact(arena, text)};
        for (int k = 0; k < 2; k++) {
            size_t length = strlen(folded[k]);
            CHECK(length <= n);
            CHECK(text_is_utf8(folded[k], length, NULL));
            CHECK(strstr(folded[k], "  ") == NULL);
            CHECK(length == 0 ||
                  (folded[k][0] != ' ' && folded[k][length - 1] != ' '));
            CHECK_TEXT(k == 0 ? fold_text(arena, folded[k])
                              : fold_exact(arena, folded[k]),
                       folded[k]);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}

static void
the_icelandic_letter_that_looks_like_one_of_ours_is_ours(void **state)
{
    struct arena *arena = arena_new();
    const char *eth = "\xC3\x90i\xE1\xBB\x87n \xC3\xB0";
    CHECK_TEXT(fold_exact(arena, eth), "điện đ");
    CHECK_TEXT(fold_text(arena, eth), "dien d");
    arena_free(arena);
}

static void case_and_marks_come_off_alone(void **state)
{
    struct arena *arena = arena_new();
    const char *text = "Trường TH  Đinh ĐIỀN (hẻm 1806/127), ƠƯ Ÿ Ñ!";
    CHECK_TEXT(fold_case(arena, text),
               "trường th  đinh điền (hẻm 1806/127), ơư ÿ ñ!");
    CHECK_TEXT(fold_marks(arena, text),
               "Truong TH  Dinh DIEN (hem 1806/127), OU Y N!");
    CHECK_TEXT(fold_case(arena, "E\u0302\u0301 %_"), "ế %_");
    CHECK_TEXT(fold_marks(arena, "E\u0302\u0301 ệ"), "E e");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_icelandic_letter_that_looks_like_one_of_ours_is_ours),
        TEST(marks_case_and_punctuation_are_taken_off),
        TEST(the_slash_of_a_house_number_stays),
        TEST(combining_and_precomposed_input_are_alike),
        TEST(exact_folding_keeps_every_vietnamese_letter),
        TEST(malformed_bytes_are_dropped),
        TEST(folding_is_idempotent_and_never_grows),
        TEST(case_and_marks_come_off_alone),
    };
    return RUN_TESTS(tests);
}
