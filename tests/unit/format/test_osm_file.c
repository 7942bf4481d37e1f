#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "format/osm_file.h"
#include "scratch.h"

static enum status read_bytes(const char *name, const char *bytes, size_t n,
                              struct arena *arena, struct osm_file *file,
                              struct error *err)
{
    struct scratch *scratch = scratch_new();
    const char *path = scratch_file(scratch, name, "");
    FILE *out = fopen(path, "wb");
    CHECK(out != NULL);
    CHECK_INT(fwrite(bytes, 1, n, out), n);
    CHECK_INT(fclose(out), 0);
    enum status status = osm_file_read(arena, path, file, err);
    scratch_free(scratch);
    return status;
}

static void check_refused(const char *name, const char *text,
                          const char *sentence)
{
    struct arena *arena = arena_new();
    struct osm_file file;
    struct error err = {0};
    CHECK_INT(read_bytes(name, text, strlen(text), arena, &file, &err),
              STATUS_BAD_INPUT);
    if (strstr(err.text, sentence) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, sentence);
    CHECK(strstr(err.text, name) != NULL);
    arena_free(arena);
}

#define A_WAY "<way id=\"9\"><nd ref=\"1\"/><nd ref=\"2\"/></way>"
#define NODE(id, lat, lon)                                                     \
    "<node id=\"" #id "\" lat=\"" #lat "\" lon=\"" #lon "\"/>"

static void xml_is_read_as_it_stands(void **state)
{
    const char *text =
        "<osm><node id=\"5\" lat=\"10.5\" lon=\"106.5\"/>"
        "<node id=\"2\" lat=\"10.7\" lon=\"106.7\"><tag k=\"name\" "
        "v=\"Lê &amp; Lợi\"/></node>"
        "<way id=\"9\"><nd ref=\"5\"/><nd ref=\"77\"/><nd ref=\"2\"/>"
        "<tag k=\"highway\" v=\"path\"/></way>"
        "<relation id=\"4\"><member type=\"way\" ref=\"9\" role=\"outer\"/>"
        "<member type=\"node\" ref=\"2\" role=\"\"/></relation>"
        "<node id=\"5\" lat=\"10.6\" lon=\"106.6\"/></osm>";
    struct arena *arena = arena_new();
    struct osm_file file;
    struct error err;
    CHECK(read_bytes("a.osm", text, strlen(text), arena, &file, &err) ==
          STATUS_OK);
    // Sorted by id, and of node 5 the last one counts.
    CHECK_INT(file.nodes.count, 2);
    CHECK_INT(file.n_duplicates, 1);
    CHECK_INT(file.nodes.items[0].id, 2);
    CHECK_NEAR(file.nodes.items[1].at.lat_deg, 10.6, 1e-12);
    CHECK_TEXT(osm_tag(file.nodes.items[0].tags, "name"), "Lê & Lợi");
    CHECK(osm_tag(file.nodes.items[0].tags, "highway") == NULL);
    const struct osm_way *way = osm_find_way(&file, 9);
    CHECK_INT(way->n_nodes, 3);
    CHECK_INT(way->nodes[0], 1);
    CHECK(way->nodes[1] == OSM_NO_NODE);
    CHECK_INT(way->nodes[2], 0);
    CHECK_INT(file.n_missing_nodes, 1);
    CHECK(osm_find_way(&file, 8) == NULL);
    const struct osm_relation *relation = osm_find_relation(&file, 4);
    CHECK_INT(relation->n_members, 2);
    CHECK_INT(relation->members[0].kind, OSM_WAY);
    CHECK_TEXT(relation->members[0].role, "outer");
    CHECK_TEXT(relation->members[1].role, "");
    arena_free(arena);
}

static void what_is_no_extract_is_refused_in_a_sentence(void **state)
{
    check_refused("a.osm", "", "is empty");
    check_refused("a.osm.pbf", "", "is empty");
    check_refused("a.osm", "hello", "not well-formed");
    check_refused("a.osm", "<osm>" NODE(1, 10, 106), "not well-formed");
    check_refused("a.osm", "<osm>" NODE(1, 10, 106) "</osm>", "no ways");
    check_refused("a.osm.pbf", "<osm></osm>", "damaged or no");
    check_refused("a.txt", "<osm></osm>", "not named");
    check_refused("a.osm", "<osm>" NODE(1, 106.7, 10.7) A_WAY "</osm>",
                  "node 1 at 10.7, 106.7 has longitude and latitude swapped");
    check_refused("a.osm", "<osm>" NODE(1, 95, 200) A_WAY "</osm>", "node 1");
    check_refused("a.osm", "<osm><node id=\"1\"/>" A_WAY "</osm>", "node 1");

    // Readosm dies of a tag without a value.
    check_refused("a.osm",
                  "<osm>" A_WAY "<way id=\"3\"><tag k=\"a\"/></way></osm>",
                  "is damaged");

    struct arena *arena = arena_new();
    struct osm_file file;
    struct error err;
    CHECK_INT(osm_file_read(arena, "/no/such/a.osm.pbf", &file, &err),
              STATUS_IO);
    arena_free(arena);
}

static char *slurp(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return NULL;
    CHECK_INT(fseek(in, 0, SEEK_END), 0);
    *n = (size_t)ftell(in);
    rewind(in);
    char *bytes = malloc(*n);
    CHECK(bytes != NULL);
    CHECK_INT(fread(bytes, 1, *n, in), *n);
    fclose(in);
    return bytes;
}

static void a_pbf_cut_off_anywhere_is_refused(void **state)
{
    const char *data = getenv("HOCGAN_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/other-city/porto-alegre.osm.pbf",
             data == NULL ? "" : data);
    size_t n = 0;
    char *bytes = slurp(path, &n);
    if (bytes == NULL) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    for (size_t i = 0; i < 200; i++) {
        size_t length = i < 100 ? i * 7 : (i - 100) * n / 100 + i;
        struct arena *arena = arena_new();
        struct osm_file file;
        struct error err;
        CHECK_INT(read_bytes("cut.osm.pbf", bytes, length, arena, &file, &err),
                  STATUS_BAD_INPUT);
        arena_free(arena);
    }
    struct arena *arena = arena_new();
    struct osm_file file;
    struct error err;
    CHECK_INT(read_bytes("cut.osm.pbf", bytes, n - 1, arena, &file, &err),
              STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "is cut off") != NULL);
    CHECK_INT(read_bytes("whole.osm.pbf", bytes, n, arena, &file, &err),
              STATUS_OK);
    CHECK_INT(file.nodes.count, 43264);
    CHECK_INT(file.ways.count, 16032);
    arena_free(arena);
    free(bytes);
}

static void a_compression_that_cannot_be_read_is_named(void **state)
{
    // Blob header: type OSMHeader, length 4; blob: raw size 1, then lz4 data.
    static const char bytes[] = "\0\0\0\x0D\x0A\x09OSMHeader\x18\x04"
                                "\x10\x01\x32\x00";
    struct arena *arena = arena_new();
    struct osm_file file;
    struct error err;
    CHECK_INT(
        read_bytes("a.osm.pbf", bytes, sizeof bytes - 1, arena, &file, &err),
        STATUS_BAD_INPUT);
    CHECK(strstr(err.text, "zlib") != NULL);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(xml_is_read_as_it_stands),
        TEST(what_is_no_extract_is_refused_in_a_sentence),
        TEST(a_pbf_cut_off_anywhere_is_refused),
        TEST(a_compression_that_cannot_be_read_is_named),
    };
    return RUN_TESTS(tests);
}
