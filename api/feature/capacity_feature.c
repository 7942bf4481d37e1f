// A place is the sum over its schools; there are some hundreds, so each is
// looked at once for the city and once for its ward.
//
// Pupils of a place are those that suppression lets be told. What follows from
// pupils (classes, rooms needed, rooms missing) is summed over schools that are
// told themselves, so taking schools from their ward leaves nothing.

#include "feature/capacity_feature.h"

#include "query/number_json.h"

struct sum {
    uint32_t n_schools;
    uint32_t n_told; // of them: with rooms needed
    int64_t seats;
    int64_t classes;
    int64_t rooms; // where known
    int64_t needed;
    int64_t shortage;
    int64_t surplus;
};

static bool is_meant(const struct city_state *city, uint32_t school,
                     const struct capacity_question *question)
{
    return question->levels == 0 ||
           (city->schools.items[school].levels & question->levels) != 0;
}

static bool has_level(const struct capacity_question *question, int level)
{
    return question->levels == 0 || (question->levels & LEVEL_BIT(level)) != 0;
}

// Seats of the entry grades of the levels that are meant; NUMBER_UNKNOWN where
// none are known.
static int64_t seats_of(const struct city_state *city, uint32_t school,
                        const struct capacity_question *question)
{
    int64_t seats = NUMBER_UNKNOWN;
    for (int level = 0; level < N_LEVELS; level++) {
        const struct school_seats *of =
            school_note_entry_seats(&city->notes[school], (enum level)level);
        if (of != NULL && has_level(question, level))
            seats = (seats == NUMBER_UNKNOWN ? 0 : seats) + of->seats;
    }
    return seats;
}

// Classes of all levels, as these share the rooms; NUMBER_UNKNOWN if any may
// not be told or none is known.
static int64_t classes_of(const struct school_numbers *school)
{
    int64_t classes = NUMBER_UNKNOWN;
    for (int level = 0; level < N_LEVELS; level++) {
        const struct pupils_now *now = &school->now[level];
        if (now->is_known && !now->is_told)
            return NUMBER_UNKNOWN;
        if (now->is_known)
            classes = (classes == NUMBER_UNKNOWN ? 0 : classes) + now->classes;
    }
    return classes;
}

// One session a day lets two classes share a room.
static int64_t rooms_needed(const struct school_numbers *school)
{
    int64_t classes = classes_of(school);
    if (classes == NUMBER_UNKNOWN || school->capacity == NULL)
        return NUMBER_UNKNOWN;
    return school->capacity->sessions == 1 ? (classes + 1) / 2 : classes;
}

static int64_t above(int64_t a, int64_t b)
{
    return a > b ? a - b : 0;
}

static void add_school(struct sum *sum, const struct city_state *city,
                       uint32_t school,
                       const struct capacity_question *question)
{
    const struct school_numbers *numbers = &city->numbers->schools[school];
    int64_t seats = seats_of(city, school, question);
    int64_t needed = rooms_needed(numbers);
    sum->n_schools++;
    sum->seats += seats == NUMBER_UNKNOWN ? 0 : seats;
    if (numbers->capacity != NULL)
        sum->rooms += numbers->capacity->rooms;
    if (needed == NUMBER_UNKNOWN)
        return;
    sum->n_told++;
    sum->classes += classes_of(numbers);
    sum->needed += needed;
    sum->shortage += above(needed, numbers->capacity->rooms);
    sum->surplus += above(numbers->capacity->rooms, needed);
}

static struct sum sum_of(const struct city_state *city, uint32_t ward,
                         const struct capacity_question *question)
{
    struct sum sum = {0};
    for (uint32_t s = 0; s < city->schools.count; s++)
        if (is_meant(city, s, question) &&
            (ward == NUMBERS_NO_WARD || city->notes[s].ward_index == ward))
            add_school(&sum, city, s, question);
    return sum;
}

static void write_now(struct json_writer *json, const struct pupils_now *now,
                      const struct capacity_question *question, bool is_school)
{
    json_key(json, "now");
    json_begin_array(json);
    for (int level = 0; level < N_LEVELS; level++)
        if (now[level].is_known && has_level(question, level))
            pupils_now_write(json, (enum level)level, &now[level], is_school);
    json_end_array(json);
}

static void write_place(struct json_writer *json, const struct city_state *city,
                        uint32_t ward, const struct capacity_question *question)
{
    bool is_city = ward == NUMBERS_NO_WARD;
    struct sum sum = sum_of(city, ward, question);
    json_begin_object(json);
    json_key_text(json, "id", is_city ? NULL : city->wards.items[ward].id);
    json_key_text(json, "name",
                  is_city ? city->info.name : city->ward_texts[ward]);
    json_key_int(json, "schools", sum.n_schools);
    json_key_int(json, "seats", sum.seats);
    write_now(json,
              is_city ? city->numbers->city.now
                      : city->numbers->wards[ward].now,
              question, false);
    json_key_int(json, "rooms", sum.rooms);
    json_key_int(json, "schools_told", sum.n_told);
    json_key_int(json, "classes", sum.classes);
    json_key_int(json, "rooms_needed", sum.needed);
    json_key_int(json, "shortage", sum.shortage);
    json_key_int(json, "surplus", sum.surplus);
    json_end_object(json);
}

static void write_rooms(struct json_writer *json,
                        const struct school_numbers *school)
{
    const struct capacity *capacity = school->capacity;
    bool is_known = capacity != NULL;
    int64_t needed = rooms_needed(school);
    bool is_told = needed != NUMBER_UNKNOWN;
    json_key_known(json, "rooms", is_known ? capacity->rooms : NUMBER_UNKNOWN);
    json_key_known(json, "sessions",
                   is_known ? capacity->sessions : NUMBER_UNKNOWN);
    json_key_known(json, "classes",
                   is_told ? classes_of(school) : NUMBER_UNKNOWN);
    json_key_known(json, "rooms_needed", needed);
    json_key_known(json, "shortage",
                   is_told ? above(needed, capacity->rooms) : NUMBER_UNKNOWN);
    json_key_known(json, "surplus",
                   is_told ? above(capacity->rooms, needed) : NUMBER_UNKNOWN);
}

static void write_school(struct json_writer *json,
                         const struct city_state *city, uint32_t school,
                         const struct capacity_question *question)
{
    json_begin_object(json);
    json_key_text(json, "id", city->schools.items[school].id);
    json_key_text(json, "name", city->schools.items[school].name);
    json_key_known(json, "seats", seats_of(city, school, question));
    write_now(json, city->numbers->schools[school].now, question, true);
    write_rooms(json, &city->numbers->schools[school]);
    json_end_object(json);
}

static void write_wards(struct json_writer *json, const struct city_state *city,
                        const struct capacity_question *question)
{
    json_key(json, "wards");
    json_begin_array(json);
    for (uint32_t w = 0; w < city->wards.count; w++)
        write_place(json, city, w, question);
    json_end_array(json);
}

static void write_schools(struct json_writer *json,
                          const struct city_state *city,
                          const struct capacity_question *question)
{
    json_key(json, "schools");
    json_begin_array(json);
    for (uint32_t s = 0; s < city->schools.count; s++)
        if (city->notes[s].ward_index == question->ward &&
            is_meant(city, s, question))
            write_school(json, city, s, question);
    json_end_array(json);
}

void capacity_feature_write(struct json_writer *json,
                            const struct city_state *city,
                            const struct capacity_question *question)
{
    int64_t year = city->numbers->enrolment_year;
    json_begin_object(json);
    json_key_known(json, "enrolment_year", year == 0 ? NUMBER_UNKNOWN : year);
    json_key(json, "place");
    write_place(json, city, question->ward, question);
    if (question->ward == NUMBERS_NO_WARD)
        write_wards(json, city, question);
    else
        write_schools(json, city, question);
    json_end_object(json);
}
