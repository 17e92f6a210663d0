#include "CDefaultModels.h"

#include <string.h>

// #embed is C23; compilers that know it in older modes say so, which is noise.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char basin[] = {
#embed "basin.safetensors"
};
static const unsigned char book[] = {
#embed "book.safetensors"
};
static const unsigned char book_large[] = {
#embed "book-large.safetensors"
};
static const unsigned char catchment[] = {
#embed "catchment.safetensors"
};
static const unsigned char counter[] = {
#embed "counter.safetensors"
};

const unsigned char *lstm_lab_default_model(const char *name, size_t *size) {
  if (strcmp(name, "basin") == 0) {
    *size = sizeof basin;
    return basin;
  }
  if (strcmp(name, "book") == 0) {
    *size = sizeof book;
    return book;
  }
  if (strcmp(name, "book-large") == 0) {
    *size = sizeof book_large;
    return book_large;
  }
  if (strcmp(name, "catchment") == 0) {
    *size = sizeof catchment;
    return catchment;
  }
  if (strcmp(name, "counter") == 0) {
    *size = sizeof counter;
    return counter;
  }
  return NULL;
}
