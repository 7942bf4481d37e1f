// A count is carried forward by age: who was 4 when it was taken is 7 three
// years later. Those not born then are taken to be as many a year as the
// youngest that were counted. People who move are not foreseen; a newer count
// takes the place of the older one. Years before the first count have the
// first as it is.

#include "planning/people_of_ward.h"

#define FIRST_AGE 3
#define LAST_AGE 18

// The rows of the newest count not after the year, else of the first.
struct count {
    const struct population *rows;
    size_t n;
};

static struct count count_for(const struct population *counts, size_t n_counts,
                              int64_t year)
{
    struct count count = {counts, 0};
    for (size_t i = 0; i < n_counts; i++) {
        if (i > 0 && counts[i].year > year)
            break;
        if (counts[i].year != count.rows->year)
            count = (struct count){&counts[i], 0};
        count.n = (size_t)(&counts[i] - count.rows) + 1;
    }
    // The first count may be later than the year, and has all its rows.
    while (count.n < (size_t)(counts + n_counts - count.rows) &&
           count.rows[count.n].year == count.rows->year)
        count.n++;
    return count;
}

static int64_t aged(struct count count, int64_t age)
{
    int64_t youngest = age < count.rows->age ? count.rows->age : age;
    for (size_t i = 0; i < count.n; i++)
        if (count.rows[i].age == youngest)
            return count.rows[i].people;
    return 0;
}

int64_t people_of_school_age(const struct population *counts, size_t n_counts,
                             int64_t year)
{
    if (n_counts == 0)
        return 0;
    struct count count = count_for(counts, n_counts, year);
    int64_t older = year > count.rows->year ? year - count.rows->year : 0;
    int64_t people = 0;
    for (int64_t age = FIRST_AGE; age <= LAST_AGE; age++)
        people += aged(count, age - older);
    return people;
}
