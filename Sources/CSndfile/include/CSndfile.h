// What is needed of libsndfile to read the samples of a sound file. The library
// is opened when it is asked for.

#include <stdbool.h>
#include <stdint.h>

// Samples of a sound, as many as frames × channels, between −1 and 1.
typedef struct {
  int64_t frames;
  int rate, channels;
  // 8, 16, 24 or 32 bits a sample; −32 and −64 for floating point, 0 for others.
  int bits;
  void *file;
} sound_file;

// Whether the library is there.
bool sound_load(void);

// Opens a file; false, and the library's words for why, where it cannot be read.
bool sound_open(const char *path, sound_file *sound, const char **reason);

// Reads all samples, frame after frame; returns how many frames there were.
int64_t sound_read(sound_file *sound, double *samples);

void sound_close(sound_file *sound);
