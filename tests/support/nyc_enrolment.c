#include "nyc_enrolment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

LIST_DECLARE(panel_row);
LIST_DECLARE(panel_school);

// A row of the file, with the text of its school.
struct line {
    char id[16];
    struct panel_row row;
};
LIST_DECLARE(line);

static int compare_lines(const void *first, const void *second)
{
    const struct line *a = first;
    const struct line *b = second;
    return strcmp(a->id, b->id);
}

static void read_lines(FILE *file, struct arena *arena, struct line_list *lines)
{
    struct line line = {0};
    int pupils;
    while (fscanf(file, "%15[^,],%d,%d,%d\n", line.id, &line.row.year,
                  &line.row.grade, &pupils) == 4) {
        line.row.pupils = pupils;
        *line_list_add(lines, arena) = line;
    }
}

bool nyc_enrolment_read(struct arena *arena, const char *data_folder,
                        struct enrolment_panel *panel)
{
    const char *path = arena_format(arena, "%s/enrolment/nyc-enrolment.csv",
                                    data_folder == NULL ? "" : data_folder);
    FILE *file = fopen(path, "r");
    char heading[80];
    if (file == NULL || fgets(heading, sizeof heading, file) == NULL) {
        puts("skipped: HOCGAN_DATA has no enrolment/nyc-enrolment.csv");
        if (file != NULL)
            fclose(file);
        return false;
    }
    struct line_list lines = {0};
    read_lines(file, arena, &lines);
    fclose(file);
    qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
    struct panel_row_list rows = {0};
    struct panel_school_list schools = {0};
    for (size_t i = 0; i < lines.count; i++) {
        struct line *line = &lines.items[i];
        if (i == 0 || strcmp(line->id, lines.items[i - 1].id) != 0)
            *panel_school_list_add(&schools, arena) =
                (struct panel_school){line->id, PANEL_NOBODY};
        line->row.school = (uint32_t)schools.count - 1;
        *panel_row_list_add(&rows, arena) = line->row;
    }
    struct error err;
    return enrolment_panel_build(arena, schools.items, schools.count, 0,
                                 rows.items, rows.count, panel,
                                 &err) == STATUS_OK;
}
