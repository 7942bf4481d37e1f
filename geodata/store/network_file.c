// The file is a header, then sections at multiples of 64 bytes, in one order:
//
//     header   what it is, for whom, how many of everything, seal, checksum
//     net      nodes, ids, edges, vertices, centimetres, names, boxes
//     profile  uses and speeds, the states, the hierarchy  (each profile)
//
// Where a section lies follows from the counts in the header, so there is no
// table of places to mistrust: the counts must give the file's very size.
// Numbers are in the machine's own order, which the header shows; a file from
// another kind of machine is built anew.
//
// Two hashes, for two questions. "Is this the file that was written?" is asked
// of all its bytes at each start, so it must cost milliseconds: the seal
// (XXH3, file_seal.h). "Did two people travel on the same network?" is asked
// of receipts, so nobody may be able to forge it: the checksum (BLAKE2b, 1
// GB/s) is worked out when the file is written and stands in the header, under
// the seal. What a hostile file could do with the right seal is
// network_check's.

#include "store/network_file.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/derived_file.h"
#include "store/file_seal.h"
#include "store/network_check.h"

#define MAGIC "HOCGANNW"
#define BYTE_ORDER_MARK 0x01020304u
#define ALIGNMENT 64u
#define MOST_PROFILES 8
#define NET_SECTIONS 8
#define PROFILE_SECTIONS 20
#define MOST_SECTIONS (NET_SECTIONS + MOST_PROFILES * PROFILE_SECTIONS)
#define CHECKSUM_BYTES 16

struct profile_header {
    char name[24];
    uint32_t version;
    uint32_t n_copies;
    uint32_t n_arcs;
    uint32_t n_led;
    uint32_t n_barred;
    uint32_t n_up;
    uint32_t n_down;
    uint32_t n_extra; // edges with extras: all of them or none
    uint32_t unused[2];
};

struct header {
    char magic[8];
    uint32_t version;
    uint32_t byte_order;
    uint64_t file_size;
    unsigned char seal[FILE_SEAL_BYTES];    // of all bytes that follow
    unsigned char checksum[CHECKSUM_BYTES]; // of all bytes but these two
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
_Static_assert(sizeof(struct header) == 144 + 8 * 64, "gap in header");
_Static_assert(sizeof(struct net_edge) == 24, "gap in net_edge");
_Static_assert(sizeof(struct box_m) == 32, "gap in box_m");
_Static_assert(sizeof(struct road_extra) == 6, "gap in road_extra");
_Static_assert(sizeof(struct turn_arc) == 16, "gap in turn_arc");
_Static_assert(sizeof(struct state_run) == 8, "gap in state_run");
_Static_assert(sizeof(struct point_m) == 16, "gap in point_m");

struct section {
    const void *bytes;
    size_t size;
};

struct network_file {
    struct derived_file mapped;
    struct network network;
};

// The sections of a network in the order of the file, each with where its
// pointer is kept: writing reads the pointers, opening sets them.
struct section_list {
    struct section *sections;
    size_t count;
    const struct section *from; // set the pointers from here; NULL: read them
};

static void visit(struct section_list *list, const void *slot, size_t size)
{
    const void **pointer = (const void **)(uintptr_t)slot;
    if (list->from != NULL)
        *pointer = list->from[list->count].bytes;
    else
        list->sections[list->count] = (struct section){*pointer, size};
    list->count++;
}

static void visit_net(struct section_list *list, const struct street_net *net)
{
    visit(list, &net->nodes, net->n_nodes * sizeof *net->nodes);
    visit(list, &net->node_ids, net->n_nodes * sizeof *net->node_ids);
    visit(list, &net->edges, net->n_edges * sizeof *net->edges);
    visit(list, &net->vertices, net->n_vertices * sizeof *net->vertices);
    visit(list, &net->vertex_cm, net->n_vertices * sizeof *net->vertex_cm);
    visit(list, &net->names, net->names_size);
    visit(list, &net->edge_boxes.items,
          net->n_edges * sizeof *net->edge_boxes.items);
    visit(list, &net->edge_boxes.boxes,
          box_index_count_boxes(net->n_edges) * sizeof *net->edge_boxes.boxes);
}

// The arcs of the road graph are not kept: those of the states are the same,
// with the turns.
static void visit_graph(struct section_list *list, const struct road_graph *g,
                        size_t n_extra)
{
    visit(list, &g->edge_use, g->n_edges);
    visit(list, &g->forward_kmh10, g->n_edges * sizeof *g->forward_kmh10);
    visit(list, &g->backward_kmh10, g->n_edges * sizeof *g->backward_kmh10);
    visit(list, &g->extra, n_extra * sizeof *g->extra);
}

static void visit_turns(struct section_list *list, const struct turn_graph *t,
                        size_t n_arcs)
{
    visit(list, &t->copy_node, (t->n_states - t->n_nodes) * 4);
    visit(list, &t->first_out, ((size_t)t->n_states + 1) * 4);
    visit(list, &t->arcs, n_arcs * sizeof *t->arcs);
    visit(list, &t->led, t->n_led * sizeof *t->led);
    visit(list, &t->barred, t->n_barred * sizeof *t->barred);
}

static void visit_side(struct section_list *list,
                       const struct hierarchy_side *side, size_t n_nodes,
                       size_t n_arcs)
{
    visit(list, &side->first, (n_nodes + 1) * sizeof *side->first);
    visit(list, &side->node, n_arcs * sizeof *side->node);
    visit(list, &side->way, n_arcs * sizeof *side->way);
    visit(list, &side->via, n_arcs * sizeof *side->via);
}

static void visit_hierarchy(struct section_list *list,
                            const struct hierarchy *h,
                            const struct profile_header *counts)
{
    visit(list, &h->position, (size_t)h->n_nodes * 4);
    visit(list, &h->node_at, (size_t)h->n_nodes * 4);
    visit(list, &h->tour, (size_t)h->n_nodes * 4);
    visit_side(list, &h->up, h->n_nodes, counts->n_up);
    visit_side(list, &h->down, h->n_nodes, counts->n_down);
}

static void visit_all(struct section_list *list, const struct network *network,
                      const struct profile_header *counts)
{
    visit_net(list, &network->net);
    for (size_t p = 0; p < network->n_profiles; p++) {
        visit_graph(list, &network->graphs[p], counts[p].n_extra);
        visit_turns(list, &network->turns[p], counts[p].n_arcs);
        visit_hierarchy(list, &network->hierarchies[p], &counts[p]);
    }
}

static size_t list_sections(const struct network *network,
                            const struct profile_header *counts,
                            struct section sections[MOST_SECTIONS])
{
    struct section_list list = {.sections = sections};
    visit_all(&list, network, counts);
    return list.count;
}

static void take_sections(const struct network *network,
                          const struct profile_header *counts,
                          const struct section *sections)
{
    struct section_list list = {.from = sections};
    visit_all(&list, network, counts);
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

static struct profile_header counts_of(const struct network *network, size_t p)
{
    const struct turn_graph *turns = &network->turns[p];
    const struct hierarchy *hierarchy = &network->hierarchies[p];
    struct profile_header counts = {
        .version = network->profiles[p]->version,
        .n_copies = turns->n_states - turns->n_nodes,
        .n_arcs = turns->first_out[turns->n_states],
        .n_led = (uint32_t)turns->n_led,
        .n_barred = (uint32_t)turns->n_barred,
        .n_up = hierarchy->up.first[hierarchy->n_nodes],
        .n_down = hierarchy->down.first[hierarchy->n_nodes],
        .n_extra = network->graphs[p].extra == NULL
                       ? 0
                       : (uint32_t)network->net.n_edges};
    snprintf(counts.name, sizeof counts.name, "%s", network->profiles[p]->name);
    return counts;
}

// All but the file's size and checksum.
static struct header header_of(const struct network *network)
{
    const struct street_net *net = &network->net;
    struct header header = {.magic = MAGIC,
                            .version = NETWORK_FILE_VERSION,
                            .byte_order = BYTE_ORDER_MARK,
                            .n_nodes = (uint32_t)net->n_nodes,
                            .n_edges = (uint32_t)net->n_edges,
                            .n_vertices = (uint32_t)net->n_vertices,
                            .names_size = (uint32_t)net->names_size,
                            .n_profiles = (uint32_t)network->n_profiles,
                            .ground = net->ground};
    memcpy(header.streets_checksum, network->streets_checksum,
           sizeof network->streets_checksum);
    for (size_t p = 0; p < network->n_profiles; p++)
        header.profiles[p] = counts_of(network, p);
    return header;
}

static void checksum_of(const unsigned char *bytes, size_t size,
                        unsigned char checksum[CHECKSUM_BYTES])
{
    crypto_generichash_state state;
    size_t after = offsetof(struct header, checksum) + CHECKSUM_BYTES;
    crypto_generichash_init(&state, NULL, 0, CHECKSUM_BYTES);
    crypto_generichash_update(&state, bytes, offsetof(struct header, seal));
    crypto_generichash_update(&state, bytes + after, size - after);
    crypto_generichash_final(&state, checksum, CHECKSUM_BYTES);
}

static void seal_of(const unsigned char *bytes, size_t size,
                    unsigned char seal[FILE_SEAL_BYTES])
{
    size_t after = offsetof(struct header, checksum);
    file_seal(bytes + after, size - after, seal);
}

// The whole file in memory, the caller's to free.
static unsigned char *lay_out(const struct network *network,
                              struct header *header)
{
    struct section sections[MOST_SECTIONS];
    *header = header_of(network);
    size_t n = list_sections(network, header->profiles, sections);
    header->file_size = whole_size(sections, n);
    unsigned char *bytes = calloc(1, header->file_size);
    if (bytes == NULL)
        abort();
    memcpy(bytes, header, sizeof *header);
    unsigned char *at = bytes + aligned(sizeof *header);
    for (size_t i = 0; i < n; i++) {
        if (sections[i].size > 0)
            memcpy(at, sections[i].bytes, sections[i].size);
        at += aligned(sections[i].size);
    }
    checksum_of(bytes, header->file_size, header->checksum);
    memcpy(bytes, header, sizeof *header);
    seal_of(bytes, header->file_size, header->seal);
    memcpy(bytes, header, sizeof *header);
    return bytes;
}

void network_file_checksum(const struct network *network, char hex[33])
{
    struct header header;
    free(lay_out(network, &header));
    sodium_bin2hex(hex, 33, header.checksum, CHECKSUM_BYTES);
}

enum status network_file_write(const char *path, const struct network *network,
                               struct error *err)
{
    struct header header;
    unsigned char *bytes = lay_out(network, &header);
    enum status status = derived_file_write(path, bytes, header.file_size, err);
    free(bytes);
    return status;
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

static void take_profile_counts(const struct header *header,
                                const struct profile_header *of,
                                struct network *network, size_t p)
{
    uint32_t n_states = header->n_nodes + of->n_copies;
    network->graphs[p] = (struct road_graph){.n_nodes = header->n_nodes,
                                             .n_edges = header->n_edges};
    network->turns[p] = (struct turn_graph){.n_states = n_states,
                                            .n_nodes = header->n_nodes,
                                            .n_led = of->n_led,
                                            .n_barred = of->n_barred};
    network->hierarchies[p] = (struct hierarchy){.n_nodes = n_states};
}

static const char *take_counts(const struct header *header,
                               struct network *network)
{
    network->net = (struct street_net){.n_nodes = header->n_nodes,
                                       .n_edges = header->n_edges,
                                       .edge_boxes.n_items = header->n_edges,
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
        if (of->n_extra != (profile_shuns_big_roads(network->profiles[p])
                                ? header->n_edges
                                : 0))
            return "has extras that do not fit";
        if (of->n_copies > UINT32_MAX - header->n_nodes)
            return "has too many states";
        take_profile_counts(header, of, network, p);
    }
    return NULL;
}

// Whether the arrays of starts end where the header says their arcs end.
static bool counts_fit(const struct network *network, size_t p,
                       const struct profile_header *counts)
{
    const struct turn_graph *turns = &network->turns[p];
    const struct hierarchy *hierarchy = &network->hierarchies[p];
    return turns->first_out[turns->n_states] == counts->n_arcs &&
           hierarchy->up.first[hierarchy->n_nodes] == counts->n_up &&
           hierarchy->down.first[hierarchy->n_nodes] == counts->n_down;
}

// Counts are below 2^32 and sections few, so sizes cannot wrap.
static const char *take_content(struct network_file *file)
{
    struct section sections[MOST_SECTIONS];
    const struct header *header = file->mapped.bytes;
    size_t n = list_sections(&file->network, header->profiles, sections);
    if (whole_size(sections, n) != file->mapped.size)
        return "is torn";
    const char *at =
        (const char *)file->mapped.bytes + aligned(sizeof(struct header));
    for (size_t i = 0; i < n; i++) {
        sections[i].bytes = at;
        at += aligned(sections[i].size);
    }
    take_sections(&file->network, header->profiles, sections);
    for (size_t p = 0; p < file->network.n_profiles; p++)
        if (header->profiles[p].n_extra == 0)
            file->network.graphs[p].extra = NULL;
    for (size_t p = 0; p < file->network.n_profiles; p++)
        if (!counts_fit(&file->network, p, &header->profiles[p]))
            return "has counts that do not fit";
    return NULL;
}

static const char *check_seal(struct network_file *file)
{
    const struct header *header = file->mapped.bytes;
    unsigned char seal[FILE_SEAL_BYTES];
    seal_of(file->mapped.bytes, file->mapped.size, seal);
    if (memcmp(seal, header->seal, FILE_SEAL_BYTES) != 0)
        return "is damaged";
    sodium_bin2hex(file->network.checksum, 33, header->checksum,
                   CHECKSUM_BYTES);
    memcpy(file->network.streets_checksum, header->streets_checksum, 33);
    return NULL;
}

enum status network_file_open(const char *path, const char *streets_checksum,
                              struct network_file **file, struct error *err)
{
    struct network_file *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        return error_set(err, STATUS_IO, "out of memory for %s", path);
    enum status status =
        derived_file_map(path, sizeof(struct header), &opened->mapped, err);
    if (status != STATUS_OK) {
        network_file_close(opened);
        return status;
    }
    const struct header *header = opened->mapped.bytes;
    const char *wrong =
        check_header(header, opened->mapped.size, streets_checksum);
    if (wrong == NULL)
        wrong = take_counts(header, &opened->network);
    if (wrong == NULL)
        wrong = take_content(opened);
    if (wrong == NULL)
        wrong = check_seal(opened);
    if (wrong == NULL)
        wrong = network_check(&opened->network);
    if (wrong != NULL) {
        network_file_close(opened);
        return error_set(err, STATUS_STATE, "%s %s", path, wrong);
    }
    *file = opened;
    return STATUS_OK;
}

bool network_file_is_of(const char *path, const char *streets_checksum)
{
    struct header header;
    struct stat facts;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    bool is_of =
        fstat(fileno(in), &facts) == 0 &&
        fread(&header, sizeof header, 1, in) == 1 &&
        check_header(&header, (size_t)facts.st_size, streets_checksum) == NULL;
    fclose(in);
    return is_of;
}

void network_file_close(struct network_file *file)
{
    if (file == NULL)
        return;
    derived_file_unmap(&file->mapped);
    free(file);
}

const struct network *network_file_content(const struct network_file *file)
{
    return &file->network;
}

struct measure network_measure(const struct network *network, size_t p)
{
    return (struct measure){.profile = network->profiles[p],
                            .weight = BY_DISTANCE,
                            .net = &network->net,
                            .graph = &network->graphs[p],
                            .turns = &network->turns[p],
                            .hierarchy = &network->hierarchies[p]};
}

void network_file_path(const char *city_path, char *path, size_t size)
{
    derived_file_path(city_path, ".network", path, size);
}
