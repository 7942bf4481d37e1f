#include "forecast/forecast_words.h"

#include <stdio.h>
#include <string.h>

const char *level_words(enum level level, enum language language)
{
    static const char *const WORDS[N_LEVELS][N_LANGUAGES] = {
        {"Mầm non", "Preschool"},
        {"Tiểu học", "Primary"},
        {"THCS", "Lower secondary"},
        {"THPT", "Upper secondary"}};
    return WORDS[level][language];
}

void school_year_format(int32_t year, char text[SCHOOL_YEAR_TEXT_SIZE])
{
    snprintf(text, SCHOOL_YEAR_TEXT_SIZE, "%d–%02d", (int)year,
             ((int)year + 1) % 100);
}

// What is said of a whole school, and of one grade of it: {0} is the school,
// {1} the year, {2} the grade, {3} the other school.
static const char *const SENTENCES[][N_LANGUAGES][2] = {
    [PANEL_NEW] = {{"{0} mới mở, có học sinh từ năm {1}", NULL},
                   {"{0} is new: it has pupils from {1} on", NULL}},
    [PANEL_CLOSED] = {{"{0} không còn số liệu sau năm {1}: coi như đã đóng cửa",
                       NULL},
                      {"{0} has no rows after {1}: taken as closed", NULL}},
    [PANEL_GROWING] = {{"{0} mở thêm lớp trên từng năm, đến lớp {2} năm {1}",
                        "{0} mở thêm lớp trên từng năm, đến lớp {2} năm {1}"},
                       {"{0} adds a grade at the top year by year, up to grade "
                        "{2} in {1}",
                        "{0} adds a grade at the top year by year, up to grade "
                        "{2} in {1}"}},
    [PANEL_MERGED] =
        {{"{0} tăng thêm khoảng bằng số học sinh của {3} khi trường này "
          "đóng: coi như sáp nhập năm {1}",
          NULL},
         {"{0} grew in {1} by about what {3} had when it closed: taken as "
          "merged",
          NULL}},
    [PANEL_GAP] = {{"{0} thiếu số liệu năm {1}",
                    "{0} thiếu số liệu lớp {2} năm {1}"},
                   {"{0} has no rows for {1}", "{0} has no rows for grade {2} "
                                               "in {1}"}},
    [PANEL_JUMP] = {{"{0} thay đổi đột ngột năm {1}",
                     "{0} có lớp {2} thay đổi đột ngột năm {1}"},
                    {"{0} jumps in {1}", "{0} jumps at grade {2} in {1}"}},
    [PANEL_ONE_YEAR] = {{"{0} chỉ có số liệu một năm, {1}", NULL},
                        {"{0} has rows for one year only, {1}", NULL}},
    [PANEL_ALL_ZERO] = {{"{0} không có học sinh nào trong mọi năm", NULL},
                        {"{0} has no pupils in any year", NULL}},
    [PANEL_NO_HISTORY] = {{"{0} không có số liệu học sinh năm nào", NULL},
                          {"{0} has no enrolment of any year", NULL}},
};

static void add_number(struct text_buffer *into, int32_t number)
{
    text_add_format(into, "%d", (int)number);
}

void finding_write(struct text_buffer *into,
                   const struct panel_finding *finding, const char *school,
                   const char *other, enum language language)
{
    const char *const *of_kind = SENTENCES[finding->kind][language];
    bool is_of_grade = finding->grade >= 0 && of_kind[1] != NULL;
    char year[SCHOOL_YEAR_TEXT_SIZE];
    school_year_format(finding->year, year);
    for (const char *at = of_kind[is_of_grade]; *at != '\0'; at++) {
        if (*at != '{') {
            text_add(into, at, 1);
            continue;
        }
        char what = at[1];
        at += 2;
        if (what == '0')
            text_add_string(into, school);
        else if (what == '1')
            text_add_string(into, year);
        else if (what == '2')
            add_number(into, finding->grade);
        else
            text_add_string(into, other == NULL ? "?" : other);
    }
}

const char *forecast_part_words(const char *name, enum language language)
{
    static const char *const WORDS[][2] = {
        {"last year's value", "giữ như năm trước"},
        {"progression, drawn to the city",
         "tỉ lệ lên lớp, kéo về mức thành phố"},
        {"progression, mostly the school's own",
         "tỉ lệ lên lớp, phần lớn của chính trường"},
        {"progression, mostly the city's",
         "tỉ lệ lên lớp, phần lớn của thành phố"},
        {"progression of the newest year, drawn",
         "tỉ lệ lên lớp năm mới nhất, kéo về mức chung"},
        {"last value with the city's growth",
         "năm trước nhân mức tăng của thành phố"},
        {"last value with the ward's growth",
         "năm trước nhân mức tăng của phường"},
        {"last value with the city's next cohort",
         "năm trước nhân mức tăng của lứa kế tiếp"},
        {"mean of two years", "bình quân hai năm"},
        {"mean of three years", "bình quân ba năm"},
        {"last value with half its trend", "năm trước cộng nửa xu hướng"},
        {"last value with the children living there",
         "năm trước nhân mức tăng trẻ đang sống ở đó"},
    };
    for (size_t i = 0;
         language == LANGUAGE_VIETNAMESE && i < sizeof WORDS / sizeof *WORDS;
         i++)
        if (strcmp(name, WORDS[i][0]) == 0)
            return WORDS[i][1];
    return name;
}
