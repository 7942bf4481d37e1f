#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/text.h"
#include "check.h"
#include "http/request_headers.h"

static void an_address_loses_its_last_part(void **state)
{
    const struct {
        const char *list;
        const char *place;
    } cases[] = {
        {"203.0.113.77", "203.0.113.0"},
        {"1.2.3.4, 203.0.113.77", "203.0.113.0"},
        {"203.0.113.77:4711", "203.0.113.0"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1::"},
        {"9.9.9.9 ,  [2001:db8:1:2::6]:4711", "2001:db8:1::"},
        {"::ffff:203.0.113.77", "203.0.113.0"},
        {"unknown", NULL},
        {"", NULL},
        {"1.2.3.4,", NULL},
        {"1.2.3.4.5", NULL},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *place = request_headers_forwarded(arena, cases[i].list);
        if (!text_same(place, cases[i].place))
            fail_msg("\"%s\" gives %s", cases[i].list,
                     place == NULL ? "nothing" : place);
    }
    arena_free(arena);
}

static void a_socket_address_loses_it_too(void **state)
{
    struct arena *arena = arena_new();
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    struct sockaddr other = {.sa_family = AF_UNIX};
    CHECK_INT(inet_pton(AF_INET, "192.0.2.200", &v4.sin_addr), 1);
    CHECK_INT(inet_pton(AF_INET6, "2001:db8:aa:bb::1", &v6.sin6_addr), 1);
    CHECK_TEXT(request_headers_place(arena, (struct sockaddr *)&v4),
               "192.0.2.0");
    CHECK_TEXT(request_headers_place(arena, (struct sockaddr *)&v6),
               "2001:db8:aa::");
    CHECK(request_headers_place(arena, &other) == NULL);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_address_loses_its_last_part),
        TEST(a_socket_address_loses_it_too),
    };
    return RUN_TESTS(tests);
}
