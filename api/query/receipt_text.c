// One layout, two languages: all words stand in one table, and lengths are set
// flush right so that the eye can add them up.

#include "query/receipt_text.h"

#include <stdio.h>
#include <string.h>

#include "query/query_json.h"

struct words {
    const char *title;
    const char *city;
    const char *home;
    const char *school;
    const char *place;
    const char *gate[4]; // by kind
    const char *to_street;
    const char *to_gate;
    const char *to_outline;
    const char *to_place;
    const char *unnamed_street;
    const char *extra;
    const char *total;
    const char *minutes; // a format of a number and `by_profile`
    const char *rule[2]; // to a position, to a school
    const char *by_distance;
    const char *by_time;
    const char *measure;
    const char *profile_version; // a format of a number
    const char *network;
    const char *network_version; // a format of a number
    const char *no_street_home;
    const char *no_street_place;
    const char *other_part_home;
    const char *other_part_place;
    const char *no_way;
};

static const struct words WORDS[] = {
    [LANGUAGE_VIETNAMESE] =
        {
            .title = "PHIẾU ĐO QUÃNG ĐƯỜNG",
            .city = "Thành phố",
            .home = "Từ nhà",
            .school = "Đến trường",
            .place = "Đến điểm",
            .gate = {"Cổng trường trên bản đồ",
                     "Chưa có cổng trên bản đồ: lấy điểm gần đường nhất của "
                     "khuôn viên",
                     "Chưa có cổng và khuôn viên trên bản đồ: lấy điểm của "
                     "trường",
                     NULL},
            .to_street = "từ nhà ra đường, đo thẳng",
            .to_gate = "từ đường vào cổng, đo thẳng",
            .to_outline = "từ đường vào trường, đo thẳng",
            .to_place = "từ đường vào điểm đến, đo thẳng",
            .unnamed_street = "đường không tên",
            .extra = "cộng thêm theo quy định về đường nguy hiểm",
            .total = "tổng cộng",
            .minutes = "khoảng %u phút %s",
            .rule = {"Cách đo: từ nhà thẳng ra điểm gần nhất của đường đi "
                     "được, theo đường ngắn nhất,\nrồi thẳng vào điểm đến; "
                     "từng đoạn đo trên mặt ê-líp-xô-ít, tròn tới "
                     "xăng-ti-mét.",
                     "Cách đo: từ nhà thẳng ra điểm gần nhất của đường đi "
                     "được, theo đường ngắn nhất,\nrồi thẳng vào cổng trường "
                     "gần nhất; từng đoạn đo trên mặt ê-líp-xô-ít, tròn tới\n"
                     "xăng-ti-mét."},
            .by_distance = "theo quãng đường",
            .by_time = "theo thời gian",
            .measure = "Phép đo",
            .profile_version = "bảng quy tắc số %u",
            .network = "Mạng đường",
            .network_version = "dạng số %u",
            .no_street_home = "Trong 500 m quanh nhà không có đường nào đi "
                              "được, nên không có quãng đường.",
            .no_street_place = "Trong 500 m quanh điểm đến không có đường nào "
                               "đi được, nên không có quãng đường.",
            .other_part_home =
                "Đường trong 500 m quanh nhà thuộc một phần khác, không nối "
                "với mạng đường chung, nên không có quãng đường.",
            .other_part_place =
                "Đường trong 500 m quanh điểm đến thuộc một phần khác, không "
                "nối với mạng đường chung, nên không có quãng đường.",
            .no_way = "Không có đường nào nối từ nhà tới nơi đến, nên không "
                      "có quãng đường.",
        },
    [LANGUAGE_ENGLISH] =
        {
            .title = "RECEIPT OF A DISTANCE",
            .city = "City",
            .home = "From home",
            .school = "To school",
            .place = "To position",
            .gate = {"School gate on the map",
                     "No gate on the map: the point of the grounds nearest to "
                     "a street",
                     "No gate or grounds on the map: the school's point", NULL},
            .to_street = "straight from the home to the street",
            .to_gate = "straight from the street to the gate",
            .to_outline = "straight from the street to the school",
            .to_place = "straight from the street to the position",
            .unnamed_street = "a street without a name",
            .extra = "added by the rule for dangerous streets",
            .total = "in all",
            .minutes = "about %u min %s",
            .rule = {"Measured from the home straight to the nearest point of "
                     "a usable street, by the\nshortest way along streets, "
                     "and straight to the position; each piece on the\n"
                     "ellipsoid, to the whole centimetre.",
                     "Measured from the home straight to the nearest point of "
                     "a usable street, by the\nshortest way along streets, "
                     "and straight to the school's nearest gate; each piece\n"
                     "on the ellipsoid, to the whole centimetre."},
            .by_distance = "by distance",
            .by_time = "by time",
            .measure = "Measure",
            .profile_version = "table %u",
            .network = "Street network",
            .network_version = "format %u",
            .no_street_home = "No usable street is within 500 m of the home, "
                              "so there is no distance.",
            .no_street_place = "No usable street is within 500 m of the "
                               "position, so there is no distance.",
            .other_part_home =
                "The streets within 500 m of the home belong to another part "
                "of the network, so there is no distance.",
            .other_part_place =
                "The streets within 500 m of the position belong to another "
                "part of the network, so there is no distance.",
            .no_way = "No way leads from the home to there, so there is no "
                      "distance.",
        },
};

// How one goes there, in words; a profile without any goes by its name.
struct manner {
    const char *profile;
    const char *words[2]; // by language
};

static const struct manner MANNERS[] = {
    {"walk", {"đi bộ", "on foot"}},
    {"walk_safe", {"đi bộ an toàn", "on foot, the safe way"}},
    {"bicycle", {"xe đạp", "by bicycle"}},
    {"motorbike", {"xe máy", "by motorbike"}},
    {"car", {"ô tô", "by car"}},
};

static const char *manner_of(const struct profile *profile,
                             enum language language)
{
    for (size_t i = 0; i < sizeof MANNERS / sizeof *MANNERS; i++)
        if (strcmp(MANNERS[i].profile, profile->name) == 0)
            return MANNERS[i].words[language];
    return profile->name;
}

// --- The page ------------------------------------------------------------

struct page {
    struct text_buffer *into;
    const struct words *words;
    enum language language;
};

static void add_piece(const struct page *page, uint32_t cm, const char *name)
{
    char metres[METRES_TEXT_SIZE];
    metres_format(cm, page->language, metres);
    text_add_format(page->into, "%15s  %s\n", metres, name);
}

static void add_place(const struct page *page, const char *what,
                      struct lonlat at)
{
    text_add_format(page->into, "%s: %.7f, %.7f\n", what, at.lon_deg,
                    at.lat_deg);
}

static void add_ends(const struct page *page, const struct city_state *city,
                     const struct route_question *question,
                     const struct route_answer *answer)
{
    const struct words *words = page->words;
    text_add_format(page->into, "%s\n\n%s: %s\n", words->title, words->city,
                    city->info.name);
    add_place(page, words->home, question->from);
    if (answer->school == NULL) {
        add_place(page, words->place, question->to);
        return;
    }
    text_add_format(page->into, "%s: %s (%s)\n", words->school,
                    answer->school->name, answer->school->id);
    if (answer->reason == ROUTE_FOUND)
        add_place(page, words->gate[answer->gate_kind], answer->gate);
}

static const char *last_piece_name(const struct words *words,
                                   enum gate_kind kind)
{
    if (kind == GATE_POSITION)
        return words->to_place;
    return kind == GATE_MAPPED ? words->to_gate : words->to_outline;
}

static void add_pieces(const struct page *page,
                       const struct route_answer *answer)
{
    const struct route *route = &answer->route;
    const struct words *words = page->words;
    add_piece(page, route->first_straight_cm, words->to_street);
    for (size_t i = 0; i < route->n_legs; i++)
        add_piece(page, route->legs[i].length_cm,
                  route->legs[i].name[0] != '\0' ? route->legs[i].name
                                                 : words->unnamed_street);
    add_piece(page, route->last_straight_cm,
              last_piece_name(words, answer->gate_kind));
    if (route->extra_cm > 0)
        add_piece(page, route->extra_cm, words->extra);
}

static void add_total(const struct page *page, const struct profile *profile,
                      const struct route *route)
{
    text_add_string(page->into, "---------------\n");
    add_piece(page, route->distance_cm, page->words->total);
    text_add_format(page->into, "%17s", "");
    text_add_format(page->into, page->words->minutes,
                    (route->duration_ms + 30000) / 60000,
                    manner_of(profile, page->language));
    text_add_string(page->into, "\n");
}

static void add_basis(const struct page *page, const struct measure *measure,
                      const char *checksum, bool to_school)
{
    const struct words *words = page->words;
    text_add_format(
        page->into, "\n%s\n%s: %s (%s), %s, ", words->rule[to_school],
        words->measure, manner_of(measure->profile, page->language),
        measure->profile->name,
        measure->weight == BY_DISTANCE ? words->by_distance : words->by_time);
    text_add_format(page->into, words->profile_version,
                    measure->profile->version);
    text_add_format(page->into, "\n%s: %s, ", words->network, checksum);
    text_add_format(page->into, words->network_version, NETWORK_FILE_VERSION);
    text_add_string(page->into, "\n");
}

static const char *reason_of(const struct words *words,
                             const struct route_answer *answer)
{
    if (answer->reason == ROUTE_NO_WAY)
        return words->no_way;
    if (answer->reason == ROUTE_OTHER_PART)
        return answer->has_street ? words->other_part_place
                                  : words->other_part_home;
    return answer->has_street ? words->no_street_place : words->no_street_home;
}

void receipt_text_write(struct text_buffer *into, const struct city_state *city,
                        const struct route_question *question,
                        const struct route_answer *answer,
                        enum language language)
{
    struct page page = {into, &WORDS[language], language};
    const struct measure *measure = &question->profile->traveller->measure;
    add_ends(&page, city, question, answer);
    text_add_string(into, "\n");
    if (answer->reason == ROUTE_FOUND) {
        add_pieces(&page, answer);
        add_total(&page, measure->profile, &answer->route);
    } else {
        text_add_format(into, "%s\n", reason_of(page.words, answer));
    }
    add_basis(&page, measure, city_network_content(city->network)->checksum,
              question->school_id != NULL);
}
