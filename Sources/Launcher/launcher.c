// The lstm-lab of a Debian package: starts the build that suits this processor.
//
// The package holds builds for levels of the x86-64 psABI. The matrix products
// choose their instructions themselves; all else is compiled for a level.

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef BUILDS
#define BUILDS "/usr/lib/lstm-lab"
#endif

int main(int count, char **arguments) {
  (void)count;
  __builtin_cpu_init();
  struct {
    int fits;
    const char *build;
  } levels[] = {
      {__builtin_cpu_supports("x86-64-v4"), BUILDS "/x86-64-v4/lstm-lab"},
      {__builtin_cpu_supports("x86-64-v3"), BUILDS "/x86-64-v3/lstm-lab"},
      {1, BUILDS "/x86-64/lstm-lab"},
  };
  for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
    if (!levels[k].fits) continue;
    execv(levels[k].build, arguments);
    // A package may have been made without some levels.
    if (errno == ENOENT) continue;
    fprintf(stderr,
            "Error: %s cannot be started: %s. Install the package lstm-lab "
            "again.\n",
            levels[k].build, strerror(errno));
    return 1;
  }
  fprintf(stderr,
          "Error: no build in " BUILDS " is for this processor. Install a "
          "package with one, or build lstm-lab here.\n");
  return 1;
}
