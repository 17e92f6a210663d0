// oneDNN's product of matrices, and how many threads it may use. The library is
// opened at the first product: what a command that makes none would wait for is
// 30 MB with their own start.

#include <stdint.h>

// C = A·B, or C += A·B, row by row; with `transposed`, C = Aᵀ·B. Without the
// library it says so and ends the program.
void multiply_matrices(int transposed, int64_t rows, int64_t columns,
                       int64_t inner, const float *a, int64_t a_stride,
                       const float *b, int64_t b_stride, int adding, float *c,
                       int64_t c_stride);

// How many threads the calling thread may use inside oneDNN.
void use_product_threads(int count);

// Which of a processor's instructions oneDNN uses here, in a few words; rounding
// depends on it. Says so where the library is not there.
const char *product_instructions(void);

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
