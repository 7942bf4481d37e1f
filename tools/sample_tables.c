// The tables beside the map: wards, seats, children now and in the years
// behind.

#include "sample_city.h"
#include "sample_names.h"

static const char *quarter_name(enum quarter quarter)
{
    return quarter == QUARTER_OLD     ? "khu phố cũ"
           : quarter == QUARTER_GROWN ? "khu phố"
                                      : "khu đô thị mới";
}

static void write_position(struct degrees_e7 at, FILE *out)
{
    fputs("[", out);
    sample_write_degrees(out, at.lon);
    fputs(",", out);
    sample_write_degrees(out, at.lat);
    fputs("]", out);
}

static void write_ring(const struct sample_city *city, struct arena *arena,
                       const struct drawn_ward *ward, FILE *out)
{
    struct spot *ring;
    size_t n = ward_ring(arena, ward, &ring);
    for (size_t i = 0; i <= n; i++) {
        fputs(i == 0 ? "" : ",", out);
        write_position(
            terrain_degrees(terrain_point(&city->terrain, ring[i % n])), out);
    }
}

void sample_write_wards(const struct sample_city *city, FILE *out)
{
    struct arena *arena = arena_new();
    fputs("{\"type\":\"FeatureCollection\",\"name\":\"" SAMPLE_CITY_NAME
          "\",\"source\":\"" SAMPLE_SOURCE "\",\"features\":[\n",
          out);
    for (size_t i = 0; i < city->wards.n_wards; i++) {
        const struct drawn_ward *ward = &city->wards.wards[i];
        fprintf(out,
                "%s{\"type\":\"Feature\",\"properties\":{\"id\":\"%s\","
                "\"name\":\"%s\",\"district\":\"Thành phố Mẫu\","
                "\"quarter\":\"%s\",\"source\":\"%s\"},\"geometry\":{\"type\":"
                "\"Polygon\",\"coordinates\":[[",
                i == 0 ? "" : ",\n", ward->id, ward->name,
                quarter_name(ward->quarter), SAMPLE_SOURCE);
        write_ring(city, arena, ward, out);
        fputs("]]}}", out);
    }
    fputs("\n]}\n", out);
    arena_free(arena);
}

void sample_write_capacity(const struct sample_city *city, FILE *out)
{
    fputs(
        "school_id,year,grade,seats,rooms,class_cap,sessions,area_m2,source\n",
        out);
    for (size_t i = 0; i < city->schools.n_schools; i++) {
        const struct drawn_school *school = &city->schools.schools[i];
        // One cap for the school: that of its youngest.
        int cap = 0;
        for (int level = LEVEL_PRIMARY; level < N_LEVELS; level++) {
            if (school->seats[level] == 0)
                continue;
            cap = cap == 0 ? class_cap((enum level)level) : cap;
            fprintf(out, "%s,%d,%d,%d,%d,%d,%d,%d,%s\n", school->id,
                    SAMPLE_YEAR, level_entry_grade((enum level)level),
                    school->seats[level], school->rooms, cap, school->sessions,
                    (int)(school->area_m2 + 0.5), SAMPLE_SOURCE);
        }
    }
}

// Children born in dragon and golden years are more, by hundredths.
static int birth_year_percent(int year)
{
    switch (year) {
    case 2007:
    case 2024:
        return 112;
    case 2012:
        return 118;
    case 2013:
        return 95;
    default:
        return 100;
    }
}

// How a quarter's young people grow in number from year to year.
static int yearly_percent(enum quarter quarter)
{
    return quarter == QUARTER_OLD ? 97 : quarter == QUARTER_GROWN ? 101 : 108;
}

// A number of children `years` before SAMPLE_YEAR, given today's.
static double years_before(double now, enum quarter quarter, int years)
{
    for (int i = 0; i < years; i++)
        now = now * 100 / yearly_percent(quarter);
    return now;
}

// Pupils of a grade are those who entered it or the grade below the year
// before, so classes are seen to move up.
static int enrolled(const struct sample_city *city, size_t index, int level,
                    int year, int grade)
{
    const struct drawn_school *school = &city->schools.schools[index];
    int entry_grade = level_entry_grade((enum level)level);
    int entered = year - (grade - entry_grade);
    struct random cohort = terrain_random(&city->terrain, 30 + (uint64_t)level,
                                          index, (uint64_t)entered);
    // Full, and in the new quarters more than full.
    double intake = (double)school->seats[level] *
                    (school->quarter == QUARTER_NEW ? 1.22 : 0.93) *
                    random_between(&cohort, 0.93, 1.07);
    intake = years_before(intake, school->quarter, SAMPLE_YEAR - entered) *
             birth_year_percent(entered - entry_grade - 5) / 100;
    for (int g = entry_grade; g < grade; g++)
        intake *= random_between(&cohort, 0.975, 1.012);
    return (int)(intake + 0.5);
}

static int last_grade(int level)
{
    return level == LEVEL_PRIMARY ? 5 : level == LEVEL_LOWER_SECONDARY ? 9 : 12;
}

static void write_enrolment_of(const struct sample_city *city, size_t school,
                               int year, FILE *out)
{
    for (int level = LEVEL_PRIMARY; level < N_LEVELS; level++) {
        if (city->schools.schools[school].seats[level] == 0)
            continue;
        int first = level_entry_grade((enum level)level);
        for (int grade = first; grade <= last_grade(level); grade++)
            fprintf(out, "%s,%d,%d,%d,%s\n", city->schools.schools[school].id,
                    year, grade, enrolled(city, school, level, year, grade),
                    SAMPLE_SOURCE);
    }
}

void sample_write_enrolment(const struct sample_city *city, FILE *out)
{
    fputs("school_id,year,grade,pupils,source\n", out);
    for (size_t i = 0; i < city->schools.n_schools; i++)
        for (int year = SAMPLE_FIRST_YEAR; year <= SAMPLE_LAST_YEAR; year++)
            write_enrolment_of(city, i, year, out);
}

// Children of a ward by age: those who start school now, moved to other ages
// and years by their birth years.
static void write_population_of(const struct sample_city *city, size_t index,
                                double a_year, int year, FILE *out)
{
    const struct drawn_ward *ward = &city->wards.wards[index];
    for (int age = 0; age < 19; age++) {
        int born = year - age;
        struct random random =
            terrain_random(&city->terrain, 40, index, (uint64_t)born);
        double people =
            years_before(a_year, ward->quarter, SAMPLE_LAST_YEAR - year) *
            birth_year_percent(born) / 100 *
            random_between(&random, 0.95, 1.05);
        fprintf(out, "%s,%d,%d,%d,%s\n", ward->id, year, age,
                (int)(people + 0.5), SAMPLE_SOURCE);
    }
    // All ages: children under 19 are about three in ten.
    double all = years_before(a_year, ward->quarter, SAMPLE_LAST_YEAR - year) *
                 19 * 10 / 3;
    fprintf(out, "%s,%d,,%d,%s\n", ward->id, year, (int)(all + 0.5),
            SAMPLE_SOURCE);
}

void sample_write_population(const struct sample_city *city, FILE *out)
{
    struct arena *arena = arena_new();
    size_t *n_pupils = arena_array(arena, size_t, city->wards.n_wards);
    for (size_t i = 0; i < city->options.n_pupils; i++)
        n_pupils[city->homes.homes.items[city->pupils[i].home].ward]++;
    fputs("ward_id,year,age,people,source\n", out);
    for (size_t i = 0; i < city->wards.n_wards; i++)
        for (int year = SAMPLE_FIRST_YEAR; year <= SAMPLE_LAST_YEAR; year++)
            write_population_of(city, i, (double)n_pupils[i] / 3 + 8, year,
                                out);
    arena_free(arena);
}

// A pupil's, a school's or a ward's id; nothing where there is none.
static void write_pupil_id(size_t i, FILE *out)
{
    if (i != FAMILY_NONE)
        fprintf(out, "HS%07zu", i + 1);
}

static void write_school_id(const struct sample_city *city, uint32_t i,
                            FILE *out)
{
    if (i != FAMILY_NONE)
        fputs(city->schools.schools[i].id, out);
}

static void write_family(const struct sample_city *city,
                         const struct drawn_family *family, FILE *out)
{
    fputs(",", out);
    write_school_id(city, family->previous_school, out);
    fputs(",", out);
    write_pupil_id(family->twin, out);
    fputs(",", out);
    write_school_id(city, family->sibling_school, out);
    fputs(",", out);
    if (family->work_ward != FAMILY_NONE)
        fputs(city->wards.wards[family->work_ward].id, out);
    fputs(",", out);
    if (family->score_milli >= 0)
        fprintf(out, "%d.%02d", family->score_milli / 1000,
                family->score_milli % 1000 / 10);
    fprintf(out, ",%s\n", SAMPLE_SOURCE);
}

static void write_pupil(const struct sample_city *city, size_t i,
                        const char *name, FILE *out)
{
    const struct drawn_pupil *pupil = &city->pupils[i];
    const struct home *home = &city->homes.homes.items[pupil->home];
    const struct drawn_street *street =
        &city->streets.streets.items[home->street];
    const struct drawn_ward *ward = &city->wards.wards[home->ward];
    int grade = level_entry_grade(pupil->level);
    char number[HOME_NUMBER_SIZE];
    home_number(home, street, number);
    write_pupil_id(i, out);
    fprintf(out, ",%s,", name);
    sample_write_degrees(out, home->degrees.lon);
    fputs(",", out);
    sample_write_degrees(out, home->degrees.lat);
    fprintf(out, ",%d,%d,%d,%s,\"%s %s, %s, Thành phố Mẫu\"", grade,
            SAMPLE_YEAR, SAMPLE_YEAR - 5 - grade, ward->id, number,
            street->road, ward->name);
    write_family(city, &city->families[i], out);
}

void sample_write_pupils(const struct sample_city *city, FILE *out)
{
    struct arena *arena = arena_new();
    struct random random = terrain_random(&city->terrain, 9, 0, 0);
    fputs("id,name,lon,lat,grade,year,birth_year,ward_id,address,"
          "previous_school,sibling_of,sibling_school,work_ward,score,source\n",
          out);
    for (size_t i = 0; i < city->options.n_pupils; i++) {
        write_pupil(city, i, name_of_child(arena, &random), out);
        arena_reset(arena);
    }
    arena_free(arena);
}

void sample_write_wishes(const struct sample_city *city, FILE *out)
{
    fputs("pupil_id,rank,school_id,source\n", out);
    for (size_t i = 0; i < city->options.n_pupils; i++)
        for (int wish = 0; wish < FAMILY_WISHES; wish++) {
            uint32_t school = city->families[i].wishes[wish];
            if (school == FAMILY_NONE)
                continue;
            write_pupil_id(i, out);
            fprintf(out, ",%d,%s,%s\n", wish + 1,
                    city->schools.schools[school].id, SAMPLE_SOURCE);
        }
}
