// What only the build knows of itself.

#pragma once

#include <stdint.h>

/// Seven hexadecimal digits of the commit as a number, times two, and one more
/// where its sources were changed; 0 where the build was not told.
uint32_t build_commit(void);

/// The newest instructions that the compiler was allowed to use.
const char *build_instructions(void);

/// How many words the program was called with, its own name among them; 0 where
/// the C library does not say.
int argument_count(void);

/// One of them.
const char *argument_at(int index);
