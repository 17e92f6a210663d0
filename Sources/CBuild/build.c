#include "CBuild.h"

#ifdef __linux__
// The linker is told the commit, as the address of a symbol: another commit then
// compiles nothing anew. Linkers differ in whether they move such an address
// with the program, so it is measured from another one.
extern const char lstm_lab_commit __attribute__((weak));
extern const char lstm_lab_origin __attribute__((weak));

uint32_t build_commit(void) {
  return (uint32_t)((uintptr_t)&lstm_lab_commit - (uintptr_t)&lstm_lab_origin);
}
#else
uint32_t build_commit(void) { return 0; }
#endif

const char *build_instructions(void) {
#if defined __AVX512F__
  return "AVX-512";
#elif defined __AVX2__
  return "AVX2";
#elif defined __x86_64__
  return "any x86-64";
#elif defined __aarch64__
  return "ARM64";
#else
  return "this processor";
#endif
}
