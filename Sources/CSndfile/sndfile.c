#include "CSndfile.h"

#include <dlfcn.h>
#include <stddef.h>

#if __has_include(<sndfile.h>)
#include <sndfile.h>
#define HEADER 1
#endif

// The library's description of a file.
typedef struct {
  int64_t frames;
  int samplerate, channels, format, sections, seekable;
} description;

static struct {
  void *(*open)(const char *, int, description *);
  int64_t (*read)(void *, double *, int64_t);
  int (*close)(void *);
  const char *(*reason)(void *);
} library;

enum { READ = 0x10, KIND = 0xFFFF };

#ifdef HEADER
_Static_assert(sizeof(description) == sizeof(SF_INFO), "SF_INFO");
_Static_assert(
    offsetof(description, frames) == offsetof(SF_INFO, frames) &&
        offsetof(description, samplerate) == offsetof(SF_INFO, samplerate) &&
        offsetof(description, channels) == offsetof(SF_INFO, channels) &&
        offsetof(description, format) == offsetof(SF_INFO, format),
    "SF_INFO");
_Static_assert(sizeof(sf_count_t) == sizeof(int64_t), "sf_count_t");
_Static_assert(SFM_READ == READ && SF_FORMAT_SUBMASK == KIND, "numbers");
_Static_assert(
    SF_FORMAT_PCM_S8 == 1 && SF_FORMAT_PCM_16 == 2 && SF_FORMAT_PCM_24 == 3 &&
        SF_FORMAT_PCM_32 == 4 && SF_FORMAT_PCM_U8 == 5 &&
        SF_FORMAT_FLOAT == 6 && SF_FORMAT_DOUBLE == 7,
    "kinds of samples");
_Static_assert(
    __builtin_types_compatible_p(
        __typeof__(&sf_close), int (*)(SNDFILE *)),
    "sf_close");
#endif

bool sound_load(void) {
  static const char *const names[] = {
      "libsndfile.so.1", "libsndfile.so",
      "/opt/homebrew/lib/libsndfile.dylib",
      "/usr/local/lib/libsndfile.dylib", "libsndfile.dylib"};
  if (library.reason) return true;
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    void *found = dlopen(names[k], RTLD_NOW | RTLD_LOCAL);
    if (!found) continue;
    *(void **)&library.open = dlsym(found, "sf_open");
    *(void **)&library.read = dlsym(found, "sf_readf_double");
    *(void **)&library.close = dlsym(found, "sf_close");
    *(void **)&library.reason = dlsym(found, "sf_strerror");
    if (library.open && library.read && library.close && library.reason)
      return true;
    library.reason = NULL;
  }
  return false;
}

bool sound_open(const char *path, sound_file *sound, const char **reason) {
  static const int bits[] = {0, 8, 16, 24, 32, 8, -32, -64};
  description found = {0};
  void *file = library.open(path, READ, &found);
  if (!file) {
    *reason = library.reason(NULL);
    return false;
  }
  int kind = found.format & KIND;
  *sound = (sound_file){
      .frames = found.frames,
      .rate = found.samplerate,
      .channels = found.channels,
      .bits = kind >= 0 && kind <= 7 ? bits[kind] : 0,
      .file = file};
  return true;
}

int64_t sound_read(sound_file *sound, double *samples) {
  return library.read(sound->file, samples, sound->frames);
}

void sound_close(sound_file *sound) {
  if (sound->file) library.close(sound->file);
  sound->file = NULL;
}
