// One line a step: its name, a tab, what it was done from. A line that cannot
// be understood is a step not done, which costs time but is never wrong.

#include "demo_notes.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NOTES_FILE "demo-steps.txt"

struct demo_notes demo_notes_read(struct arena *arena, const char *folder)
{
    struct demo_notes notes = {
        .arena = arena, .path = arena_format(arena, "%s/" NOTES_FILE, folder)};
    char line[512];
    FILE *in = fopen(notes.path, "r");
    if (in == NULL)
        return notes;
    notes.is_found = true;
    while (fgets(line, sizeof line, in) != NULL) {
        char *tab = strchr(line, '\t');
        char *end = strchr(line, '\n');
        if (tab == NULL || end == NULL)
            continue;
        *tab = '\0';
        *end = '\0';
        *demo_note_list_add(&notes.notes, arena) = (struct demo_note){
            arena_text(arena, line), arena_text(arena, tab + 1)};
    }
    fclose(in);
    return notes;
}

const char *demo_notes_find(const struct demo_notes *notes, const char *step)
{
    for (size_t i = 0; i < notes->notes.count; i++)
        if (strcmp(notes->notes.items[i].step, step) == 0)
            return notes->notes.items[i].from;
    return NULL;
}

static enum status write_notes(const struct demo_notes *notes,
                               struct error *err)
{
    const char *fresh = arena_format(notes->arena, "%s.new", notes->path);
    FILE *out = fopen(fresh, "w");
    if (out == NULL)
        return error_set(err, STATUS_IO, "cannot write %s: %s", fresh,
                         strerror(errno));
    for (size_t i = 0; i < notes->notes.count; i++)
        fprintf(out, "%s\t%s\n", notes->notes.items[i].step,
                notes->notes.items[i].from);
    bool is_whole = ferror(out) == 0;
    is_whole = fclose(out) == 0 && is_whole;
    if (is_whole && rename(fresh, notes->path) == 0)
        return STATUS_OK;
    unlink(fresh);
    return error_set(err, STATUS_IO, "cannot write %s: %s", notes->path,
                     strerror(errno));
}

enum status demo_notes_set(struct demo_notes *notes, const char *step,
                           const char *from, struct error *err)
{
    struct demo_note *note = NULL;
    for (size_t i = 0; i < notes->notes.count; i++)
        if (strcmp(notes->notes.items[i].step, step) == 0)
            note = &notes->notes.items[i];
    if (note == NULL)
        note = demo_note_list_add(&notes->notes, notes->arena);
    *note = (struct demo_note){arena_text(notes->arena, step),
                               arena_text(notes->arena, from)};
    return write_notes(notes, err);
}

void demo_notes_clear(struct demo_notes *notes)
{
    notes->notes.count = 0;
}
