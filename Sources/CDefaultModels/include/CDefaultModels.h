#ifndef CDEFAULTMODELS_H
#define CDEFAULTMODELS_H

#include <stddef.h>

/// The bytes of a built-in model file, or NULL when there is none of that name.
/// `size` receives how many there are.
const unsigned char *lstm_lab_default_model(const char *name, size_t *size);

#endif
