// What is needed of libhdf5 to read datasets and attributes. The library is
// opened when it is asked for, so that nothing else is loaded with it.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// The functions under names that say what they do; each has the type of the one
// that it is found by, which hdf5.c checks where the header is installed.
typedef struct {
  int (*file_close)(int64_t);
  int64_t (*file_open)(const char *, unsigned, int64_t);
  int64_t (*object_open)(int64_t, const char *, int64_t);
  int (*object_close)(int64_t);
  ssize_t (*link_name)(
      int64_t, const char *, int, int, unsigned long long, char *, size_t,
      int64_t);
  int (*link_info)(int64_t, const char *, void *, int64_t);
  int64_t (*dataset_space)(int64_t);
  int64_t (*dataset_type)(int64_t);
  int64_t (*dataset_plist)(int64_t);
  int (*dataset_read)(int64_t, int64_t, int64_t, int64_t, int64_t, void *);
  int (*layout)(int64_t);
  int (*external_count)(int64_t);
  int (*space_rank)(int64_t);
  int (*space_sizes)(int64_t, unsigned long long *, unsigned long long *);
  int (*type_class)(int64_t);
  size_t (*type_size)(int64_t);
  int (*type_is_variable)(int64_t);
  int64_t (*attribute_open)(
      int64_t, const char *, int, int, unsigned long long, int64_t, int64_t);
  ssize_t (*attribute_name)(int64_t, size_t, char *);
  int64_t (*attribute_type)(int64_t);
  int64_t (*attribute_space)(int64_t);
  int (*attribute_read)(int64_t, int64_t, void *);
  int (*attribute_close)(int64_t);
  int (*identifier_kind)(int64_t);
  // The type `double`.
  int64_t native_double;
} hdf5_functions;

// Opens the library, with nothing that a file could make it load or follow:
// no filter plugins, no links to other files. False where it is not installed.
bool hdf5_load(hdf5_functions *functions);

// Limits this process: so many seconds of processor and of time, so many bytes.
void limit_process(unsigned seconds, size_t bytes);

// Starts `program argument` with `input` as its standard input and a pipe as
// its standard output, whose end is given. The process, or -1.
pid_t start_reader(
    const char *program, const char *argument, int input, int *output);

// A file without a name that holds these bytes, or -1.
int nameless_file(const void *bytes, size_t count);
