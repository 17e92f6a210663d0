#include "CPango.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static void *open_library(void) {
  static const char *const names[] = {
      "libpangocairo-1.0.so.0", "libpangocairo-1.0.0.dylib",
      "/opt/homebrew/lib/libpangocairo-1.0.0.dylib",
      "/usr/local/lib/libpangocairo-1.0.0.dylib"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    void *library = dlopen(names[k], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  fprintf(stderr,
          "Error: pictures need Pango and Cairo, and there is no %s. Install "
          "them (apt install libpangocairo-1.0-0) and try again.\n",
          names[0]);
  exit(EXIT_FAILURE);
}

// Cairo, Pango and GObject are among what the library needs itself, and are
// searched with it.
static void *function(const char *name) {
  static void *library;
  if (!library) library = open_library();
  void *found = dlsym(library, name);
  if (found) return found;
  fprintf(stderr,
          "Error: this Pango has no %s. Install a newer one.\n",
          name);
  exit(EXIT_FAILURE);
}

// Two threads that call for the first time at once find the same.
#define DOOR(result, name, parameters, arguments)           \
  result name parameters {                                  \
    static __typeof__(&name) found;                         \
    if (!found) found = (__typeof__(&name))function(#name); \
    return found arguments;                                 \
  }
#include "functions.inc"
