// What only the build knows of itself.

#pragma once

#include <stdint.h>

/// Seven hexadecimal digits of the commit as a number, times two, and one more
/// where its sources were changed; 0 where the build was not told.
uint32_t build_commit(void);

/// The newest instructions that the compiler was allowed to use.
const char *build_instructions(void);
