#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "auth/accounts.h"
#include "auth/common_passwords.h"
#include "check.h"

static const char *const NAMES[] = {"lan.nguyen", "Nguyễn Thị Lan"};

static enum status check(const char *given, struct error *err)
{
    struct arena *arena = arena_new();
    const char *password = NULL;
    enum status status = password_normalise(arena, given, &password, err);
    if (status == STATUS_OK)
        status = password_check(common_passwords_build(arena), password, NAMES,
                                2, err);
    arena_free(arena);
    return status;
}

static void check_taken(const char *given)
{
    struct error err;
    if (check(given, &err) != STATUS_OK)
        fail_msg("\"%s\" is refused: %s", given, err.text);
}

static void check_refused(const char *given, const char *why)
{
    struct error err;
    if (check(given, &err) != STATUS_BAD_INPUT)
        fail_msg("\"%s\" is taken", given);
    if (strstr(err.text, why) == NULL)
        fail_msg("\"%s\": %s", given, err.text);
}

static const char *repeat(struct arena *arena, const char *unit, size_t n)
{
    char *text = arena_array(arena, char, n *strlen(unit) + 1);
    for (size_t i = 0; i < n; i++)
        strcat(text, unit);
    return text;
}

static void length_counts_characters_and_not_bytes(void **state)
{
    check_refused("mười bốn chữ.", "13 characters");
    check_refused("muoi bon chu .", "14 characters");
    check_taken("mười lăm chữ ạ.");
}

static void what_is_long_is_taken(void **state)
{
    struct arena *arena = arena_new();
    char word[8];
    char *text = arena_array(arena, char, 1025);
    for (int i = 0; i < 64; i++) {
        snprintf(word, sizeof word, "%02dx ", i * 37 % 64);
        strcat(text, word);
    }
    CHECK_INT(strlen(text), PASSWORD_MOST_CHARACTERS);
    check_taken(text);
    strcat(text, "x");
    check_refused(text, "257 characters");
    check_refused(repeat(arena, "x", 1025), "1024 bytes");
    arena_free(arena);
}

static void a_sentence_of_ordinary_words_is_taken(void **state)
{
    check_taken("con mèo đen trèo lên cây");
    check_taken("correct horse battery staple");
    check_taken("sáng nay trời mưa to quá");
    check_taken("aq3 kz! 7vm p0e x");
    check_taken("!@#$%^&*()_+-=[]{}");
}

static void no_kind_of_letter_is_asked_for(void **state)
{
    check_taken("hatchwavegullfroth");
    check_taken("820461973350628");
    check_taken("ひらがなで書いた長い合言葉です");
}

static void what_is_guessed_first_is_refused(void **state)
{
    static const char *const GUESSED[] = {
        "matkhau123456789",    "Mật khẩu 123456789",  "passwordpassword",
        "iloveyouiloveyou",    "anhyeuem anhyeuem",   "M4tkh4u!M4tkh4u!",
        "123456789012345",     "aaaaaaaaaaaaaaaaaaa", "abcdefghijklmnop",
        "qwertyuiopasdfghjkl", "1qaz2wsx3edc1qaz",    "xyzxyzxyzxyzxyzxyz",
        "P@ssw0rd P@ssw0rd",   "vietnamvodich 2026",  "hochiminh 30041975",
        "................",
    };
    for (size_t i = 0; i < sizeof GUESSED / sizeof *GUESSED; i++)
        check_refused(GUESSED[i], "guessed first");
}

static void names_of_the_account_and_the_service_are_guessed(void **state)
{
    check_refused("Nguyễn Thị Lan 2026", "guessed first");
    check_refused("lan.nguyen.123456", "guessed first");
    check_refused("Học Gần Học Gần 12", "guessed first");
    check_refused("hocgan hocgan hocgan", "guessed first");
}

static void a_refusal_does_not_repeat_the_password(void **state)
{
    struct error err;
    CHECK_INT(check("matkhau123456789", &err), STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "matkhau123456789") == NULL);
    CHECK_INT(check("short", &err), STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "short") == NULL);
}

static void the_list_is_in_the_order_it_is_searched_in(void **state)
{
    const char *line = COMMON_PASSWORDS_TEXTS[0].text;
    char before[200] = "", word[200];
    int n_words = 0;
    for (size_t n; *line != '\0'; line += n + 1) {
        n = strcspn(line, "\n");
        CHECK(n < sizeof word);
        snprintf(word, sizeof word, "%.*s", (int)n, line);
        if (word[0] == '#')
            continue;
        if (strcmp(before, word) >= 0)
            fail_msg("\"%s\" stands before \"%s\"", before, word);
        memcpy(before, word, sizeof before);
        n_words++;
    }
    CHECK(n_words > 5000);
}

static struct passwords *open_passwords(void)
{
    struct passwords *passwords = NULL;
    struct error err;
    CHECK_INT(passwords_open(&passwords, &err), STATUS_OK);
    return passwords;
}

static const char *keep(struct passwords *passwords, struct arena *arena,
                        const char *given)
{
    const char *kept = NULL;
    struct error err;
    if (passwords_keep(passwords, arena, given, NULL, 0, &kept, &err) !=
        STATUS_OK)
        fail_msg("%s", err.text);
    return kept;
}

static void a_password_kept_fits_itself_and_nothing_else(void **state)
{
    struct arena *arena = arena_new();
    struct passwords *passwords = open_passwords();
    const char *kept = keep(passwords, arena, "con mèo đen trèo lên cây");
    CHECK(strncmp(kept, "$argon2id$v=19$m=65536,t=2,p=1$", 31) == 0);
    CHECK(passwords_fit(passwords, kept, "con mèo đen trèo lên cây"));
    CHECK(!passwords_fit(passwords, kept, "con mèo đen trèo lên cây "));
    CHECK(!passwords_fit(passwords, kept, "con meo đen trèo lên cây"));
    CHECK(!passwords_fit(passwords, kept, ""));
    CHECK(!passwords_fit(passwords, kept, "\xff"));
    passwords_close(passwords);
    arena_free(arena);
}

static void the_same_words_typed_another_way_fit(void **state)
{
    struct arena *arena = arena_new();
    struct passwords *passwords = open_passwords();
    // "ệ" as one code point, and as e with two marks in either order.
    const char *kept = keep(passwords, arena,
                            "t\xe1\xbb\x87 tr\xe1\xba\xa1ng giao th\xc3\xb4ng");
    CHECK(passwords_fit(passwords, kept,
                        "te\xcc\xa3\xcc\x82 tra\xcc\xa3ng giao tho\xcc\x82ng"));
    CHECK(passwords_fit(passwords, kept,
                        "te\xcc\x82\xcc\xa3 tra\xcc\xa3ng giao tho\xcc\x82ng"));
    passwords_close(passwords);
    arena_free(arena);
}

static void two_accounts_with_one_password_keep_it_differently(void **state)
{
    struct arena *arena = arena_new();
    struct passwords *passwords = open_passwords();
    const char *one = keep(passwords, arena, "con mèo đen trèo lên cây");
    const char *two = keep(passwords, arena, "con mèo đen trèo lên cây");
    CHECK(strcmp(one, two) != 0);
    passwords_close(passwords);
    arena_free(arena);
}

static void nobodys_password_fits_nothing(void **state)
{
    struct passwords *passwords = open_passwords();
    CHECK(!passwords_fit(passwords, NULL, ""));
    CHECK(!passwords_fit(passwords, NULL, "con mèo đen trèo lên cây"));
    passwords_close(passwords);
}

static struct person account(const char *name, const char *role)
{
    return (struct person){.name = name, .role = role};
}

static void check_account(const struct person *person, const char *why)
{
    struct error err = {.text = ""};
    enum status status = account_check(person, &err);
    CHECK_INT(status, why == NULL ? STATUS_OK : STATUS_BAD_INPUT);
    if (why != NULL && strstr(err.text, why) == NULL)
        fail_msg("%s", err.text);
}

static void an_account_has_a_plain_name_a_role_and_its_wards(void **state)
{
    static const char *const WARDS[] = {"w1"};
    struct person person = account("lan", "planner");
    check_account(&person, NULL);
    person = account("L", "planner");
    check_account(&person, "name \"L\"");
    person = account("Lan Nguyễn", "planner");
    check_account(&person, "name \"Lan Nguyễn\"");
    person = account("lan", "family");
    check_account(&person, "\"family\" is no role");
    person = account("lan", NULL);
    check_account(&person, "is no role");
    person = account("lan", "officer");
    check_account(&person, "needs wards");
    person.ward_ids = WARDS, person.n_wards = 1;
    check_account(&person, NULL);
    person.has_all_wards = true;
    check_account(&person, "all wards");
    person.role = "admin";
    check_account(&person, "only an officer");
}

static void a_password_made_up_is_taken_by_the_rules(void **state)
{
    struct arena *arena = arena_new();
    CHECK(sodium_init() >= 0);
    for (int i = 0; i < 200; i++)
        check_taken(account_random_password(arena));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(length_counts_characters_and_not_bytes),
        TEST(what_is_long_is_taken),
        TEST(a_sentence_of_ordinary_words_is_taken),
        TEST(no_kind_of_letter_is_asked_for),
        TEST(what_is_guessed_first_is_refused),
        TEST(names_of_the_account_and_the_service_are_guessed),
        TEST(a_refusal_does_not_repeat_the_password),
        TEST(the_list_is_in_the_order_it_is_searched_in),
        TEST(a_password_kept_fits_itself_and_nothing_else),
        TEST(the_same_words_typed_another_way_fit),
        TEST(two_accounts_with_one_password_keep_it_differently),
        TEST(nobodys_password_fits_nothing),
        TEST(an_account_has_a_plain_name_a_role_and_its_wards),
        TEST(a_password_made_up_is_taken_by_the_rules),
    };
    return RUN_TESTS(tests);
}
