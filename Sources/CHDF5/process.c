#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "CHDF5.h"

void limit_process(unsigned seconds, size_t bytes) {
  struct rlimit time = {seconds, seconds}, memory = {bytes, bytes};
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_CORE, &none);
  alarm(seconds);
}

pid_t start_reader(
    const char *program, const char *argument, int input, int *output) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  char *arguments[] = {(char *)program, (char *)argument, NULL};
  // Nothing of the user's environment steers the library.
  char *environment[] = {"HDF5_PLUGIN_PRELOAD=::", "LC_ALL=C", NULL};
  pid_t process = -1;
  int failure = posix_spawn(
      &process, program, &actions, NULL, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failure != 0) {
    close(ends[0]);
    return -1;
  }
  *output = ends[0];
  return process;
}

int nameless_file(const void *bytes, size_t count) {
#ifdef __linux__
  int file = memfd_create("model", MFD_CLOEXEC);
#else
  char name[] = "/tmp/lstm-lab-XXXXXX";
  int file = mkstemp(name);
  if (file >= 0) unlink(name);
#endif
  const char *rest = bytes;
  while (file >= 0 && count > 0) {
    ssize_t written = write(file, rest, count);
    if (written <= 0) {
      close(file);
      return -1;
    }
    rest += written;
    count -= (size_t)written;
  }
  if (file >= 0) lseek(file, 0, SEEK_SET);
  return file;
}
