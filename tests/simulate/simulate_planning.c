// simulate_planning CITY PER_MILLE YEAR SEED FOLDER
//
// What planners of a real city look ahead with, where nobody has lists of it.
// A year of birth is so many per mille of every ward's people, a twentieth
// more in the years that many wait for (2012, 2024); wards grow or shrink by
// up to a few per cent a year, each at a pace of its own. Half of the children
// go to school evenly among the public schools of the level, half to the one
// nearest their home as the crow flies, as in simulate_pupils; from year to
// year a school gains or loses a little. Rooms are what the classes of the
// last year need, from a fifth too few to a tenth to spare. Writes
//
//   enrolment.csv   pupils by school and grade of the six years up to YEAR
//   rooms.csv       rooms, class cap and sessions of every school in YEAR
//   ages.csv        people of every ward by age (0 to 18) in the same six years
//   sites.csv       places for a school in the wards with the most people
//   indicators.csv  fibre and lessons: every ward's value in the six years
//
// The same seed gives the same files.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "real_city.h"

#define YEARS 6
#define MOST_AGE 18
#define HOMES_A_WARD 60
#define SITES 12

struct future {
    struct real_city city;
    int per_mille;
    int last_year;
    const char *folder;
    struct piece_list *pieces;
    double *people; // of each ward
    double *growth; // and how many times as many a year later
};

static double between(struct random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

// Children of the ward born in one year, as there are of them in another.
static double born(const struct future *future, size_t w, int birth, int year)
{
    double wished = birth == 2012 || birth == 2024 ? 1.05 : 1;
    return future->people[w] * future->per_mille / 1000 * wished *
           pow(future->growth[w], year - future->last_year);
}

static int age_of_grade(int grade)
{
    return grade + 5;
}

// Of every ward, what share of its children each school takes: a row a ward.
static double *shares_by_ward(struct future *future)
{
    size_t n = future->city.schools.count;
    size_t n_wards = future->city.wards.count;
    double *shares = arena_array(future->city.arena, double, n *n_wards);
    for (size_t w = 0; w < n_wards; w++) {
        for (size_t s = 0; s < n; s++)
            shares[w * n + s] = 0.5 / (double)n;
        for (int i = 0; future->pieces[w].count > 0 && i < HOMES_A_WARD; i++) {
            struct point_m home =
                real_city_home(&future->city.random, &future->pieces[w]);
            shares[w * n + real_city_nearest(&future->city, home)] +=
                0.5 / HOMES_A_WARD;
        }
    }
    return shares;
}

static double children_of(const struct future *future, const double *shares,
                          size_t s, int grade, int year)
{
    double pupils = 0;
    for (size_t w = 0; w < future->city.wards.count; w++)
        pupils += shares[w * future->city.schools.count + s] *
                  born(future, w, year - age_of_grade(grade), year);
    return pupils;
}

// A school's pupils of the level in all years; how many they are in the last.
static double write_school(struct future *future, const double *shares,
                           size_t s, enum level level, FILE *out)
{
    int first = level_entry_grade(level);
    double drift = between(&future->city.random, 0.98, 1.02);
    double last = 0;
    for (int year = future->last_year - YEARS + 1; year <= future->last_year;
         year++)
        for (int grade = first; grade <= 12 && level_of_grade(grade) == level;
             grade++) {
            double pupils = children_of(future, shares, s, grade, year) *
                            pow(drift, year - future->last_year) *
                            between(&future->city.random, 0.985, 1.015);
            fprintf(out, "%s,%d,%d,%.0f\n", future->city.schools.items[s].id,
                    year, grade, pupils);
            last += year == future->last_year ? pupils : 0;
        }
    return last;
}

// Rooms of all levels of a school are those of one house.
struct house {
    const char *school_id;
    double classes;
    int class_cap;
};
LIST_DECLARE(house);

static struct house *find_house(struct house_list *houses, struct arena *arena,
                                const char *school_id)
{
    for (size_t i = 0; i < houses->count; i++)
        if (strcmp(houses->items[i].school_id, school_id) == 0)
            return &houses->items[i];
    struct house *house = house_list_add(houses, arena);
    *house = (struct house){.school_id = school_id};
    return house;
}

static void write_level(struct future *future, enum level level, FILE *out,
                        struct house_list *houses)
{
    real_city_keep_level(&future->city, level);
    double *shares = shares_by_ward(future);
    int cap = level == LEVEL_PRESCHOOL || level == LEVEL_PRIMARY ? 35 : 45;
    for (size_t s = 0; s < future->city.schools.count; s++) {
        double pupils = write_school(future, shares, s, level, out);
        struct house *house = find_house(houses, future->city.arena,
                                         future->city.schools.items[s].id);
        house->classes += pupils / cap;
        house->class_cap = house->class_cap > cap ? house->class_cap : cap;
    }
}

static void write_rooms(struct future *future, const struct house_list *houses)
{
    FILE *out = simulate_create(future->folder, "rooms.csv");
    fputs("school_id,year,rooms,class_cap,sessions,area_m2\n", out);
    for (size_t i = 0; i < houses->count; i++) {
        const struct house *house = &houses->items[i];
        double rooms =
            ceil(house->classes * between(&future->city.random, 0.8, 1.1));
        fprintf(out, "%s,%d,%.0f,%d,%d,%.0f\n", house->school_id,
                future->last_year, rooms, house->class_cap,
                rooms >= house->classes ? 2 : 1,
                rooms * between(&future->city.random, 150, 450));
    }
    fclose(out);
}

static void write_ages(const struct future *future)
{
    FILE *out = simulate_create(future->folder, "ages.csv");
    fputs("ward_id,year,age,people\n", out);
    for (size_t w = 0; w < future->city.wards.count; w++)
        for (int year = future->last_year - YEARS + 1;
             year <= future->last_year; year++)
            for (int age = 0; age <= MOST_AGE; age++)
                if (future->people[w] > 0)
                    fprintf(out, "%s,%d,%d,%.0f\n",
                            future->city.wards.items[w].id, year, age,
                            born(future, w, year - age, year));
    fclose(out);
}

// Wards that have people and streets, those with the most people first.
struct crowded {
    double people;
    size_t ward;
};

static int compare_crowded(const void *left, const void *right)
{
    const struct crowded *a = left;
    const struct crowded *b = right;
    if (a->people != b->people)
        return a->people < b->people ? 1 : -1;
    return (a->ward > b->ward) - (a->ward < b->ward);
}

static void write_sites(struct future *future)
{
    size_t n = future->city.wards.count;
    struct crowded *wards = arena_array(future->city.arena, struct crowded, n);
    for (size_t w = 0; w < n; w++)
        wards[w] = (struct crowded){future->people[w], w};
    qsort(wards, n, sizeof *wards, compare_crowded);
    FILE *out = simulate_create(future->folder, "sites.csv");
    struct crs *crs = real_city_crs(&future->city);
    fputs("id,name,lon,lat,area_m2,max_rooms,cost\n", out);
    for (size_t i = 0; i < n && i < SITES; i++) {
        size_t w = wards[i].ward;
        if (future->pieces[w].count == 0)
            continue;
        struct lonlat at = crs_to_lonlat(
            crs, real_city_home(&future->city.random, &future->pieces[w]));
        int rooms = 20 + (int)random_below(&future->city.random, 21);
        fprintf(out, "KD%02zu,Khu đất %s,%.7f,%.7f,%d,%d,%d\n", i + 1,
                future->city.wards.items[w].name, at.lon_deg, at.lat_deg,
                rooms * 350, rooms, 40 + 2 * rooms);
    }
    crs_close(crs);
    fclose(out);
}

static void write_indicators(struct future *future)
{
    static const char *const CODES[] = {"staff_trained",
                                        "lessons_online_primary"};
    FILE *out = simulate_create(future->folder, "indicators.csv");
    fputs("code,year,ward,value\n", out);
    for (size_t c = 0; c < sizeof CODES / sizeof *CODES; c++)
        for (size_t w = 0; w < future->city.wards.count; w++) {
            double value = between(&future->city.random, 5, 45);
            for (int year = future->last_year - YEARS + 1;
                 year <= future->last_year; year++) {
                value += between(&future->city.random, 0, 8);
                fprintf(out, "%s,%d,%s,%.0f\n", CODES[c], year,
                        future->city.wards.items[w].id, value);
            }
        }
    fclose(out);
}

static void draw_wards(struct future *future)
{
    size_t n = future->city.wards.count;
    future->people = arena_array(future->city.arena, double, n);
    future->growth = arena_array(future->city.arena, double, n);
    for (size_t w = 0; w < n; w++) {
        future->people[w] = (double)real_city_people(
            &future->city, future->city.wards.items[w].id);
        future->growth[w] = between(&future->city.random, 0.98, 1.04);
    }
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fputs("usage: simulate_planning CITY PER_MILLE YEAR SEED FOLDER\n",
              stderr);
        return 2;
    }
    struct future future = {
        .city = real_city_read(argv[1], (uint64_t)strtoull(argv[4], NULL, 10)),
        .per_mille = atoi(argv[2]),
        .last_year = atoi(argv[3]),
        .folder = argv[5],
    };
    future.pieces = real_city_pieces(&future.city);
    draw_wards(&future);
    struct house_list houses = {0};
    FILE *enrolment = simulate_create(future.folder, "enrolment.csv");
    fputs("school_id,year,grade,pupils\n", enrolment);
    for (int level = 0; level < N_LEVELS; level++)
        write_level(&future, (enum level)level, enrolment, &houses);
    fclose(enrolment);
    write_rooms(&future, &houses);
    write_ages(&future);
    write_sites(&future);
    write_indicators(&future);
    return 0;
}
