#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "private_file.h"
#include "store/store_audit.h"

static struct audit_entry entry(const char *action, const char *subject,
                                const char *detail)
{
    return (struct audit_entry){.at = "2026-07-01T08:30:00Z",
                                .who = "officer lan",
                                .action = action,
                                .subject = subject,
                                .detail = detail};
}

static void append(struct private_file *file, const char *action,
                   const char *subject, const char *detail)
{
    struct error err;
    struct audit_entry added = entry(action, subject, detail);
    NEED(store_begin(file->store, &err));
    NEED(store_append_audit(file->store, &added, &err));
    NEED(store_commit(file->store, &err));
}

static struct private_file three_entries(void)
{
    struct private_file file = private_file_new();
    append(&file, "pupil.move_pin", "P1", NULL);
    append(&file, "plan.publish", "plan-1", "{\"level\":\"primary\"}");
    append(&file, "person.add", NULL, "");
    return file;
}

static enum status verify(struct private_file *file, const char *head,
                          struct audit_entry *last, struct error *err)
{
    return store_verify_audit(file->store, file->arena, head, last, err);
}

static void tamper(struct private_file *file, const char *sql)
{
    struct error err;
    NEED(store_run(file->store, "DROP TRIGGER audit_never_changes", &err));
    NEED(store_run(file->store, "DROP TRIGGER audit_is_kept", &err));
    NEED(store_run(file->store, "DROP TRIGGER audit_grows_at_its_end", &err));
    NEED(store_run(file->store, sql, &err));
}

static void check_broken_at(const char *sql, const char *named)
{
    struct private_file file = three_entries();
    struct audit_entry last;
    struct error err;
    tamper(&file, sql);
    CHECK_INT(verify(&file, NULL, &last, &err), STATUS_BAD_INPUT);
    if (strstr(err.text, named) == NULL)
        fail_msg("%s: \"%s\" does not say \"%s\"", sql, err.text, named);
    private_file_free(&file);
}

static void whatever_was_appended_is_read_newest_first(void **state)
{
    struct private_file file = three_entries();
    struct audit_entry_list entries;
    struct error err;
    NEED(store_read_audit(file.store, file.arena, 0, 2, &entries, &err));
    CHECK_INT(entries.count, 2);
    CHECK_INT(entries.items[0].number, 3);
    CHECK_TEXT(entries.items[0].detail, "");
    CHECK(entries.items[0].subject == NULL);
    CHECK_TEXT(entries.items[1].action, "plan.publish");
    NEED(store_read_audit(file.store, file.arena, 2, 5, &entries, &err));
    CHECK_INT(entries.count, 1);
    CHECK_TEXT(entries.items[0].subject, "P1");
    private_file_free(&file);
}

static void an_untouched_log_fits_and_tells_its_last_entry(void **state)
{
    struct private_file file = three_entries();
    struct audit_entry last;
    struct error err;
    NEED(verify(&file, NULL, &last, &err));
    CHECK_INT(last.number, 3);
    CHECK_TEXT(last.action, "person.add");
    CHECK_INT(strlen(last.hash), 64);
    private_file_free(&file);
}

static void an_empty_log_fits(void **state)
{
    struct private_file file = private_file_new();
    struct audit_entry last;
    struct error err;
    NEED(verify(&file, NULL, &last, &err));
    CHECK_INT(last.number, 0);
    private_file_free(&file);
}

// The form that is sealed, written out by hand.
static void the_first_hash_is_that_of_the_written_out_form(void **state)
{
    static const unsigned char FORM[] =
        "\1\16\0\0\0\0\0\0\0hocgan audit 1"
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        "\1\0\0\0\0\0\0\0"
        "\1\24\0\0\0\0\0\0\0"
        "2026-07-01T08:30:00Z"
        "\1\13\0\0\0\0\0\0\0"
        "officer lan"
        "\1\16\0\0\0\0\0\0\0"
        "pupil.move_pin"
        "\1\2\0\0\0\0\0\0\0"
        "P1"
        "\0\0\0\0\0\0\0\0";
    unsigned char hash[32];
    char hex[65];
    struct private_file file = three_entries();
    struct audit_entry_list entries;
    struct error err;
    crypto_generichash(hash, sizeof hash, FORM, sizeof FORM, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    NEED(store_read_audit(file.store, file.arena, 2, 1, &entries, &err));
    CHECK_TEXT(entries.items[0].hash, hex);
    private_file_free(&file);
}

static void a_changed_entry_is_named(void **state)
{
    check_broken_at("UPDATE audit SET who = 'admin lan' WHERE number = 2",
                    "entry 2");
    check_broken_at("UPDATE audit SET at = '2026-07-01T08:30:01Z'"
                    " WHERE number = 1",
                    "entry 1");
    check_broken_at("UPDATE audit SET detail = NULL WHERE number = 3",
                    "entry 3");
    check_broken_at("UPDATE audit SET subject = 'P1' || char(0) || 'P2'"
                    " WHERE number = 1",
                    "entry 1");
}

static void a_text_that_moved_to_the_next_field_is_noticed(void **state)
{
    check_broken_at("UPDATE audit SET action = 'plan.publishplan-1',"
                    " subject = '' WHERE number = 2",
                    "entry 2");
}

static void an_entry_taken_out_or_put_between_is_noticed(void **state)
{
    check_broken_at("DELETE FROM audit WHERE number = 2", "entry 2");
    check_broken_at("DELETE FROM audit WHERE number = 1;"
                    "UPDATE audit SET number = number - 1",
                    "entry 1");
    check_broken_at("INSERT INTO audit SELECT 4, at, who, action, subject,"
                    " detail, 'x' FROM audit WHERE number = 3",
                    "entry 4");
}

static void
a_log_cut_off_at_its_end_is_noticed_by_a_head_noted_before(void **state)
{
    struct private_file file = three_entries();
    struct audit_entry last, then;
    struct error err;
    NEED(verify(&file, NULL, &last, &err));
    NEED(verify(&file, last.hash, &then, &err));
    append(&file, "plan.publish", "plan-2", NULL);
    NEED(verify(&file, last.hash, &then, &err));
    tamper(&file, "DELETE FROM audit WHERE number >= 3");
    CHECK_INT(verify(&file, last.hash, &then, &err), STATUS_BAD_INPUT);
    CHECK(strstr(err.text, last.hash) != NULL);
    private_file_free(&file);
}

static void guards_that_were_taken_away_are_noticed(void **state)
{
    check_broken_at("SELECT 1", "trigger");
}

static void check_refused_by_the_file(const char *sql)
{
    struct private_file file = three_entries();
    struct error err;
    CHECK_INT(store_run(file.store, sql, &err), STATUS_IO);
    CHECK(strstr(err.text, "the audit log never changes") != NULL);
    private_file_free(&file);
}

static void the_file_refuses_changes_itself(void **state)
{
    check_refused_by_the_file("UPDATE audit SET who = 'x' WHERE number = 2");
    check_refused_by_the_file("DELETE FROM audit WHERE number = 3");
    check_refused_by_the_file("INSERT OR REPLACE INTO audit SELECT number, at,"
                              " 'x', action, subject, detail, hash FROM audit");
    check_refused_by_the_file("INSERT INTO audit VALUES"
                              " (9, '', '', '', '', '', '')");
}

static void an_entry_needs_the_transaction_of_what_it_tells_of(void **state)
{
    struct private_file file = private_file_new();
    struct audit_entry added = entry("plan.publish", NULL, NULL);
    struct error err;
    CHECK_INT(store_append_audit(file.store, &added, &err), STATUS_STATE);
    private_file_free(&file);
}

static void an_entry_rolled_back_leaves_the_chain_whole(void **state)
{
    struct private_file file = three_entries();
    struct audit_entry added = entry("plan.publish", NULL, NULL), last;
    struct error err;
    NEED(store_begin(file.store, &err));
    NEED(store_append_audit(file.store, &added, &err));
    store_rollback(file.store);
    append(&file, "person.remove", "7", NULL);
    NEED(verify(&file, NULL, &last, &err));
    CHECK_INT(last.number, 4);
    private_file_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whatever_was_appended_is_read_newest_first),
        TEST(an_untouched_log_fits_and_tells_its_last_entry),
        TEST(an_empty_log_fits),
        TEST(the_first_hash_is_that_of_the_written_out_form),
        TEST(a_changed_entry_is_named),
        TEST(a_text_that_moved_to_the_next_field_is_noticed),
        TEST(an_entry_taken_out_or_put_between_is_noticed),
        TEST(a_log_cut_off_at_its_end_is_noticed_by_a_head_noted_before),
        TEST(guards_that_were_taken_away_are_noticed),
        TEST(the_file_refuses_changes_itself),
        TEST(an_entry_needs_the_transaction_of_what_it_tells_of),
        TEST(an_entry_rolled_back_leaves_the_chain_whole),
    };
    return RUN_TESTS(tests);
}
