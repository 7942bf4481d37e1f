// The file is a header, then sections at multiples of 64 bytes, in one order:
//
//     header   what it is, for whom, how many of everything, its checksum
//     net      nodes, ids, edges, vertices, centimetres, names
//     graph    first_out, out_arcs, first_in, in_arcs, uses, speeds  (each
//              profile)
//
// Where a section lies follows from the counts in the header, so there is no
// table of places to mistrust: the counts must give the file's very size, the
// bytes must give the checksum, and the arrays must fit each other
// (network_check.h). Numbers are in the machine's own order, which the header
// shows; a file from another kind of machine is built anew.

#include "store/network_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/network_check.h"

#define MAGIC "HOCGANNW"
#define BYTE_ORDER_MARK 0x01020304u
#define ALIGNMENT 64u
#define MOST_PROFILES 8
#define NET_SECTIONS 6
#define GRAPH_SECTIONS 7
#define MOST_SECTIONS (NET_SECTIONS + MOST_PROFILES * GRAPH_SECTIONS)
#define CHECKSUM_BYTES 16

struct profile_header {
    char name[24];
    uint32_t version;
    uint32_t n_arcs;
};

struct header {
    char magic[8];
    uint32_t version;
    uint32_t byte_order;
    uint64_t file_size;
    unsigned char checksum[CHECKSUM_BYTES]; // of all other bytes
    char streets_checksum[40];
    uint32_t n_nodes;
    uint32_t n_edges;
    uint32_t n_vertices;
    uint32_t names_size;
    uint32_t n_profiles;
    uint32_t unused;
    struct ground ground;
    struct profile_header profiles[MOST_PROFILES];
};

// The bytes of a struct are the file's: there must be no gaps in them.
_Static_assert(sizeof(struct header) == 128 + 8 * 32, "gap in header");
_Static_assert(sizeof(struct net_edge) == 24, "gap in net_edge");
_Static_assert(sizeof(struct road_arc) == 16, "gap in road_arc");
_Static_assert(sizeof(struct point_m) == 16, "gap in point_m");

struct section {
    const void *bytes;
    size_t size;
};

struct network_file {
    void *mapped;
    size_t size;
    struct network network;
};

// The sections of a network in the order of the file. Only the sizes matter
// where the pointers are not set yet.
static size_t list_sections(const struct network *network,
                            struct section sections[MOST_SECTIONS])
{
    const struct street_net *net = &network->net;
    size_t n = 0;
    sections[n++] = (struct section){net->nodes, net->n_nodes * 16};
    sections[n++] = (struct section){net->node_ids, net->n_nodes * 8};
    sections[n++] = (struct section){net->edges, net->n_edges * 24};
    sections[n++] = (struct section){net->vertices, net->n_vertices * 16};
    sections[n++] = (struct section){net->vertex_cm, net->n_vertices * 4};
    sections[n++] = (struct section){net->names, net->names_size};
    for (size_t p = 0; p < network->n_profiles; p++) {
        const struct road_graph *g = &network->graphs[p];
        sections[n++] = (struct section){g->first_out, (g->n_nodes + 1) * 4};
        sections[n++] = (struct section){g->out_arcs, g->n_arcs * 16};
        sections[n++] = (struct section){g->first_in, (g->n_nodes + 1) * 4};
        sections[n++] = (struct section){g->in_arcs, g->n_arcs * 16};
        sections[n++] = (struct section){g->edge_use, g->n_edges};
        sections[n++] = (struct section){g->forward_kmh10, g->n_edges * 2};
        sections[n++] = (struct section){g->backward_kmh10, g->n_edges * 2};
    }
    return n;
}

// The other way: points the network's arrays at the sections.
static void take_sections(struct network *network,
                          const struct section *sections)
{
    struct street_net *net = &network->net;
    size_t n = 0;
    net->nodes = sections[n++].bytes;
    net->node_ids = sections[n++].bytes;
    net->edges = sections[n++].bytes;
    net->vertices = sections[n++].bytes;
    net->vertex_cm = sections[n++].bytes;
    net->names = sections[n++].bytes;
    for (size_t p = 0; p < network->n_profiles; p++) {
        struct road_graph *g = &network->graphs[p];
        g->first_out = sections[n++].bytes;
        g->out_arcs = sections[n++].bytes;
        g->first_in = sections[n++].bytes;
        g->in_arcs = sections[n++].bytes;
        g->edge_use = sections[n++].bytes;
        g->forward_kmh10 = sections[n++].bytes;
        g->backward_kmh10 = sections[n++].bytes;
    }
}

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static size_t whole_size(const struct section *sections, size_t n_sections)
{
    size_t size = aligned(sizeof(struct header));
    for (size_t i = 0; i < n_sections; i++)
        size += aligned(sections[i].size);
    return size;
}

static struct header header_of(const struct network *network, size_t file_size)
{
    const struct street_net *net = &network->net;
    struct header header = {.magic = MAGIC,
                            .version = NETWORK_FILE_VERSION,
                            .byte_order = BYTE_ORDER_MARK,
                            .file_size = file_size,
                            .n_nodes = (uint32_t)net->n_nodes,
                            .n_edges = (uint32_t)net->n_edges,
                            .n_vertices = (uint32_t)net->n_vertices,
                            .names_size = (uint32_t)net->names_size,
                            .n_profiles = (uint32_t)network->n_profiles,
                            .ground = net->ground};
    memcpy(header.streets_checksum, network->streets_checksum,
           sizeof network->streets_checksum);
    for (size_t p = 0; p < network->n_profiles; p++) {
        const struct profile *profile = network->profiles[p];
        snprintf(header.profiles[p].name, sizeof header.profiles[p].name, "%s",
                 profile->name);
        header.profiles[p].version = profile->version;
        header.profiles[p].n_arcs = (uint32_t)network->graphs[p].n_arcs;
    }
    return header;
}

// Sends the bytes of a part of the file, and zeros up to its end.
typedef bool sink_fn(void *context, const void *bytes, size_t size);

static bool send_part(sink_fn *sink, void *context, const void *bytes,
                      size_t size)
{
    static const char zeros[ALIGNMENT];
    return (size == 0 || sink(context, bytes, size)) &&
           (aligned(size) == size ||
            sink(context, zeros, aligned(size) - size));
}

static bool send_file(sink_fn *sink, void *context, const struct header *header,
                      const struct section *sections, size_t n_sections)
{
    if (!send_part(sink, context, header, sizeof *header))
        return false;
    for (size_t i = 0; i < n_sections; i++)
        if (!send_part(sink, context, sections[i].bytes, sections[i].size))
            return false;
    return true;
}

static bool hash_bytes(void *context, const void *bytes, size_t size)
{
    crypto_generichash_update(context, bytes, size);
    return true;
}

static bool write_bytes(void *context, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, context) == size;
}

// The header with its checksum filled in.
static struct header sealed_header(const struct network *network,
                                   const struct section *sections,
                                   size_t n_sections)
{
    crypto_generichash_state state;
    struct header header = header_of(network, whole_size(sections, n_sections));
    crypto_generichash_init(&state, NULL, 0, CHECKSUM_BYTES);
    send_file(hash_bytes, &state, &header, sections, n_sections);
    crypto_generichash_final(&state, header.checksum, CHECKSUM_BYTES);
    return header;
}

void network_file_checksum(const struct network *network, char hex[33])
{
    struct section sections[MOST_SECTIONS];
    size_t n = list_sections(network, sections);
    struct header header = sealed_header(network, sections, n);
    sodium_bin2hex(hex, 33, header.checksum, CHECKSUM_BYTES);
}

static bool write_whole(int descriptor, const struct network *network)
{
    struct section sections[MOST_SECTIONS];
    size_t n = list_sections(network, sections);
    struct header header = sealed_header(network, sections, n);
    FILE *out = fdopen(descriptor, "wb");
    if (out == NULL) {
        close(descriptor);
        return false;
    }
    bool ok = fchmod(descriptor, 0644) == 0 &&
              send_file(write_bytes, out, &header, sections, n) &&
              fflush(out) == 0 && fsync(descriptor) == 0;
    return fclose(out) == 0 && ok;
}

enum status network_file_write(const char *path, const struct network *network,
                               struct error *err)
{
    char temporary[4200];
    if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >=
        (int)sizeof temporary)
        return error_set(err, STATUS_IO, "%s: the name is too long", path);
    int descriptor = mkstemp(temporary);
    if (descriptor < 0)
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(errno));
    if (!write_whole(descriptor, network) || rename(temporary, path) != 0) {
        int why = errno;
        unlink(temporary);
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(why));
    }
    return STATUS_OK;
}

static enum status map_file(const char *path, struct network_file *file,
                            struct error *err)
{
    struct stat facts;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "cannot open %s: %s", path, strerror(errno));
    bool has_header = fstat(descriptor, &facts) == 0 &&
                      S_ISREG(facts.st_mode) &&
                      facts.st_size >= (off_t)sizeof(struct header);
    if (has_header) {
        file->size = (size_t)facts.st_size;
        file->mapped =
            mmap(NULL, file->size, PROT_READ, MAP_SHARED, descriptor, 0);
    }
    close(descriptor);
    if (!has_header)
        return error_set(err, STATUS_STATE, "%s is not a network file", path);
    if (file->mapped == MAP_FAILED) {
        file->mapped = NULL;
        return error_set(err, STATUS_IO, "cannot map %s: %s", path,
                         strerror(errno));
    }
    return STATUS_OK;
}

// NULL, or what is wrong with it as the end of a sentence.
static const char *check_header(const struct header *header, size_t size,
                                const char *streets_checksum)
{
    if (memcmp(header->magic, MAGIC, sizeof header->magic) != 0)
        return "is not a network file";
    if (header->version != NETWORK_FILE_VERSION)
        return "is of another version of the program";
    if (header->byte_order != BYTE_ORDER_MARK)
        return "is from another kind of machine";
    if (header->file_size != size)
        return "is torn";
    if (strncmp(header->streets_checksum, streets_checksum,
                sizeof header->streets_checksum) != 0)
        return "is of other streets";
    if (header->n_profiles > MOST_PROFILES)
        return "has too many profiles";
    return NULL;
}

static const char *take_counts(const struct header *header,
                               struct network *network)
{
    network->net = (struct street_net){.n_nodes = header->n_nodes,
                                       .n_edges = header->n_edges,
                                       .n_vertices = header->n_vertices,
                                       .names_size = header->names_size,
                                       .ground = header->ground};
    network->n_profiles = header->n_profiles;
    for (size_t p = 0; p < header->n_profiles; p++) {
        const struct profile_header *of = &header->profiles[p];
        if (memchr(of->name, '\0', sizeof of->name) == NULL)
            return "names a profile without end";
        network->profiles[p] = profile_find(of->name);
        if (network->profiles[p] == NULL ||
            network->profiles[p]->version != of->version)
            return "is of other profiles";
        network->graphs[p] = (struct road_graph){.n_nodes = header->n_nodes,
                                                 .n_arcs = of->n_arcs,
                                                 .n_edges = header->n_edges};
    }
    return NULL;
}

// Counts are below 2^32 and sections few, so sizes cannot wrap.
static const char *take_content(struct network_file *file)
{
    struct section sections[MOST_SECTIONS];
    size_t n = list_sections(&file->network, sections);
    if (whole_size(sections, n) != file->size)
        return "is torn";
    const char *at =
        (const char *)file->mapped + aligned(sizeof(struct header));
    for (size_t i = 0; i < n; i++) {
        sections[i].bytes = at;
        at += aligned(sections[i].size);
    }
    take_sections(&file->network, sections);
    return NULL;
}

static const char *check_checksum(struct network_file *file)
{
    crypto_generichash_state state;
    unsigned char sum[CHECKSUM_BYTES];
    struct header header;
    memcpy(&header, file->mapped, sizeof header);
    memset(header.checksum, 0, sizeof header.checksum);
    crypto_generichash_init(&state, NULL, 0, CHECKSUM_BYTES);
    crypto_generichash_update(&state, (unsigned char *)&header, sizeof header);
    crypto_generichash_update(
        &state, (const unsigned char *)file->mapped + sizeof header,
        file->size - sizeof header);
    crypto_generichash_final(&state, sum, CHECKSUM_BYTES);

    memcpy(&header, file->mapped, sizeof header);
    if (memcmp(sum, header.checksum, CHECKSUM_BYTES) != 0)
        return "is damaged";
    sodium_bin2hex(file->network.checksum, 33, sum, CHECKSUM_BYTES);
    memcpy(file->network.streets_checksum, header.streets_checksum, 33);
    return NULL;
}

enum status network_file_open(const char *path, const char *streets_checksum,
                              struct network_file **file, struct error *err)
{
    struct network_file *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return error_set(err, STATUS_IO, "out of memory for %s", path);
    enum status status = map_file(path, opened, err);
    if (status != STATUS_OK) {
        network_file_close(opened);
        return status;
    }
    const struct header *header = opened->mapped;
    const char *wrong = check_header(header, opened->size, streets_checksum);
    if (wrong == NULL)
        wrong = take_counts(header, &opened->network);
    if (wrong == NULL)
        wrong = take_content(opened);
    if (wrong == NULL)
        wrong = check_checksum(opened);
    if (wrong == NULL)
        wrong = network_check(&opened->network);
    if (wrong != NULL) {
        network_file_close(opened);
        return error_set(err, STATUS_STATE, "%s %s", path, wrong);
    }
    *file = opened;
    return STATUS_OK;
}

void network_file_close(struct network_file *file)
{
    if (file == NULL)
        return;
    if (file->mapped != NULL)
        munmap(file->mapped, file->size);
    free(file);
}

const struct network *network_file_content(const struct network_file *file)
{
    return &file->network;
}

void network_file_path(const char *city_path, char *path, size_t size)
{
    size_t length = strlen(city_path);
    const char *ending = ".sqlite";
    if (length > strlen(ending) &&
        strcmp(city_path + length - strlen(ending), ending) == 0)
        length -= strlen(ending);
    snprintf(path, size, "%.*s.network", (int)length, city_path);
}
