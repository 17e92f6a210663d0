#include "CSamples.h"

#include <string.h>

// #embed is C23; compilers that know it in older modes say so, which is noise.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char articles[] = {
#embed "articles.md"
};
static const unsigned char book[] = {
#embed "book.txt"
};
static const unsigned char counter[] = {
#embed "counter.txt"
};
static const unsigned char lighthouse[] = {
#embed "../../Lessons/texts/story.txt"
};
static const unsigned char lines[] = {
#embed "../../Lessons/texts/lines.txt"
};
static const unsigned char basin[] = {
#embed "basin.csv"
};
static const unsigned char catchment[] = {
#embed "catchment.csv"
};
static const unsigned char co2[] = {
#embed "co2.csv"
};
static const unsigned char spoken[] = {
#embed "spoken.tsv"
};
static const unsigned char sunspots[] = {
#embed "sunspots.csv"
};
static const unsigned char story[] = {
#embed "story.txt"
};
static const unsigned char tank[] = {
#embed "tank.csv"
};

static const struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} samples[] = {
    {"articles.md", articles, sizeof articles},
    {"book.txt", book, sizeof book},
    {"counter.txt", counter, sizeof counter},
    {"lighthouse.txt", lighthouse, sizeof lighthouse},
    {"lines.txt", lines, sizeof lines},
    {"story.txt", story, sizeof story},
    {"basin.csv", basin, sizeof basin},
    {"catchment.csv", catchment, sizeof catchment},
    {"co2.csv", co2, sizeof co2},
    {"spoken.tsv", spoken, sizeof spoken},
    {"sunspots.csv", sunspots, sizeof sunspots},
    {"tank.csv", tank, sizeof tank},
};

const unsigned char *lstm_lab_sample(const char *name, size_t *size) {
  for (size_t k = 0; k < sizeof samples / sizeof *samples; k++) {
    if (strcmp(name, samples[k].name) == 0) {
      *size = samples[k].size;
      return samples[k].bytes;
    }
  }
  return NULL;
}
