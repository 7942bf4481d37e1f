#include <string.h>

#include "check.h"
#include "private_file.h"
#include "store/store_people.h"
#include "store/store_sessions.h"

static const char *const WARDS[] = {"w2", "w1"};

static struct person officer(const char *name)
{
    return (struct person){.name = name,
                           .full_name = "Nguyễn Thị Lan",
                           .role = "officer",
                           .ward_ids = WARDS,
                           .n_wards = 2,
                           .password = "kept",
                           .must_change = true,
                           .made_at = "2026-07-01T08:30:00Z"};
}

static int64_t add(struct private_file *file, const struct person *person)
{
    struct error err;
    int64_t number = 0;
    NEED(store_add_person(file->store, person, &number, &err));
    return number;
}

static int64_t admins_but(struct private_file *file, int64_t number)
{
    struct error err;
    int64_t n = -1;
    NEED(store_count_other_admins(file->store, number, &n, &err));
    return n;
}

static void an_account_is_found_as_it_was_added(void **state)
{
    struct private_file file = private_file_new();
    struct person lan = officer("lan"), found;
    struct error err;
    lan.number = add(&file, &lan);
    NEED(store_find_person(file.store, file.arena, "lan", &found, &err));
    CHECK_INT(found.number, lan.number);
    CHECK_TEXT(found.full_name, "Nguyễn Thị Lan");
    CHECK_TEXT(found.role, "officer");
    CHECK_INT(found.n_wards, 2);
    CHECK_TEXT(found.ward_ids[0], "w1");
    CHECK_TEXT(found.ward_ids[1], "w2");
    CHECK(!found.has_all_wards && found.must_change && !found.is_disabled);
    CHECK_TEXT(found.password, "kept");
    CHECK(found.subject == NULL);
    private_file_free(&file);
}

static void a_name_or_subject_belongs_to_one_account(void **state)
{
    struct private_file file = private_file_new();
    struct person lan = officer("lan"), minh = officer("minh");
    struct error err;
    int64_t number;
    lan.subject = "s-1";
    add(&file, &lan);
    CHECK_INT(store_add_person(file.store, &lan, &number, &err), STATUS_STATE);
    CHECK(strstr(err.text, "name \"lan\"") != NULL);
    minh.subject = "s-1";
    CHECK_INT(store_add_person(file.store, &minh, &number, &err), STATUS_STATE);
    CHECK(strstr(err.text, "subject \"s-1\"") != NULL);
    minh.subject = NULL;
    minh.number = add(&file, &minh);
    minh.subject = "s-1";
    CHECK_INT(store_update_person(file.store, &minh, &err), STATUS_STATE);
    private_file_free(&file);
}

static void a_name_is_never_read_as_sql(void **state)
{
    struct private_file file = private_file_new();
    struct person lan = officer("lan"), found;
    struct error err;
    add(&file, &lan);
    CHECK_INT(
        store_find_person(file.store, file.arena, "x' OR 'a'='a", &found, &err),
        STATUS_NOT_FOUND);
    private_file_free(&file);
}

static void an_update_changes_what_may_be_changed(void **state)
{
    struct private_file file = private_file_new();
    struct person lan = officer("lan"), found;
    struct error err;
    lan.number = add(&file, &lan);
    lan.role = "planner";
    lan.n_wards = 0;
    lan.subject = "s-9";
    lan.is_disabled = true;
    NEED(store_update_person(file.store, &lan, &err));
    NEED(store_find_person_of_subject(file.store, file.arena, "s-9", &found,
                                      &err));
    CHECK_TEXT(found.name, "lan");
    CHECK_TEXT(found.role, "planner");
    CHECK_TEXT(found.made_at, "2026-07-01T08:30:00Z");
    CHECK_INT(found.n_wards, 0);
    CHECK(found.is_disabled);
    private_file_free(&file);
}

static void only_administrators_that_can_sign_in_count(void **state)
{
    struct private_file file = private_file_new();
    struct person admin = {.role = "admin", .made_at = "now"};
    struct error err;
    admin.name = "without-a-way-in";
    add(&file, &admin);
    CHECK_INT(admins_but(&file, 0), 0);
    admin.name = "by-password";
    admin.password = "kept";
    admin.number = add(&file, &admin);
    CHECK_INT(admins_but(&file, 0), 1);
    CHECK_INT(admins_but(&file, admin.number), 0);
    admin.is_disabled = true;
    NEED(store_update_person(file.store, &admin, &err));
    CHECK_INT(admins_but(&file, 0), 0);
    private_file_free(&file);
}

static void a_removed_account_takes_its_sessions_and_wards_along(void **state)
{
    struct private_file file = private_file_new();
    struct person lan = officer("lan"), found;
    struct session session = {.hash = "h", .csrf = "c", .ends_at = 9};
    struct error err;
    lan.number = session.person = add(&file, &lan);
    NEED(store_add_session(file.store, &session, &err));
    NEED(store_remove_person(file.store, lan.number, &err));
    CHECK_INT(
        store_find_session(file.store, file.arena, "h", &session, &found, &err),
        STATUS_NOT_FOUND);
    CHECK_INT(store_find_person(file.store, file.arena, "lan", &found, &err),
              STATUS_NOT_FOUND);
    lan.n_wards = 0;
    add(&file, &lan);
    NEED(store_find_person(file.store, file.arena, "lan", &found, &err));
    CHECK_INT(found.n_wards, 0);
    private_file_free(&file);
}

static void a_familys_session_has_no_account(void **state)
{
    struct private_file file = private_file_new();
    struct person person;
    struct session session = {
        .hash = "h", .pupil_id = "P1", .csrf = "c", .ends_at = 9};
    struct error err;
    NEED(store_add_session(file.store, &session, &err));
    NEED(store_find_session(file.store, file.arena, "h", &session, &person,
                            &err));
    CHECK_TEXT(session.pupil_id, "P1");
    CHECK_INT(session.person, 0);
    CHECK_INT(person.number, 0);
    private_file_free(&file);
}

static void sessions_of_before_are_forgotten(void **state)
{
    struct private_file file = private_file_new();
    struct person person;
    struct session found;
    struct session over = {.hash = "over", .csrf = "c", .pupil_id = "P"};
    struct session idle = {.hash = "idle", .csrf = "c", .pupil_id = "P"};
    struct session alive = {.hash = "alive", .csrf = "c", .pupil_id = "P"};
    struct error err;
    over.ends_at = 100, over.seen_at = 99;
    idle.ends_at = 200, idle.seen_at = 49;
    alive.ends_at = 200, alive.seen_at = 50;
    NEED(store_add_session(file.store, &over, &err));
    NEED(store_add_session(file.store, &idle, &err));
    NEED(store_add_session(file.store, &alive, &err));
    NEED(store_forget_sessions(file.store, 100, 50, &err));
    CHECK_INT(store_find_session(file.store, file.arena, "over", &found,
                                 &person, &err),
              STATUS_NOT_FOUND);
    CHECK_INT(store_find_session(file.store, file.arena, "idle", &found,
                                 &person, &err),
              STATUS_NOT_FOUND);
    NEED(store_find_session(file.store, file.arena, "alive", &found, &person,
                            &err));
    private_file_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_account_is_found_as_it_was_added),
        TEST(a_name_or_subject_belongs_to_one_account),
        TEST(a_name_is_never_read_as_sql),
        TEST(an_update_changes_what_may_be_changed),
        TEST(only_administrators_that_can_sign_in_count),
        TEST(a_removed_account_takes_its_sessions_and_wards_along),
        TEST(a_familys_session_has_no_account),
        TEST(sessions_of_before_are_forgotten),
    };
    return RUN_TESTS(tests);
}
