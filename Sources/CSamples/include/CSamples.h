#ifndef CSAMPLES_H
#define CSAMPLES_H

#include <stddef.h>

/// The bytes of a file that the program carries, or NULL when there is none of
/// that name. `size` receives how many there are.
const unsigned char *lstm_lab_sample(const char *name, size_t *size);

#endif
