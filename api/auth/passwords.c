// libsodium's text form carries salt and limits, so that old hashes stay good
// when the limits are raised.

#include "auth/passwords.h"

#include <semaphore.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define AT_ONCE 2
#define OPERATIONS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY_BYTES crypto_pwhash_MEMLIMIT_INTERACTIVE

// The hash of a password nobody knows, with the limits above: what is worked
// out when there is no account to compare with.
static const char NOBODYS[] =
    "$argon2id$v=19$m=65536,t=2,p=1$jrduQ3Tl8GRRt+OX7jdi/"
    "g$YlSkKzKGIo8q99Ede+gz2PPDZgOhiXD9jGx6v9ZgBIE";

struct passwords {
    sem_t free_places;
    struct arena *arena;
    struct common_passwords *common;
};

enum status passwords_open(struct passwords **passwords, struct error *err)
{
    struct passwords *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    if (sodium_init() < 0 || sem_init(&opened->free_places, 0, AT_ONCE) != 0) {
        free(opened);
        return error_set(err, STATUS_IO, "libsodium cannot start");
    }
    opened->arena = arena_new();
    opened->common = common_passwords_build(opened->arena);
    *passwords = opened;
    return STATUS_OK;
}

void passwords_close(struct passwords *passwords)
{
    if (passwords == NULL)
        return;
    sem_destroy(&passwords->free_places);
    arena_free(passwords->arena);
    free(passwords);
}

static void take_place(struct passwords *passwords)
{
    while (sem_wait(&passwords->free_places) != 0)
        ;
}

enum status passwords_keep(struct passwords *passwords, struct arena *arena,
                           const char *given, const char *const *names,
                           size_t n_names, const char **kept, struct error *err)
{
    const char *password = NULL;
    enum status status = password_normalise(arena, given, &password, err);
    if (status == STATUS_OK)
        status =
            password_check(passwords->common, password, names, n_names, err);
    if (status != STATUS_OK)
        return status;
    char *text = arena_array(arena, char, crypto_pwhash_STRBYTES);
    take_place(passwords);
    int hashed = crypto_pwhash_str(text, password, strlen(password), OPERATIONS,
                                   MEMORY_BYTES);
    sem_post(&passwords->free_places);
    if (hashed != 0)
        return error_set(err, STATUS_IO,
                         "there is not enough memory to keep a password");
    *kept = text;
    return STATUS_OK;
}

bool passwords_fit(struct passwords *passwords, const char *kept,
                   const char *given)
{
    struct arena *arena = arena_new();
    struct error ignored;
    const char *password = "";
    bool is_text =
        password_normalise(arena, given, &password, &ignored) == STATUS_OK;
    take_place(passwords);
    bool fits = crypto_pwhash_str_verify(kept == NULL ? NOBODYS : kept,
                                         password, strlen(password)) == 0;
    sem_post(&passwords->free_places);
    arena_free(arena);
    return fits && is_text && kept != NULL;
}
