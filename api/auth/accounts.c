#include "auth/accounts.h"

#include <sodium.h>
#include <string.h>

#include "auth/visitor.h"
#include "base/text.h"

#define LEAST_NAME 2
#define LONGEST_NAME 40
#define RANDOM_BYTES 15
#define RANDOM_LETTERS 20

static enum status check_name(const char *name, struct error *err)
{
    size_t n = strlen(name);
    if (n < LEAST_NAME || n > LONGEST_NAME ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != n)
        return error_set(err, STATUS_BAD_INPUT,
                         "the name \"%.60s\" is not %d to %d of a-z, 0-9, "
                         "\".\", \"-\" and \"_\"",
                         name, LEAST_NAME, LONGEST_NAME);
    return STATUS_OK;
}

static enum status check_wards_of_role(const struct person *person,
                                       enum role role, struct error *err)
{
    bool has_any = person->n_wards > 0 || person->has_all_wards;
    if (role == ROLE_OFFICER && !has_any)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is an officer and needs wards, or all of them",
                         person->name);
    if (role != ROLE_OFFICER && has_any)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s has the role \"%s\", and only an officer has "
                         "wards",
                         person->name, person->role);
    if (person->n_wards > 0 && person->has_all_wards)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s has all wards; some of them cannot be named too",
                         person->name);
    return STATUS_OK;
}

enum status account_check(const struct person *person, struct error *err)
{
    enum role role;
    enum status status = check_name(person->name, err);
    if (status != STATUS_OK)
        return status;
    if (!role_find(person->role, &role) || role == ROLE_FAMILY)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%.60s\" is no role; these are: officer, planner, "
                         "admin",
                         person->role == NULL ? "" : person->role);
    return check_wards_of_role(person, role, err);
}

static bool has_ward(const struct ward_list *wards, const char *id)
{
    for (size_t i = 0; i < wards->count; i++)
        if (text_same(wards->items[i].id, id))
            return true;
    return false;
}

enum status account_check_wards(const struct person *person,
                                const struct ward_list *wards,
                                struct error *err)
{
    for (size_t i = 0; i < person->n_wards; i++)
        if (!has_ward(wards, person->ward_ids[i]))
            return error_set(err, STATUS_BAD_INPUT,
                             "the city has no ward \"%.100s\"",
                             person->ward_ids[i]);
    return STATUS_OK;
}

enum status account_set_password(struct passwords *passwords,
                                 struct arena *arena, struct person *person,
                                 const char *given, bool by_other,
                                 struct error *err)
{
    const char *names[] = {person->name, person->full_name};
    enum status status = passwords_keep(passwords, arena, given, names, 2,
                                        &person->password, err);
    if (status == STATUS_OK)
        person->must_change = by_other;
    return status;
}

const char *account_random_password(struct arena *arena)
{
    unsigned char bytes[RANDOM_BYTES];
    char *password = arena_array(arena, char, RANDOM_LETTERS + 1);
    randombytes_buf(bytes, sizeof bytes);
    return sodium_bin2base64(password, RANDOM_LETTERS + 1, bytes, sizeof bytes,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static bool can_manage(const struct person *person)
{
    return person != NULL && text_same(person->role, "admin") &&
           !person->is_disabled &&
           (person->password != NULL || person->subject != NULL);
}

enum status account_keep_admin(struct store *private_store, int64_t number,
                               const struct person *person, struct error *err)
{
    int64_t others = 0, all = 0;
    if (can_manage(person))
        return STATUS_OK;
    enum status status = store_count_other_admins(private_store, 0, &all, err);
    if (status == STATUS_OK)
        status = store_count_other_admins(private_store, number, &others, err);
    if (status == STATUS_OK && others == 0 && all > 0)
        return error_set(err, STATUS_STATE,
                         "nobody would be left who manages accounts: make "
                         "another administrator first");
    return status;
}
