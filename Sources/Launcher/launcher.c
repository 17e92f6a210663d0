// The lstm-lab of a Debian package: starts the build that suits this processor.
//
// The package holds one build for each level of the x86-64 psABI. The matrix
// products choose their instructions themselves; all else is compiled for a level.

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef BUILDS
#define BUILDS "/usr/lib/lstm-lab"
#endif

static const char *newestBuild(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return BUILDS "/x86-64-v4/lstm-lab";
  if (__builtin_cpu_supports("x86-64-v3")) return BUILDS "/x86-64-v3/lstm-lab";
  return BUILDS "/x86-64/lstm-lab";
}

int main(int count, char **arguments) {
  (void)count;
  const char *build = newestBuild();
  execv(build, arguments);
  fprintf(stderr, "Error: %s: %s. Install the package lstm-lab again.\n", build,
          strerror(errno));
  return 1;
}
