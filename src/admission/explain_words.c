// One table, two columns of sentences. Each says exactly what explain.h defines
// and no more: "may also have sufficed" where that is all that is known.

#include "admission/explain_words.h"

static const struct explain_words WORDS[N_LANGUAGES] = {
    [LANGUAGE_VIETNAMESE] =
        {
            .title = "GIẢI THÍCH CHỖ HỌC",
            .pupil = "Mã định danh",
            .placed_by = "Cách xếp",
            .placed_how = "Xét theo nhóm “%s”; cách xếp: %s.",
            .method = {"gần nhất trước, theo từng vòng",
                       "ổn định, không ai thiệt thòi có lý do",
                       "tối ưu cho tất cả"},
            .objective = {"tổng quãng đường ngắn nhất",
                          "ít học sinh quá xa nhất, rồi quãng đường dài nhất "
                          "được rút ngắn",
                          "ít học sinh quá xa nhất, rồi tổng quãng đường ngắn "
                          "nhất"},
            .before_heading = "Các trường học sinh muốn hơn, theo thứ tự",
            .own_heading = "Trường được xếp",
            .next_heading = "Các trường tiếp theo còn chỉ tiêu",
            .unplaced = "Học sinh chưa được xếp vào trường nào.",
            .nothing_before = "Đây là trường học sinh muốn nhất.",
            .family = "%s học sinh cùng gia đình được xếp cùng nhau.",
            .seats = "%s chỉ tiêu, %s học sinh muốn vào.",
            .last_way = "Người cuối cùng được nhận: nhóm “%s”, %s.",
            .last_score = "Người cuối cùng được nhận: nhóm “%s”, %s điểm.",
            .own_group = "Nhóm của học sinh tại trường này: “%s”.",
            .seats_left = "Còn %s chỉ tiêu.",
            .reason =
                {
                    [EXPLAIN_NO_SEATS] = "Trường không có chỉ tiêu.",
                    [EXPLAIN_LATER] =
                        "Chỉ tiêu đã dành cho những học sinh được xét trước.",
                    [EXPLAIN_GIVEN] = "Chỉ tiêu đã hết trước vòng mà học sinh "
                                      "được xét ở đây.",
                    [EXPLAIN_FAMILY] =
                        "Không đủ chỉ tiêu cho cả gia đình cùng nhau.",
                    [EXPLAIN_DEARER] = "Chỉ tiêu ở đây có ích hơn cho những "
                                       "học sinh khác.",
                    [EXPLAIN_TIE] = "Theo giá của chỉ tiêu, xếp vào đây cũng "
                                    "tốt như vậy cho tất cả.",
                    [EXPLAIN_UNSETTLED] =
                        "Vì có gia đình phải học cùng nhau, không cách xếp nào "
                        "tìm được là công bằng với mọi người ở đây.",
                },
            .ahead = "Trước học sinh trong hàng có %s người.",
            .rounds = "Chỉ tiêu hết ở vòng %s; học sinh được xét ở vòng %s.",
            .one_more_seat = "Thêm một chỉ tiêu thì học sinh đã được nhận ở "
                             "đây hoặc ở trường muốn hơn.",
            .more_seats = "Thêm %s chỉ tiêu thì học sinh đã được nhận ở đây "
                          "hoặc ở trường muốn hơn (ít hơn có thể cũng đủ).",
            .more_seats_about =
                "Thêm khoảng %s chỉ tiêu thì học sinh hẳn đã được nhận ở đây "
                "hoặc ở trường muốn hơn.",
            .nearer_last = "Gần hơn %s thì học sinh đứng trước người cuối cùng "
                           "được nhận.",
            .nearer_gets = "Gần hơn %s thì học sinh đã được nhận.",
            .nearer_nothing = "Gần hơn chưa tới %s thì kết quả vẫn không đổi.",
            .score_last = "Từ %s điểm thì học sinh đứng trước người cuối cùng "
                          "được nhận.",
            .score_gets = "Từ %s điểm thì học sinh đã được nhận.",
            .group_last = "Thuộc nhóm “%s” thì học sinh đứng trước người cuối "
                          "cùng được nhận.",
            .group_gets = "Thuộc nhóm “%s” thì học sinh đã được nhận.",
            .wish_gets = "Là nguyện vọng %s trở lên thì học sinh đã được nhận.",
            .adds_way = "Xếp vào đây thì tổng quãng đường của tất cả học sinh "
                        "dài thêm ít nhất %s.",
            .adds_unplaced = "Xếp vào đây thì một học sinh khác mất chỗ học.",
        },
    [LANGUAGE_ENGLISH] =
        {
            .title = "WHY THIS SCHOOL",
            .pupil = "Pupil",
            .placed_by = "Placed by",
            .placed_how = "Served in group “%s”; method: %s.",
            .method = {"nearest first, round by round",
                       "stable, nobody has justified envy",
                       "optimal for all together"},
            .objective =
                {"least total of ways",
                 "fewest over the cap, then the longest ways shortened",
                 "fewest over the cap, then the least total of ways"},
            .before_heading = "Schools it would rather be at, in order",
            .own_heading = "The school it is placed at",
            .next_heading = "The next schools with seats left",
            .unplaced = "The pupil is not placed at any school.",
            .nothing_before = "It is the school it likes best.",
            .family = "%s pupils of the family are placed together.",
            .seats = "Seats: %s; pupils who asked: %s.",
            .last_way = "Last one admitted: group “%s”, %s.",
            .last_score = "Last one admitted: group “%s”, score %s.",
            .own_group = "The pupil's group at this school: “%s”.",
            .seats_left = "Seats left: %s.",
            .reason =
                {
                    [EXPLAIN_NO_SEATS] = "The school has no seats.",
                    [EXPLAIN_LATER] =
                        "Its seats went to pupils who are served first.",
                    [EXPLAIN_GIVEN] = "Its seats were given before the round "
                                      "in which the pupil asked here.",
                    [EXPLAIN_FAMILY] =
                        "Too few seats for the whole family together.",
                    [EXPLAIN_DEARER] =
                        "The seats here do more for other pupils.",
                    [EXPLAIN_TIE] = "By the price of seats a place here would "
                                    "be as good for all together.",
                    [EXPLAIN_UNSETTLED] =
                        "As families have to stay together, no placement was "
                        "found that is fair to everyone here.",
                },
            .ahead = "Ahead of it in the queue: %s.",
            .rounds = "The seats were used up in round %s; the pupil asked in "
                      "round %s.",
            .one_more_seat = "With one more seat it would have been admitted "
                             "here or to a school it likes better.",
            .more_seats = "With %s more seats it would have been admitted here "
                          "or to a school it likes better (fewer may also have "
                          "sufficed).",
            .more_seats_about =
                "With the seats raised by about %s it would very likely have "
                "been admitted here or to a school it likes better.",
            .nearer_last =
                "%s nearer, it would have stood before the last one admitted.",
            .nearer_gets = "%s nearer, it would have been admitted.",
            .nearer_nothing = "Less than %s nearer would have changed nothing.",
            .score_last = "From a score of %s it would have stood before the "
                          "last one admitted.",
            .score_gets = "From a score of %s it would have been admitted.",
            .group_last = "In the group “%s” it would have stood before the "
                          "last one admitted.",
            .group_gets = "In the group “%s” it would have been admitted.",
            .wish_gets =
                "As wish number %s or before it would have been admitted.",
            .adds_way = "Placing it here would make the ways of all together "
                        "longer by at least %s.",
            .adds_unplaced =
                "Placing it here would leave another pupil without a place.",
        },
};

const struct explain_words *explain_words_in(enum language language)
{
    return &WORDS[language];
}
