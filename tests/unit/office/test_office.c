#include <string.h>

#include "check.h"
#include "office/office.h"
#include "private_file.h"
#include "store/store_audit.h"

// An office with its files and pools; a change of the city here fails before it
// would renew any version.
struct desk {
    struct private_file file;
    struct office office;
    struct visitor visitor;
    struct request request;
};

static void open_desk(struct desk *desk)
{
    *desk = (struct desk){.file = private_file_new()};
    const char *path = desk->file.city_path;
    desk->office =
        (struct office){.city_path = path,
                        .city = store_pool_new(path, STORE_POOL_CITY_WRITE),
                        .privates = store_pool_new(path, STORE_POOL_PRIVATE)};
    desk->visitor = (struct visitor){.role = ROLE_OFFICER, .name = "lan"};
    desk->request =
        (struct request){.arena = desk->file.arena, .visitor = &desk->visitor};
}

static void close_desk(struct desk *desk)
{
    store_pool_free(desk->office.city);
    store_pool_free(desk->office.privates);
    private_file_free(&desk->file);
}

static struct audit_entry_list log_of(struct desk *desk)
{
    struct audit_entry_list entries;
    struct error err;
    NEED(store_read_audit(desk->file.store, desk->file.arena, 0, 10, &entries,
                          &err));
    return entries;
}

static enum status set_window(struct office_change *change, struct error *err)
{
    return store_run(change->store,
                     "INSERT INTO contest_window VALUES (2026, 1, 'a', 'b')",
                     err);
}

static void take_count(sqlite3_stmt *row, struct arena *arena, void *into)
{
    *(int64_t *)into = sqlite3_column_int64(row, 0);
}

static int64_t windows_in(struct desk *desk)
{
    struct error err;
    int64_t n = -1;
    NEED(store_each(desk->file.store, "SELECT count(*) FROM contest_window",
                    take_count, NULL, &n, &err));
    return n;
}

static void what_is_kept_is_there_with_its_entry(void **state)
{
    struct desk desk;
    struct office_change change;
    struct error err;
    open_desk(&desk);
    NEED(office_begin(&desk.office, &desk.request, &change, &err));
    NEED(set_window(&change, &err));
    NEED(office_keep(&change, "window.set", "2026-1", "{}", &err));
    office_end(&change);
    CHECK_INT(windows_in(&desk), 1);
    struct audit_entry_list entries = log_of(&desk);
    CHECK_INT(entries.count, 1);
    CHECK_TEXT(entries.items[0].who, "officer lan");
    CHECK_TEXT(entries.items[0].action, "window.set");
    CHECK_TEXT(entries.items[0].subject, "2026-1");
    close_desk(&desk);
}

static void what_is_not_kept_is_gone_and_leaves_no_entry(void **state)
{
    struct desk desk;
    struct office_change change;
    struct error err;
    open_desk(&desk);
    NEED(office_begin(&desk.office, &desk.request, &change, &err));
    NEED(set_window(&change, &err));
    office_end(&change);
    CHECK_INT(windows_in(&desk), 0);
    CHECK_INT(log_of(&desk).count, 0);
    // The store it had is whole again for the next one.
    NEED(office_begin(&desk.office, &desk.request, &change, &err));
    NEED(office_keep(&change, "window.set", NULL, NULL, &err));
    office_end(&change);
    CHECK_INT(log_of(&desk).count, 1);
    close_desk(&desk);
}

static void ending_what_was_never_begun_is_fine(void **state)
{
    struct desk desk;
    struct office_change change = {0};
    open_desk(&desk);
    change.office = &desk.office;
    office_end(&change);
    office_end(&change);
    close_desk(&desk);
}

static void families_and_nobody_are_not_named_in_the_log(void **state)
{
    struct desk desk;
    struct office_change change;
    struct error err;
    open_desk(&desk);
    desk.visitor = (struct visitor){.role = ROLE_FAMILY, .pupil_id = "P1"};
    NEED(office_begin(&desk.office, &desk.request, &change, &err));
    NEED(office_keep(&change, "contest.add", "c1", NULL, &err));
    office_end(&change);
    desk.request.visitor = NULL;
    NEED(office_begin(&desk.office, &desk.request, &change, &err));
    NEED(office_keep(&change, "contest.add", "c1", NULL, &err));
    office_end(&change);
    CHECK_TEXT(log_of(&desk).items[1].who, "family");
    CHECK_TEXT(log_of(&desk).items[0].who, "nobody");
    close_desk(&desk);
}

static enum status spoil(struct store *city, void *context, struct error *err)
{
    *(bool *)context = true;
    if (store_run(city, "UPDATE city SET name = 'spoilt'", err) != STATUS_OK)
        return err->status;
    return error_set(err, STATUS_STATE, "the plan is published already");
}

static void take_name(sqlite3_stmt *row, struct arena *arena, void *into)
{
    *(const char **)into = store_text(row, 0, arena);
}

static void
a_change_of_the_city_that_fails_is_undone_and_told_twice(void **state)
{
    struct desk desk;
    struct error err;
    struct store *city = NULL;
    const char *name = NULL;
    bool was_called = false;
    open_desk(&desk);
    CHECK_INT(office_change_city(&desk.office, &desk.request, "plan.publish",
                                 "plan-1", NULL, spoil, &was_called, &err),
              STATUS_STATE);
    CHECK(was_called);
    CHECK_TEXT(err.text, "the plan is published already");
    NEED(store_open(desk.file.city_path, STORE_READ, &city, &err));
    NEED(store_each(city, "SELECT name FROM city", take_name, desk.file.arena,
                    &name, &err));
    store_close(city);
    CHECK_TEXT(name, "Thị trấn");
    struct audit_entry_list entries = log_of(&desk);
    CHECK_INT(entries.count, 2);
    CHECK_TEXT(entries.items[1].action, "plan.publish");
    CHECK_TEXT(entries.items[0].action, "plan.publish.failed");
    CHECK_TEXT(entries.items[0].subject, "plan-1");
    close_desk(&desk);
}

static void a_city_whose_log_cannot_be_written_is_not_changed(void **state)
{
    struct desk desk;
    struct error err;
    bool was_called = false;
    open_desk(&desk);
    NEED(store_run(desk.file.store,
                   "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN"
                   " SELECT RAISE(ABORT, 'the disk is full'); END",
                   &err));
    CHECK_INT(office_change_city(&desk.office, &desk.request, "plan.publish",
                                 "plan-1", NULL, spoil, &was_called, &err),
              STATUS_IO);
    CHECK(!was_called);
    close_desk(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_is_there_with_its_entry),
        TEST(what_is_not_kept_is_gone_and_leaves_no_entry),
        TEST(ending_what_was_never_begun_is_fine),
        TEST(families_and_nobody_are_not_named_in_the_log),
        TEST(a_change_of_the_city_that_fails_is_undone_and_told_twice),
        TEST(a_city_whose_log_cannot_be_written_is_not_changed),
    };
    return RUN_TESTS(tests);
}
