#include "job/job_entry.h"

#include "store/clock.h"
#include "store/random_id.h"

const char *job_copy_text(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_text(arena, text);
}

static const char *const *copy_arguments(struct arena *arena,
                                         const char *const *arguments)
{
    size_t n = 0;
    while (arguments[n] != NULL)
        n++;
    const char **copy = arena_array(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = arena_text(arena, arguments[i]);
    return copy;
}

struct job_entry *job_entry_new(const struct job_order *order)
{
    char id[RANDOM_ID_SIZE];
    random_id_new(id);
    struct arena *arena = arena_new();
    struct job_entry *entry = arena_array(arena, struct job_entry, 1);
    *entry = (struct job_entry){
        .arena = arena,
        .job = {.id = arena_text(arena, id),
                .kind = arena_text(arena, order->kind),
                .options = arena_text(arena, order->options),
                .who = arena_text(arena, order->who),
                .person = order->person,
                .state = JOB_WAITING,
                .made_at = utc_now(arena)},
        .arguments = copy_arguments(arena, order->arguments),
        .actor = job_copy_text(arena, order->actor),
        .upload = job_copy_text(arena, order->upload),
    };
    return entry;
}

void job_entry_free(struct job_entry *entry)
{
    job_run_free(&entry->run);
    arena_free(entry->arena);
}
