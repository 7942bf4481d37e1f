// Names are picked by counting through the combinations of their parts in
// strides that are prime to the number of combinations, so that they look
// drawn but never repeat.

#include "sample_names.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const FAMILIES[] = {
    "Nguyễn", "Trần", "Lê",  "Phạm", "Huỳnh", "Phan",  "Vũ",
    "Võ",     "Đặng", "Bùi", "Đỗ",   "Hồ",    "Dương", "Lý"};

static const char *const GIRLS_MIDDLES[] = {"Thị",   "Ngọc", "Thùy", "Bảo",
                                            "Khánh", "Minh", "Gia",  "Phương"};
static const char *const BOYS_MIDDLES[] = {"Văn", "Minh", "Gia",  "Quốc",
                                           "Đức", "Hữu",  "Tuấn", "Hoàng"};
static const char *const GIRLS[] = {
    "An",   "Anh", "Châu",   "Chi",  "Diệp",  "Hà",     "Hân", "Hương",
    "Linh", "Mai", "My",     "Ngân", "Nghi",  "Như",    "Nhi", "Quỳnh",
    "Thảo", "Thư", "Trâm",   "Trúc", "Tường", "Uyên",   "Vy",  "Yến",
    "Đào",  "Ánh", "Phượng", "Lan",  "Xuân",  "Nguyệt", "Trà", "Ý"};
static const char *const BOYS[] = {
    "Anh",  "Bảo",  "Bình",  "Cường", "Duy",  "Dũng", "Đạt",  "Đăng",
    "Hải",  "Hiếu", "Huy",   "Khang", "Khoa", "Kiệt", "Lâm",  "Long",
    "Minh", "Nam",  "Nghĩa", "Nhân",  "Phát", "Phúc", "Quân", "Quang",
    "Sơn",  "Tài",  "Thịnh", "Tiến",  "Trí",  "Tùng", "Việt", "Vương"};

static const char *const HONOURED_MIDDLES[] = {
    "Thanh", "Đình", "Công", "Hữu", "Trọng", "Kim", "Xuân", "Nhật", "Duy"};
static const char *const HONOURED[] = {
    "Cảnh",  "Chánh", "Diệu", "Đạo",  "Giản",  "Hòa",   "Khải",
    "Khiêm", "Lộc",   "Mẫn",  "Nghị", "Phụng", "Quảng", "Soạn",
    "Tịnh",  "Trạch", "Ước",  "Vịnh", "Hiển"};

static const char *const WARDS_FIRST[] = {"An",   "Bình", "Phú",  "Tân",
                                          "Hòa",  "Long", "Vĩnh", "Phước",
                                          "Thới", "Mỹ",   "Hiệp"};
static const char *const WARDS_LAST[] = {
    "Khánh", "Lợi", "Hưng", "Thuận", "Đông", "Thạnh", "Lộc",
    "Quới",  "Sơn", "Trị",  "Đức",   "Hậu",  "Ngãi"};

static const char *const PARKS[] = {
    "Hoa Sen",     "Hoa Mai",   "Hoa Phượng", "Tre Xanh",  "Sao Mai",
    "Bông Trang",  "Bằng Lăng", "Bình Minh",  "Ánh Dương", "Cỏ May",
    "Hướng Dương", "Phù Sa",    "Lá Xanh"};

const char *name_of_ward(struct arena *arena, size_t i)
{
    // 11 and 13 share no factor, so i and i + 143 are the first to coincide.
    const char *turn = i < 143 ? "" : i < 286 ? " Đông" : i < 429 ? " Tây" : "";
    if (i >= 429)
        return arena_format(arena, "Mẫu %zu", i);
    return arena_format(arena, "%s %s%s", WARDS_FIRST[(i * 3) % 11],
                        WARDS_LAST[(i * 5) % 13], turn);
}

const char *name_in_honour(struct arena *arena, size_t i)
{
    size_t all = COUNT(FAMILIES) * COUNT(HONOURED_MIDDLES) * COUNT(HONOURED);
    size_t turn = (i * 1009 + 17) % all;
    const char *name = arena_format(arena, "%s %s %s", FAMILIES[turn % 14],
                                    HONOURED_MIDDLES[turn / 14 % 9],
                                    HONOURED[turn / (14 * 9) % 19]);
    return i < all ? name : arena_format(arena, "%s %zu", name, i / all + 1);
}

const char *name_of_child(struct arena *arena, struct random *random)
{
    const char *family = FAMILIES[random_below(random, COUNT(FAMILIES))];
    uint32_t middle = random_below(random, 8);
    uint32_t given = random_below(random, 32);
    if (random_below(random, 2) == 0)
        return arena_format(arena, "%s %s %s", family, GIRLS_MIDDLES[middle],
                            GIRLS[given]);
    return arena_format(arena, "%s %s %s", family, BOYS_MIDDLES[middle],
                        BOYS[given]);
}

const char *name_of_park(struct arena *arena, size_t i)
{
    const char *name = PARKS[i % COUNT(PARKS)];
    return i < COUNT(PARKS)
               ? name
               : arena_format(arena, "%s %zu", name, i / COUNT(PARKS) + 1);
}
