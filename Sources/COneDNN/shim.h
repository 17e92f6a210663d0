#include <oneapi/dnnl/dnnl.h>

// From OpenMP: how many threads the calling thread may use inside oneDNN.
// Declared here because omp.h belongs to the compiler that built the library.
void omp_set_num_threads(int count);

// Numbers below 1e-38 cost a processor a hundred times what others do. These
// make the calling thread take them for 0, and put back what was set before.
// Elsewhere than on x86 they do nothing.
static inline unsigned flush_tiny_numbers(void) {
#if defined(__SSE__)
  unsigned before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(before | 0x8040);
  return before;
#else
  return 0;
#endif
}

static inline void restore_tiny_numbers(unsigned before) {
#if defined(__SSE__)
  __builtin_ia32_ldmxcsr(before);
#else
  (void)before;
#endif
}
