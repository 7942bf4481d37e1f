// What officers have looked at stays so, one word a child and kind of signal.

#include <string.h>

#include "check.h"
#include "private_file.h"
#include "store/store_signal_reviews.h"

static const struct signal_review FIRST[] = {
    {"P2", "age", "f1", "lan", "2026-07-01T08:30:00Z", NULL},
    {"P1", "no_street", "f2", "lan", "2026-07-01T08:30:00Z", "khu mới"},
    {"P1", "age", "f3", "lan", "2026-07-01T08:30:00Z", NULL},
};

static struct signal_review_list read_all(struct private_file *file)
{
    struct error err;
    struct signal_review_list list;
    NEED(store_read_signal_reviews(file->store, file->arena, &list, &err));
    return list;
}

static struct private_file file_with_reviews(void)
{
    struct private_file file = private_file_new();
    struct error err;
    NEED(store_begin(file.store, &err));
    NEED(store_write_signal_reviews(file.store, FIRST, 3, &err));
    NEED(store_commit(file.store, &err));
    return file;
}

static void reviews_are_read_by_pupil_and_kind(void **state)
{
    struct private_file file = file_with_reviews();
    struct signal_review_list list = read_all(&file);
    CHECK_INT(list.count, 3);
    CHECK_TEXT(list.items[0].pupil_id, "P1");
    CHECK_TEXT(list.items[0].kind, "age");
    CHECK_TEXT(list.items[0].facts, "f3");
    CHECK(list.items[0].note == NULL);
    CHECK_TEXT(list.items[1].kind, "no_street");
    CHECK_TEXT(list.items[1].note, "khu mới");
    CHECK_TEXT(list.items[1].reviewed_by, "lan");
    CHECK_TEXT(list.items[1].reviewed_at, "2026-07-01T08:30:00Z");
    CHECK_TEXT(list.items[2].pupil_id, "P2");
    private_file_free(&file);
}

static void a_newer_review_takes_the_place_of_the_one_before(void **state)
{
    struct private_file file = file_with_reviews();
    struct signal_review newer = {
        "P1", "age", "f9", "minh", "2026-07-02T08:30:00Z", "đã hỏi"};
    struct error err;
    NEED(store_begin(file.store, &err));
    NEED(store_write_signal_reviews(file.store, &newer, 1, &err));
    NEED(store_commit(file.store, &err));
    struct signal_review_list list = read_all(&file);
    CHECK_INT(list.count, 3);
    CHECK_TEXT(list.items[0].facts, "f9");
    CHECK_TEXT(list.items[0].reviewed_by, "minh");
    private_file_free(&file);
}

static void removing_leaves_other_children_and_kinds(void **state)
{
    struct private_file file = file_with_reviews();
    struct signal_review none = {.pupil_id = "P3", .kind = "age"};
    struct error err;
    NEED(store_begin(file.store, &err));
    NEED(store_remove_signal_reviews(file.store, &FIRST[2], 1, &err));
    NEED(store_remove_signal_reviews(file.store, &none, 1, &err));
    NEED(store_commit(file.store, &err));
    struct signal_review_list list = read_all(&file);
    CHECK_INT(list.count, 2);
    CHECK_TEXT(list.items[0].kind, "no_street");
    CHECK_TEXT(list.items[1].pupil_id, "P2");
    private_file_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reviews_are_read_by_pupil_and_kind),
        TEST(a_newer_review_takes_the_place_of_the_one_before),
        TEST(removing_leaves_other_children_and_kinds),
    };
    return RUN_TESTS(tests);
}
