// A peer: jansson reads a JSON file into its tree.
#include <jansson.h>

int main(int argc, char **argv) {
    json_t *root = argc > 1 ? json_load_file(argv[1], 0, NULL) : NULL;
    return root ? 0 : 1; // not freed: the system does that quicker
}
