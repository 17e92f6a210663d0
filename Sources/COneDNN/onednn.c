#include "COneDNN.h"

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)
#ifdef __APPLE__
#define LIBRARY "libdnnl." TEXT(DNNL_VERSION_MAJOR) ".dylib"
#else
#define LIBRARY "libdnnl.so." TEXT(DNNL_VERSION_MAJOR)
#endif

static __typeof__(&dnnl_sgemm) product;
static void (*set_threads)(int);
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *find_library(void) {
  static const char *const names[] = {
      LIBRARY, "/opt/homebrew/lib/" LIBRARY, "/usr/local/lib/" LIBRARY};
  void *library = NULL;
  for (size_t k = 0; !library && k < sizeof names / sizeof *names; k++)
    library = dlopen(names[k], RTLD_NOW | RTLD_LOCAL);
  return library;
}

static void open_library(void) {
  void *library = find_library();
  if (library) {
    product = (__typeof__(&dnnl_sgemm))dlsym(library, "dnnl_sgemm");
    // OpenMP's, of the build that oneDNN itself uses; absent where it has none.
    set_threads = (void (*)(int))dlsym(library, "omp_set_num_threads");
  }
  if (product) return;
  fprintf(stderr,
          "Error: products of matrices need oneDNN, and there is no %s. "
          "Install it (apt install libdnnl-dev) and try again.\n",
          LIBRARY);
  exit(EXIT_FAILURE);
}

void multiply_matrices(int transposed, int64_t rows, int64_t columns,
                       int64_t inner, const float *a, int64_t a_stride,
                       const float *b, int64_t b_stride, int adding, float *c,
                       int64_t c_stride) {
  pthread_once(&once, open_library);
  product(transposed ? 'T' : 'N', 'N', rows, columns, inner, 1, a, a_stride, b,
          b_stride, adding ? 1 : 0, c, c_stride);
}

void use_product_threads(int count) {
  pthread_once(&once, open_library);
  if (set_threads) set_threads(count);
}

const char *product_instructions(void) {
  void *library = find_library();
  if (!library) return "no oneDNN";
  __typeof__(&dnnl_get_effective_cpu_isa) kind =
      (__typeof__(&dnnl_get_effective_cpu_isa))dlsym(
          library, "dnnl_get_effective_cpu_isa");
  if (!kind) return "oneDNN";
  // Each kind has the bits of those that it goes beyond.
  unsigned bits = (unsigned)kind();
  if ((bits & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core)
    return "oneDNN on AVX-512";
  if ((bits & dnnl_cpu_isa_avx2) == dnnl_cpu_isa_avx2) return "oneDNN on AVX2";
  if ((bits & dnnl_cpu_isa_sse41) == dnnl_cpu_isa_sse41)
    return "oneDNN on SSE4.1";
  return "oneDNN";
}
