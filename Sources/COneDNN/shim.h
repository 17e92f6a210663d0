#include <oneapi/dnnl/dnnl.h>

// From OpenMP: how many threads the calling thread may use inside oneDNN.
// Declared here because omp.h belongs to the compiler that built the library.
void omp_set_num_threads(int count);
