#include "CBuild.h"

#include <stdlib.h>

// The language's own list of arguments is read from /proc, which a fresh root or
// a small container may not have; the C library has them in any case.

static int count;
static char *const *words;

#if defined __GLIBC__ || defined __APPLE__
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  words = argv;
}
#endif

int argument_count(void) { return count; }

const char *argument_at(int index) { return words[index]; }
