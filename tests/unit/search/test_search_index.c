#include <string.h>

#include "base/random.h"
#include "check.h"
#include "search/fold.h"
#include "search/search_index.h"

// A small town with the names that make searching hard.
static const struct search_entry TOWN[] = {
    {SEARCH_STREET, "Lê Lợi", NULL, "Phường 1, Quận 3", NULL, {1, 0}},
    {SEARCH_STREET, "Lê Lỡi", NULL, "Phường 2, Quận 3", NULL, {2, 0}},
    {SEARCH_STREET,
     "Đường Nguyễn Trãi",
     NULL,
     "Phường 3, Quận 5",
     NULL,
     {3, 0}},
    {SEARCH_STREET, "Nguyễn Trãi", NULL, "Phường 7, Quận 1", NULL, {4, 0}},
    {SEARCH_STREET, "Nguyễn Trãi", NULL, "Phường 8, Quận 1", NULL, {5, 0}},
    {SEARCH_STREET, "Nguyễn Trãi", NULL, "Phường 9, Quận 1", NULL, {6, 0}},
    {SEARCH_STREET, "Trường Chinh", NULL, "Phường 13, Tân Bình", NULL, {7, 0}},
    {SEARCH_STREET, "Trương Định", NULL, "Phường 7, Quận 3", NULL, {8, 0}},
    {SEARCH_STREET, "Dương Bá Trạc", NULL, "Phường 1, Quận 8", NULL, {9, 0}},
    {SEARCH_STREET, "Đường số 7", NULL, "Phường 4, Quận 8", NULL, {10, 0}},
    {SEARCH_STREET, "3 Tháng 2", NULL, "Phường 12, Quận 10", NULL, {11, 0}},
    {SEARCH_STREET, "Cách Mạng Tháng Tám", NULL, "Phường 5", NULL, {12, 0}},
    {SEARCH_WARD, "Phường 5", NULL, "Quận 3", "w5", {13, 0}},
    {SEARCH_WARD, "Ward 10", NULL, "District 3", "w10", {14, 0}},
    {SEARCH_PLACE, "Chợ Bến Thành", NULL, NULL, NULL, {15, 0}},
    {SEARCH_SCHOOL, "Trường Tiểu học Lê Lợi", NULL, "Phường 1", "s1", {16, 0}},
    {SEARCH_SCHOOL, "THCS Trường Chinh", NULL, "Phường 13", "s2", {17, 0}},
    {SEARCH_SCHOOL, "TH Nguyễn Đình Chiểu", NULL, NULL, "s3", {18, 0}},
    {SEARCH_SCHOOL,
     "Trường Trung học cơ sở Colette",
     NULL,
     NULL,
     "s4",
     {19, 0}},
    {SEARCH_ADDRESS, "Nguyễn Trãi", "1806", "Phường 3, Quận 5", NULL, {20, 0}},
    {SEARCH_ADDRESS,
     "Nguyễn Trãi",
     "1806/127",
     "Phường 3, Quận 5",
     NULL,
     {21, 0}},
    {SEARCH_ADDRESS,
     "Nguyễn Trãi",
     "1806/127/2/6",
     "Phường 3, Quận 5",
     NULL,
     {22, 0}},
    {SEARCH_ADDRESS, "Nguyễn Trãi", "12", "Phường 7, Quận 1", NULL, {23, 0}},
    {SEARCH_ADDRESS, "Nguyễn Trãi", "14", "Phường 12, Quận 1", NULL, {24, 0}},
    {SEARCH_ADDRESS, "Lê Lợi", "12A", "Phường 1, Quận 3", NULL, {25, 0}},
    {SEARCH_SCHOOL, "Trường PTTH Lê Qúy Đôn", NULL, NULL, "s5", {26, 0}},
    {SEARCH_WARD, "Phường 3", NULL, "Ward 2, District 5", "w3", {27, 0}},
    {SEARCH_STREET, "Hẻm 33 Lê Lai", NULL, "Phường 4, Quận 3", NULL, {28, 0}},
    {SEARCH_STREET, "Lê Lai", NULL, "Phường 2, Quận 3", NULL, {29, 0}},
    {SEARCH_WARD, "Phường 2", NULL, "Quận 4", "w2", {31, 0}},
    {SEARCH_STREET, "Lê Đại 2", NULL, "Phường 2, Quận 4", NULL, {32, 0}},
    {SEARCH_WARD, "Phường Tân Định", NULL, "Quận 1", "w4", {33, 0}},
    {SEARCH_STREET, "Mã Lộ", NULL, "Phường Tân Định, Quận 1", NULL, {34, 0}},
    {SEARCH_STREET, "Le Lai", NULL, "Phường 2, Quận 9", NULL, {30, 0}},
};
#define N_TOWN (sizeof TOWN / sizeof *TOWN)

struct found {
    struct search_match matches[SEARCH_MOST_MATCHES];
    size_t count;
};

static struct found find(const char *typed, size_t limit)
{
    struct found found;
    struct arena *arena = arena_new();
    struct search_index *index = search_index_build(arena, TOWN, N_TOWN);
    struct arena *scratch = arena_new();
    found.count =
        search_index_find(index, scratch, typed, limit, found.matches);
    for (size_t i = 0; i < found.count; i++) // TOWN outlives the index
        for (size_t t = 0; t < N_TOWN; t++)
            if (TOWN[t].at.x_m == found.matches[i].entry->at.x_m) {
                found.matches[i].entry = &TOWN[t];
                break;
            }
    arena_free(scratch);
    arena_free(arena);
    return found;
}

// Where the best match is: every entry of the town has its own x.
static int best(const char *typed)
{
    struct found found = find(typed, 8);
    return found.count == 0 ? 0 : (int)found.matches[0].entry->at.x_m;
}

static void exact_accents_come_before_blind_ones(void **state)
{
    CHECK_INT(best("Lê Lợi"), 1);
    CHECK_INT(best("Lê Lỡi"), 2);
    struct found found = find("lê lợi", 8);
    CHECK(found.matches[0].is_exact);
    found = find("le loi", 8);
    CHECK_INT(found.matches[0].entry->at.x_m, 2); // equal: ỡ before ợ
    CHECK(!found.matches[0].is_exact);
    CHECK(found.count == 4); // both streets, the school, the house
}

static void typing_finds_before_the_word_is_whole(void **state)
{
    CHECK_INT(best("nguyen tr"), 4);
    CHECK_INT(best("cho ben th"), 15);
    CHECK_INT(best("d"), 9); // "đường" begins so, but as no part of a name
    CHECK_INT(find("ng trai", 8).count, 0); // only the last may be begun
}

static void words_come_in_any_order(void **state)
{
    CHECK_INT(best("trai nguyen"), 4);
    CHECK_INT(best("colette thcs"), 19);
    CHECK_INT(best("quận 5 nguyễn trãi"), 3);
}

static void what_people_leave_out_may_be_left_out(void **state)
{
    CHECK_INT(best("đường Lê Lợi"), 1);
    CHECK_INT(best("trường tiểu học lê lợi"), 16);
    CHECK_INT(best("truong le loi"), 16);
    CHECK_INT(best("trường nguyễn đình chiểu"), 18);
    CHECK_INT(best("nguyen trai quan 5"), 3);
    CHECK_INT(best("trường chinh"), 7);
    CHECK_INT(best("truong dinh"), 8);
    CHECK_INT(best("duong ba trac"), 9);
    CHECK_INT(best("đường số 7"), 10);
}

static void abbreviations_are_the_words_they_stand_for(void **state)
{
    CHECK_INT(best("th le loi"), 16);
    CHECK_INT(best("tieu hoc nguyen dinh chieu"), 18);
    CHECK_INT(best("trung hoc co so truong chinh"), 17);
    CHECK_INT(best("P.5"), 13);
    CHECK_INT(best("p5 q3"), 13);
    CHECK_INT(best("phường 05"), 13);
    CHECK_INT(best("phuong 10 quan 3"), 14);
    CHECK_INT(best("cmt8"), 12);
    CHECK_INT(best("thpt le quy don"), 26);
    CHECK_INT(best("ptth lê qúy đôn"), 26);
    CHECK_INT(best("nguyen trai, q.5"), 3);
}

static void a_house_is_found_by_the_longest_known_beginning(void **state)
{
    CHECK_INT(best("1806/127/2/6 Nguyễn Trãi"), 22);
    CHECK_INT(best("1806/127/2/9 nguyen trai"), 21);
    CHECK_INT(best("1806/3 nguyen trai"), 20);
    CHECK_INT(best("so 12 nguyen trai"), 23);
    CHECK_INT(best("hẻm 1806/127 nguyễn trãi"), 21);
    CHECK_INT(best("12a le loi"), 25);
    CHECK_INT(best("999 nguyen trai"), 4); // no such house: the street
    CHECK(find("1806/127/2/6 Nguyễn Trãi", 8).matches[0].is_exact);
    CHECK(!find("1806/127/2/9 Nguyễn Trãi", 8).matches[0].is_exact);
}

static void a_number_in_a_name_is_no_house(void **state)
{
    CHECK_INT(best("3 tháng 2"), 11);
    struct found found = find("12 nguyen trai", 8);
    for (size_t i = 0; i < found.count; i++) // 14, in Phường 12
        CHECK(found.matches[i].entry->at.x_m != 24);
}

static void like_streets_do_not_crowd_out_the_rest(void **state)
{
    struct found found = find("nguyen trai", 5);
    CHECK_INT(found.count, 5);
    CHECK(found.matches[3].entry->at.x_m == 3); // the fourth of one name waits
    CHECK_INT(found.matches[4].entry->kind, SEARCH_ADDRESS);
    CHECK_INT(find("nguyen trai", 50).count, 9);
}

static void words_side_by_side_belong_together(void **state)
{
    CHECK_INT(best("phường 5 quận 3"), 13); // not Phường 3 in District 5
    CHECK_INT(best("p3 q5"), 27);
    CHECK_INT(best("phường 3 quận 5"), 27);
    CHECK_INT(best("ward 3 district 5"), 27);
    CHECK_INT(best("tan dinh district 1"), 33);
    CHECK_INT(best("tân định"), 33);
    CHECK_INT(best("phuong tan dinh, q1"), 33);
    CHECK_INT(best("p2 q4"), 31); // not the street 2 in Phường 2
}

static void a_whole_word_beats_the_same_word_begun(void **state)
{
    CHECK_INT(best("lê lai quận 3"), 29); // not number 33
    CHECK_INT(best("le lai quan 3"), 29);
}

static void accents_that_were_not_typed_say_nothing(void **state)
{
    // "District 1" and "Le Lai" have the same letters as typed, and are no
    // better for it than Quận 3 and Lê Lai.
    CHECK_INT(best("le lai phuong 2 quan 3"), 29);
    CHECK_INT(best("le lai phuong 2 quan 9"), 30);
}

// How many come near, and where the first of them is.
static struct found find_near(const char *typed)
{
    struct found found;
    struct arena *arena = arena_new();
    struct search_index *index = search_index_build(arena, TOWN, N_TOWN);
    struct arena *scratch = arena_new();
    found.count =
        search_index_find_near(index, scratch, typed, 8, found.matches);
    for (size_t i = 0; i < found.count; i++) {
        CHECK(!found.matches[i].is_exact);
        for (size_t t = 0; t < N_TOWN; t++)
            if (TOWN[t].at.x_m == found.matches[i].entry->at.x_m)
                found.matches[i].entry = &TOWN[t];
    }
    arena_free(scratch);
    arena_free(arena);
    return found;
}

static void what_has_most_of_the_words_comes_near(void **state)
{
    CHECK_INT(find("tiem banh le loi", 8).count, 0);
    struct found near = find_near("tiem banh le loi");
    CHECK(near.count > 0);
    CHECK_INT((int)near.matches[0].entry->at.x_m, 2); // Lê Lỡi, Lê Lợi: equals
    // Two words of five are half of them; one is not, nor one of two.
    CHECK(find_near("tiem banh ngot le loi").count > 0);
    CHECK_INT(find_near("tiem banh ngot loi").count, 0);
    CHECK_INT(find_near("banh loi").count, 0);
    CHECK_INT(find_near("").count, 0);
}

static void nothing_typed_finds_nothing(void **state)
{
    const char *nothing[] = {"", " ", "...", "/", "khong co gi", "5 khong co"};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        CHECK_INT(find(nothing[i], 8).count, 0);
}

// The witness: every word, plainly compared with every word of every name.
static bool plainly_fits(struct arena *arena, const struct search_entry *entry,
                         char *typed)
{
    char *name = arena_format(arena, " %s ", fold_text(arena, entry->name));
    char *rest = NULL;
    for (char *word = strtok_r(typed, " ", &rest); word != NULL;) {
        char *next = strtok_r(NULL, " ", &rest);
        const char *wanted =
            arena_format(arena, next == NULL ? " %s" : " %s ", word);
        if (strstr(name, wanted) == NULL)
            return false;
        word = next;
    }
    return true;
}

static void many_names_are_found_as_by_looking_at_each(void **state)
{
    static const char *const SYLLABLES[] = {"an",  "ba",  "bá",  "bà",   "cẩm",
                                            "can", "lê",  "lệ",  "minh", "nam",
                                            "nám", "sơn", "son", "vân"};
    struct random random = random_from(20);
    struct arena *arena = arena_new();
    struct search_entry entries[300];
    for (size_t i = 0; i < 300; i++) {
        const char *name = "";
        for (uint32_t n = 1 + random_below(&random, 3); n > 0; n--)
            name = arena_format(arena, "%s%s%s", name, *name ? " " : "",
                                SYLLABLES[random_below(&random, 14)]);
        entries[i] = (struct search_entry){
            .kind = SEARCH_PLACE, .name = name, .at = {(double)i, 0}};
    }
    struct search_index *index = search_index_build(arena, entries, 300);
    for (int round = 0; round < 500; round++) {
        const char *typed = fold_text(
            arena,
            arena_format(arena, "%s %.*s", SYLLABLES[random_below(&random, 14)],
                         (int)random_below(&random, 3),
                         SYLLABLES[random_below(&random, 14)]));
        size_t expected = 0;
        for (size_t i = 0; i < 300; i++)
            expected +=
                plainly_fits(arena, &entries[i], arena_text(arena, typed));
        struct search_match matches[SEARCH_MOST_MATCHES];
        size_t n = search_index_find(index, arena, typed, SEARCH_MOST_MATCHES,
                                     matches);
        CHECK_INT(n, expected < 50 ? expected : 50);
        for (size_t i = 0; i < n; i++)
            CHECK(plainly_fits(arena, matches[i].entry,
                               arena_text(arena, typed)));
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(exact_accents_come_before_blind_ones),
        TEST(typing_finds_before_the_word_is_whole),
        TEST(words_come_in_any_order),
        TEST(what_people_leave_out_may_be_left_out),
        TEST(abbreviations_are_the_words_they_stand_for),
        TEST(a_house_is_found_by_the_longest_known_beginning),
        TEST(a_number_in_a_name_is_no_house),
        TEST(like_streets_do_not_crowd_out_the_rest),
        TEST(words_side_by_side_belong_together),
        TEST(a_whole_word_beats_the_same_word_begun),
        TEST(accents_that_were_not_typed_say_nothing),
        TEST(what_has_most_of_the_words_comes_near),
        TEST(nothing_typed_finds_nothing),
        TEST(many_names_are_found_as_by_looking_at_each),
    };
    return RUN_TESTS(tests);
}
