#include <stdio.h>
#include <string.h>

#include "auth/gate.h"
#include "check.h"
#include "private_file.h"
#include "store/clock.h"

// An office with an officer of one ward, an administrator and a family, as the
// server would have it.
struct desk {
    struct private_file file;
    struct sessions *sessions;
    int64_t officer;
    int64_t admin;
};

static int64_t add_person(struct private_file *file, struct person person)
{
    struct error err;
    int64_t number = 0;
    person.made_at = "2026-07-01T08:30:00Z";
    person.password = "kept";
    NEED(store_begin(file->store, &err));
    NEED(store_add_person(file->store, &person, &number, &err));
    NEED(store_commit(file->store, &err));
    return number;
}

static struct desk desk_new(void)
{
    static const char *const WARDS[] = {"w1"};
    struct error err;
    struct desk desk = {.file = private_file_new()};
    desk.officer =
        add_person(&desk.file, (struct person){.name = "lan",
                                               .full_name = "Nguyễn Thị Lan",
                                               .role = "officer",
                                               .ward_ids = WARDS,
                                               .n_wards = 1});
    desk.admin = add_person(&desk.file,
                            (struct person){.name = "minh", .role = "admin"});
    NEED(sessions_open(desk.file.city_path, &desk.sessions, &err));
    return desk;
}

static void desk_free(struct desk *desk)
{
    sessions_close(desk->sessions);
    private_file_free(&desk->file);
}

static void run(struct desk *desk, const char *sql)
{
    struct error err;
    NEED(store_run(desk->file.store, sql, &err));
}

static struct request request_of(struct desk *desk, const char *cookies)
{
    return (struct request){.arena = desk->file.arena,
                            .method = "GET",
                            .path = "/",
                            .host = "office.example",
                            .cookies = cookies};
}

// What the browser would send back: the part before the first ";".
static const char *cookie_of(struct arena *arena, const struct reply *reply)
{
    for (size_t i = 0; i < reply->n_headers; i++)
        if (strcmp(reply->headers[i].name, "Set-Cookie") == 0)
            return arena_text_n(arena, reply->headers[i].value,
                                strcspn(reply->headers[i].value, ";"));
    fail_msg("no cookie was set");
    return NULL;
}

struct signed_in {
    const char *cookies;
    const char *csrf;
};

static struct signed_in begin_with(struct desk *desk,
                                   const struct request *request,
                                   struct session_owner owner)
{
    struct error err;
    struct reply reply = reply_new();
    struct signed_in in = {0};
    NEED(store_begin(desk->file.store, &err));
    NEED(session_begin(desk->file.store, request, &reply, &owner, &in.csrf,
                       &err));
    NEED(store_commit(desk->file.store, &err));
    in.cookies = cookie_of(desk->file.arena, &reply);
    reply_free(&reply);
    return in;
}

static struct signed_in sign_in(struct desk *desk, int64_t person)
{
    struct request request = request_of(desk, NULL);
    return begin_with(desk, &request, (struct session_owner){.person = person});
}

static const struct visitor *find(struct desk *desk, const char *cookies)
{
    struct error err;
    struct request request = request_of(desk, cookies);
    const struct visitor *visitor = NULL;
    NEED(sessions_find(desk->sessions, &request, &visitor, &err));
    return visitor;
}

static void whoever_signed_in_is_known_by_the_cookie(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    const struct visitor *visitor = find(&desk, lan.cookies);
    CHECK(visitor != NULL);
    CHECK_TEXT(visitor->name, "lan");
    CHECK_TEXT(visitor->full_name, "Nguyễn Thị Lan");
    CHECK_INT(visitor->role, ROLE_OFFICER);
    CHECK_INT(visitor->person, desk.officer);
    CHECK_TEXT(visitor->csrf, lan.csrf);
    CHECK(visitor_has_ward(visitor, "w1"));
    CHECK(!visitor_has_ward(visitor, "w2") && !visitor_has_ward(visitor, NULL));
    CHECK_TEXT(visitor_label(visitor, desk.file.arena), "officer lan");
    desk_free(&desk);
}

static void a_family_is_known_by_its_child_only(void **state)
{
    struct desk desk = desk_new();
    struct request request = request_of(&desk, NULL);
    struct signed_in in =
        begin_with(&desk, &request, (struct session_owner){.pupil_id = "P1"});
    const struct visitor *visitor = find(&desk, in.cookies);
    CHECK_INT(visitor->role, ROLE_FAMILY);
    CHECK_TEXT(visitor->pupil_id, "P1");
    CHECK(visitor->name == NULL && visitor->person == 0);
    CHECK_TEXT(visitor_label(visitor, desk.file.arena), "family");
    CHECK(!visitor_has_ward(visitor, "w1"));
    desk_free(&desk);
}

static void no_other_cookie_is_anyones(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    char changed[80];
    snprintf(changed, sizeof changed, "%s", lan.cookies);
    changed[20] = changed[20] == 'A' ? 'B' : 'A';
    CHECK(find(&desk, NULL) == NULL);
    CHECK(find(&desk, "") == NULL);
    CHECK(find(&desk, changed) == NULL);
    CHECK(find(&desk, "hocgan=") == NULL);
    CHECK(find(&desk, "hocgan=x") == NULL);
    CHECK(find(&desk, "hocgan=' OR 1=1 --") == NULL);
    CHECK(find(&desk, strchr(lan.cookies, '=')) == NULL);
    CHECK(find(&desk, lan.cookies) != NULL);
    desk_free(&desk);
}

static void the_file_keeps_no_token(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    const char *token = strchr(lan.cookies, '=') + 1;
    FILE *file = fopen(
        arena_format(desk.file.arena, "%.*s.private.sqlite",
                     (int)(strlen(desk.file.city_path) - strlen(".sqlite")),
                     desk.file.city_path),
        "rb");
    CHECK(file != NULL);
    static char bytes[1 << 22];
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    CHECK(n > 0 && n < sizeof bytes);
    CHECK(memmem(bytes, n, token, strlen(token)) == NULL);
    desk_free(&desk);
}

static void over_https_the_cookie_is_bound_to_the_host(void **state)
{
    struct desk desk = desk_new();
    struct error err;
    struct request request = request_of(&desk, NULL);
    struct reply reply = reply_new();
    struct session_owner owner = {.person = desk.officer};
    const char *csrf = NULL;
    const struct visitor *visitor = NULL;
    request.is_https = true;
    NEED(store_begin(desk.file.store, &err));
    NEED(session_begin(desk.file.store, &request, &reply, &owner, &csrf, &err));
    NEED(store_commit(desk.file.store, &err));
    const char *header = reply.headers[0].value;
    CHECK(strncmp(header, "__Host-hocgan=", 14) == 0);
    CHECK(strstr(header, "; Path=/; HttpOnly; SameSite=Strict") != NULL);
    CHECK(strstr(header, "; Secure") != NULL);
    // The same token under the plain name, which another site can set, is none.
    request.cookies = cookie_of(desk.file.arena, &reply) + strlen("__Host-");
    NEED(sessions_find(desk.sessions, &request, &visitor, &err));
    CHECK(visitor == NULL);
    request.cookies = cookie_of(desk.file.arena, &reply);
    NEED(sessions_find(desk.sessions, &request, &visitor, &err));
    CHECK(visitor != NULL);
    reply_free(&reply);
    desk_free(&desk);
}

static void signing_in_again_ends_the_session_before(void **state)
{
    struct desk desk = desk_new();
    struct signed_in first = sign_in(&desk, desk.officer);
    struct request request = request_of(&desk, first.cookies);
    struct signed_in second = begin_with(
        &desk, &request, (struct session_owner){.person = desk.admin});
    CHECK(strcmp(first.cookies, second.cookies) != 0);
    CHECK(strcmp(first.csrf, second.csrf) != 0);
    CHECK(find(&desk, first.cookies) == NULL);
    CHECK_TEXT(find(&desk, second.cookies)->name, "minh");
    desk_free(&desk);
}

static void a_session_ends_after_half_an_hour_without_a_request(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    CHECK(find(&desk, lan.cookies) != NULL);
    run(&desk, "UPDATE session SET seen_at = seen_at - 1795");
    CHECK(find(&desk, lan.cookies) != NULL); // and is seen again
    run(&desk, "UPDATE session SET seen_at = seen_at - 1795");
    CHECK(find(&desk, lan.cookies) != NULL);
    run(&desk, "UPDATE session SET seen_at = seen_at - 1801");
    CHECK(find(&desk, lan.cookies) == NULL);
    desk_free(&desk);
}

static void a_session_ends_after_twelve_hours_in_any_case(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    run(&desk, "UPDATE session SET ends_at = ends_at - 12 * 3600 + 60");
    CHECK(find(&desk, lan.cookies) != NULL);
    run(&desk, "UPDATE session SET ends_at = ends_at - 60");
    CHECK(find(&desk, lan.cookies) == NULL);
    desk_free(&desk);
}

static void signing_out_ends_it_at_once(void **state)
{
    struct desk desk = desk_new();
    struct error err;
    struct signed_in lan = sign_in(&desk, desk.officer);
    struct signed_in elsewhere = sign_in(&desk, desk.officer);
    struct request request = request_of(&desk, lan.cookies);
    struct reply reply = reply_new();
    CHECK(find(&desk, lan.cookies) != NULL);
    NEED(store_begin(desk.file.store, &err));
    NEED(session_end(desk.file.store, &request, &reply, &err));
    NEED(store_commit(desk.file.store, &err));
    CHECK(strstr(reply.headers[0].value, "hocgan=; ") != NULL);
    CHECK(strstr(reply.headers[0].value, "Max-Age=0") != NULL);
    CHECK(find(&desk, lan.cookies) == NULL);
    CHECK(find(&desk, elsewhere.cookies) != NULL);
    reply_free(&reply);
    desk_free(&desk);
}

// Another connection writes, as the command line would.
static void what_changes_of_an_account_holds_from_the_next_request(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    CHECK(visitor_has_ward(find(&desk, lan.cookies), "w1"));
    run(&desk, "UPDATE person_ward SET ward_id = 'w2'");
    CHECK(!visitor_has_ward(find(&desk, lan.cookies), "w1"));
    CHECK(visitor_has_ward(find(&desk, lan.cookies), "w2"));
    run(&desk, "UPDATE person SET role = 'planner' WHERE name = 'lan'");
    CHECK_INT(find(&desk, lan.cookies)->role, ROLE_PLANNER);
    run(&desk, "UPDATE person SET is_disabled = 1 WHERE name = 'lan'");
    CHECK(find(&desk, lan.cookies) == NULL);
    run(&desk, "UPDATE person SET is_disabled = 0 WHERE name = 'lan'");
    CHECK(find(&desk, lan.cookies) != NULL);
    run(&desk, "DELETE FROM person WHERE name = 'lan'");
    CHECK(find(&desk, lan.cookies) == NULL);
    desk_free(&desk);
}

static void a_file_that_is_in_use_keeps_nobody_out(void **state)
{
    struct desk desk = desk_new();
    struct error err;
    struct signed_in lan = sign_in(&desk, desk.officer);
    run(&desk, "UPDATE session SET seen_at = seen_at - 600");
    NEED(store_begin(desk.file.store, &err));
    CHECK(find(&desk, lan.cookies) != NULL);
    store_rollback(desk.file.store);
    desk_free(&desk);
}

static void a_restored_city_has_its_own_sessions(void **state)
{
    struct desk desk = desk_new();
    struct arena *arena = desk.file.arena;
    struct signed_in before = sign_in(&desk, desk.officer);
    const char *path =
        arena_format(arena, "%.*s.private.sqlite",
                     (int)(strlen(desk.file.city_path) - strlen(".sqlite")),
                     desk.file.city_path);
    CHECK(find(&desk, before.cookies) != NULL);
    run(&desk, arena_format(arena, "VACUUM INTO '%s.copy'", path));
    struct signed_in after = sign_in(&desk, desk.officer);
    CHECK(find(&desk, after.cookies) != NULL);
    CHECK_INT(rename(arena_format(arena, "%s.copy", path), path), 0);
    CHECK(find(&desk, before.cookies) != NULL);
    CHECK(find(&desk, after.cookies) == NULL);
    desk_free(&desk);
}

static const struct http_route READING = {
    .method = "GET", .pattern = "/v1/people", .access = ACCESS_ADMIN};
static const struct http_route CHANGING = {
    .method = "POST", .pattern = "/v1/people", .access = ACCESS_ADMIN};
static const struct http_route OPEN_CHANGE = {
    .method = "POST", .pattern = "/v1/session", .access = ACCESS_EVERYONE};

// The status a request is refused with, or 200 when it is let in.
static unsigned ask(struct desk *desk, const struct http_route *route,
                    struct request request)
{
    struct reply reply = reply_new();
    bool is_in = gate_admits(desk->sessions, &request, route, &reply);
    CHECK(is_in == (reply.status == 200));
    if (is_in && route->access != ACCESS_EVERYONE)
        CHECK(request_visitor(&request) != NULL);
    else
        CHECK(request.visitor == NULL);
    unsigned status = reply.status;
    reply_free(&reply);
    return status;
}

static void the_gate_asks_for_the_right_role(void **state)
{
    struct desk desk = desk_new();
    struct signed_in lan = sign_in(&desk, desk.officer);
    struct signed_in minh = sign_in(&desk, desk.admin);
    CHECK_INT(ask(&desk, &READING, request_of(&desk, NULL)), 401);
    CHECK_INT(ask(&desk, &READING, request_of(&desk, lan.cookies)), 403);
    CHECK_INT(ask(&desk, &READING, request_of(&desk, minh.cookies)), 200);
    desk_free(&desk);
}

static void
the_gate_asks_for_the_sessions_own_token_before_a_change(void **state)
{
    struct desk desk = desk_new();
    struct signed_in minh = sign_in(&desk, desk.admin);
    struct signed_in again = sign_in(&desk, desk.admin);
    struct request request = request_of(&desk, minh.cookies);
    CHECK_INT(ask(&desk, &CHANGING, request), 403);
    request.csrf_token = "";
    CHECK_INT(ask(&desk, &CHANGING, request), 403);
    request.csrf_token = again.csrf;
    CHECK_INT(ask(&desk, &CHANGING, request), 403);
    request.csrf_token = minh.csrf;
    CHECK_INT(ask(&desk, &CHANGING, request), 200);
    desk_free(&desk);
}

static void the_gate_refuses_a_change_from_another_site(void **state)
{
    static const char *const ELSEWHERE[] = {"https://evil.example",
                                            "null",
                                            "",
                                            "https://office.example.evil",
                                            "https://office.example:444",
                                            "office.example"};
    struct desk desk = desk_new();
    struct signed_in minh = sign_in(&desk, desk.admin);
    struct request request = request_of(&desk, minh.cookies);
    request.csrf_token = minh.csrf;
    for (size_t i = 0; i < sizeof ELSEWHERE / sizeof *ELSEWHERE; i++) {
        request.origin = ELSEWHERE[i];
        CHECK_INT(ask(&desk, &CHANGING, request), 403);
        CHECK_INT(ask(&desk, &OPEN_CHANGE, request), 403);
        CHECK_INT(ask(&desk, &READING, request), 200);
    }
    request.origin = "https://Office.example";
    CHECK_INT(ask(&desk, &CHANGING, request), 200);
    CHECK_INT(ask(&desk, &OPEN_CHANGE, request), 200);
    desk_free(&desk);
}

static void a_password_from_someone_else_must_be_changed_first(void **state)
{
    static const struct http_route PASSWORD = {.method = "POST",
                                               .pattern =
                                                   "/v1/session/password",
                                               .access = ACCESS_STAFF};
    struct desk desk = desk_new();
    struct signed_in minh = sign_in(&desk, desk.admin);
    struct request request = request_of(&desk, minh.cookies);
    request.csrf_token = minh.csrf;
    run(&desk, "UPDATE person SET must_change = 1");
    CHECK_INT(ask(&desk, &READING, request), 403);
    CHECK_INT(ask(&desk, &CHANGING, request), 403);
    CHECK_INT(ask(&desk, &PASSWORD, request), 200);
    desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whoever_signed_in_is_known_by_the_cookie),
        TEST(a_family_is_known_by_its_child_only),
        TEST(no_other_cookie_is_anyones),
        TEST(the_file_keeps_no_token),
        TEST(over_https_the_cookie_is_bound_to_the_host),
        TEST(signing_in_again_ends_the_session_before),
        TEST(a_session_ends_after_half_an_hour_without_a_request),
        TEST(a_session_ends_after_twelve_hours_in_any_case),
        TEST(signing_out_ends_it_at_once),
        TEST(what_changes_of_an_account_holds_from_the_next_request),
        TEST(a_file_that_is_in_use_keeps_nobody_out),
        TEST(a_restored_city_has_its_own_sessions),
        TEST(the_gate_asks_for_the_right_role),
        TEST(the_gate_asks_for_the_sessions_own_token_before_a_change),
        TEST(the_gate_refuses_a_change_from_another_site),
        TEST(a_password_from_someone_else_must_be_changed_first),
    };
    return RUN_TESTS(tests);
}
