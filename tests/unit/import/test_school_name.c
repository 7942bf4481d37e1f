#include <string.h>

#include "check.h"
#include "import/school_name.h"

#define P LEVEL_BIT(LEVEL_PRESCHOOL)
#define T LEVEL_BIT(LEVEL_PRIMARY)
#define C LEVEL_BIT(LEVEL_LOWER_SECONDARY)
#define H LEVEL_BIT(LEVEL_UPPER_SECONDARY)
#define NONE 0

static const struct {
    const char *name;
    int levels;
} NAMES[] = {
    {"Trường Tiểu học Ngọc Hồi", T},
    {"Tiểu học Đức Trí", T},
    {"TRƯỜNG TIỂU HỌC PHÙ ĐỔNG", T},
    {"Tieu Hoc Truong Minh Giang", T},
    {"Tru\xCC\x9Bo\xCC\x9B\xCC\x80ng Tiê\xCC\x89u ho\xCC\xA3"
     "c Chu Văn An",
     T},
    {"th phan dinh phung", T},
    {"Trường TH Dân Lập Lê Lợi", T},
    {"TH&THCS Hồng Ngọc", T | C},
    {"TH–THCS Tân Sơn", T | C},
    {"TH-THCS-THPT Vạn Hạnh", T | C | H},
    {"Trường TH, THCS và THPT Nam Mỹ", T | C | H},
    {"Trường Tiểu học, THCS, THPT Ngô Thời Nhiệm", T | C | H},
    {"Trường Tiểu học Trung học Phan Chu Trinh", T | C | H},
    {"Trường cấp 1 Phan văn Trị", T},
    {"Trường cấp 1-2 Tân Sơn", T | C},
    {"Trường cấp 2/3 Thạnh An", C | H},
    {"Trường cấp II-III Hòa Bình", C | H},
    {"Cấp 1, 2 và 3 Lê Thánh Tôn", T | C | H},
    {"Trường PTCS Lê Qúy Đôn", T | C},
    {"Trường Phổ thông cơ sở An Hạ", T | C},
    {"Trường THCS Trần Văn Ơn", C},
    {"THCS NGUYỄN DU", C},
    {"Trường Trung Học Cơ Sở Phước Bình", C},
    {"Trường TH CS Lê Lợi", C},
    {"THCS-PT Hồng Hà", C | H},
    {"THCS- PT mỹ việt", C | H},
    {"THCS &PT Bác Ái", C | H},
    {"THCS PT Khai Minh", C | H},
    {"THCS _ THPT BẠCH ĐẰNG", C | H},
    {"Trường THCS & THPT Nhân Văn", C | H},
    {"Trường THCS-THPT Nguyễn Khuyến (cơ sở 3A)", C | H},
    {"Trường Trung học cơ sở và phổ thông Sao Việt", C | H},
    {"Trường Trung học cơ sở và Trung học phổ thông Đinh Thiện Lý", C | H},
    {"Trường THPT Võ Thị Sáu", H},
    {"Trường Thpt Bán Công Nguyễn An Ninh", H},
    {"thpt nguyễn văn tăng", H},
    {"Trường PTTH Chu Văn An", H},
    {"Trường Phổ thông Trung học Marie Curie", H},
    {"Trường Trung học phổ thông Hùng Vương", H},
    {"Trường TH PT Trưng Vương", H},
    {"Trường chuyên Lê Hồng Phong", H},
    {"Trường PT Năng Khiếu", H},
    {"Trường THPT Chuyên Trần Đại Nghĩa cơ sở 2", H},
    {"Trường THPT Thực hành Đại học Sư phạm", H},
    {"Trường Mầm Non Sao Mai 3", P},
    {"Mầm non 10", P},
    {"MN Hoa Mai", P},
    {"Truường mẫu giáo Sapa", P},
    {"mẫu giáo ánh mặt trời", P},
    {"Nhà trẻ 19 tháng 5", P},
    {"Trường Mầm non - Tiểu học Việt Mỹ", P | T},
    {"Sa Pa Kindergarten", P},
    {"Luong The Vinh Primary School", T},
    {"Phu Nhuan Secondary School", C},
    {"Hoa Sen Junior High School - High School", C | H},
    {"Thu Duc High School", H},
    {"Vinschool K-12", P | T | C | H},
    {"Trường Quốc tế Canada", T | C | H},
    {"Hệ Thống QT Việt Úc", T | C | H},
    {"Saigon South International School", T | C | H},
    {"Trường Mầm non Quốc tế Kiwi", P},
    {"Trường Tiểu học Quốc tế Úc", T},
    {"THPT Quốc Tế TIS", H},
    // What is no school of the four levels.
    {"Đại học Mỹ thuật TP.HCM", NONE},
    {"ĐH Bách Khoa", NONE},
    {"Trường ĐH Quốc tế Sài Gòn", NONE},
    {"Trường Cao Đẳng Kinh Tế TPHCM", NONE},
    {"CĐ Nghề Số 7", NONE},
    {"Trung cấp 2 Phương Nam", NONE},
    {"Trường TCN Quang Trung", NONE},
    {"Học viện Hành Chính Quốc Gia", NONE},
    {"Trung Tâm Dạy Nghề Bình Thạnh", NONE},
    {"TT Giáo Dục Thường Xuyên", NONE},
    {"GDTX Q10", NONE},
    {"TRƯỜNG NGOẠI NGỮ QUỐC TẾ THIÊN HÀ XANH", NONE},
    {"Asia Pacific College", NONE},
    {"Cao ốc Hai Bà Trưng", NONE},
    // Names that tell nothing.
    {"Trần Văn Giầu", NONE},
    {"Nguyễn Thị Thu Thảo", NONE},
    {"Trường Trương Định", NONE},
    {"Trường Trung học An Phú", NONE},
    {"Trường Khiếm thị Nguyễn Đình Chiểu", NONE},
    {"", NONE},
    {"???", NONE},
};

static void the_name_tells_the_level(void **state)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct school_name said = school_name_parse(arena, NAMES[i].name);
        if (said.levels != NAMES[i].levels)
            fail_msg("\"%s\" is %x, not %x", NAMES[i].name, said.levels,
                     (unsigned)NAMES[i].levels);
    }
    CHECK_INT(school_name_parse(arena, NULL).levels, 0);
    arena_free(arena);
}

static void check_core(const char *name, const char *core)
{
    struct arena *arena = arena_new();
    CHECK_TEXT(school_name_parse(arena, name).core, core);
    arena_free(arena);
}

static void the_core_is_the_schools_own_name(void **state)
{
    check_core("Trường Tiểu học Nguyễn Khuyến", "nguyenkhuyen");
    check_core("th nguyen khuyen", "nguyenkhuyen");
    check_core("TRƯỜNG THCS - THPT NGUYỄN KHUYẾN", "nguyenkhuyen");
    check_core("Trường THPT Tư thục Trương Vĩnh Ký", "truongvinhky");
    check_core("Trường Trương Định", "truongdinh");
    check_core("Trường THCS-THPT Nguyễn Khuyến (cơ sở 3A)",
               "nguyenkhuyencoso3a");
    check_core("THCS & TP Trí Đức1", "triduc1");
    check_core("Trường mầm non", "");
}

static void the_name_tells_who_runs_it(void **state)
{
    struct arena *arena = arena_new();
    CHECK_TEXT(school_name_parse(arena, "THPT tư thục Phú Lâm").kind,
               "private");
    CHECK_TEXT(school_name_parse(arena, "Trường Dân lập Quốc tế Việt Úc").kind,
               "international");
    CHECK_TEXT(school_name_parse(arena, "Trường THPT Công lập An Lạc").kind,
               "public");
    CHECK(school_name_parse(arena, "Trường THPT An Lạc").kind == NULL);
    CHECK(school_name_parse(arena, "Trường Quốc tế Canada").is_custom);
    CHECK(!school_name_parse(arena, "THPT Quốc Tế TIS").is_custom);
    arena_free(arena);
}

static void levels_in_tags_are_numbers_grades_or_words(void **state)
{
    CHECK_INT(school_levels_of_isced("1"), T);
    CHECK_INT(school_levels_of_isced("0;1"), P | T);
    CHECK_INT(school_levels_of_isced("1-3"), T | C | H);
    CHECK_INT(school_levels_of_isced("tertiary"), 0);
    CHECK_INT(school_levels_of_isced(NULL), 0);
    CHECK_INT(school_levels_of_grades("1-5"), T);
    CHECK_INT(school_levels_of_grades("6-12"), C | H);
    CHECK_INT(school_levels_of_grades("10"), H);
    CHECK_INT(school_levels_of_grades("5-1"), 0);
    CHECK_INT(school_levels_of_grades("99"), 0);
    CHECK_INT(school_levels_of_words("primary;secondary"), T | C | H);
    CHECK_INT(school_levels_of_words("middle"), C);
    CHECK_INT(school_levels_of_words("music"), 0);
}

static void a_very_long_name_is_read_as_far_as_it_goes(void **state)
{
    struct arena *arena = arena_new();
    char name[2000] = "THCS";
    for (int i = 0; i < 300; i++)
        strcat(name, " a b");
    CHECK_INT(school_name_parse(arena, name).levels, C);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_name_tells_the_level),
        TEST(the_core_is_the_schools_own_name),
        TEST(the_name_tells_who_runs_it),
        TEST(levels_in_tags_are_numbers_grades_or_words),
        TEST(a_very_long_name_is_read_as_far_as_it_goes),
    };
    return RUN_TESTS(tests);
}
