// All shortest ways are found by Floyd's algorithm, three nested loops that
// need no trust.

#include "median_files.h"

#include <math.h>
#include <string.h>

static bool read_optimum(const char *data, struct median_file *file)
{
    char path[512], name[32];
    unsigned long long optimum;
    bool is_found = false;
    snprintf(path, sizeof path, "%s/siting/optima.txt", data);
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return false;
    if (fscanf(in, "%*s %*s") == EOF) {
        fclose(in);
        return false;
    }
    while (!is_found && fscanf(in, "%31s %llu", name, &optimum) == 2)
        is_found = strcmp(name, file->name) == 0;
    fclose(in);
    file->optimum = optimum;
    return is_found;
}

static void shorten(uint32_t *way, size_t n)
{
    for (size_t via = 0; via < n; via++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; way[i * n + via] != UINT32_MAX && j < n; j++) {
                uint64_t length = (uint64_t)way[i * n + via] + way[via * n + j];
                if (length < way[i * n + j])
                    way[i * n + j] = (uint32_t)length;
            }
}

static bool read_graph(struct arena *arena, FILE *in, struct p_median *problem)
{
    unsigned n, n_edges, p;
    if (fscanf(in, "%u %u %u", &n, &n_edges, &p) != 3)
        return false;
    uint32_t *way = arena_array(arena, uint32_t, (size_t)n * n);
    memset(way, 0xff, (size_t)n * n * sizeof *way);
    for (size_t i = 0; i < n; i++)
        way[i * n + i] = 0;
    for (unsigned k = 0; k < n_edges; k++) {
        unsigned i, j, length;
        if (fscanf(in, "%u %u %u", &i, &j, &length) != 3)
            return false;
        way[(i - 1) * n + j - 1] = way[(j - 1) * n + i - 1] = length;
    }
    shorten(way, n);
    *problem =
        (struct p_median){.n_customers = n, .n_sites = n, .p = p, .way = way};
    return true;
}

static bool read_points(struct arena *arena, FILE *in, struct p_median *problem)
{
    unsigned n, p, capacity;
    if (fscanf(in, "%*d %*d %u %u %u", &n, &p, &capacity) != 3)
        return false;
    double *x = arena_array(arena, double, n);
    double *y = arena_array(arena, double, n);
    uint32_t *demand = arena_array(arena, uint32_t, n);
    uint32_t *capacities = arena_array(arena, uint32_t, n);
    uint32_t *way = arena_array(arena, uint32_t, (size_t)n * n);
    for (size_t i = 0; i < n; i++) {
        capacities[i] = capacity;
        if (fscanf(in, "%*d %lf %lf %u", &x[i], &y[i], &demand[i]) != 3)
            return false;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            way[i * n + j] = (uint32_t)hypot(x[i] - x[j], y[i] - y[j]);
    *problem = (struct p_median){.n_customers = n,
                                 .n_sites = n,
                                 .p = p,
                                 .way = way,
                                 .weight = demand,
                                 .capacity = capacities,
                                 .counts_customers = true};
    return true;
}

bool median_file_read(struct arena *arena, const char *data,
                      bool has_capacities, int number, struct median_file *file)
{
    char path[512];
    snprintf(file->name, sizeof file->name, "%s%d",
             has_capacities ? "pmedcap1-" : "pmed", number);
    snprintf(path, sizeof path, "%s/siting/%s.txt", data, file->name);
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return false;
    bool is_read = has_capacities ? read_points(arena, in, &file->problem)
                                  : read_graph(arena, in, &file->problem);
    fclose(in);
    return is_read && read_optimum(data, file);
}
