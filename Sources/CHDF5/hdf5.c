#include "CHDF5.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if __has_include(<hdf5/serial/hdf5.h>)
#include <hdf5/serial/hdf5.h>
#define HEADER 1
#elif __has_include(<hdf5.h>)
#include <hdf5.h>
#define HEADER 1
#endif

// What opens a file from memory: libhdf5 wants a name that it can resolve, and
// a file that nobody named has none.
static struct {
  int64_t (*open)(const char *, unsigned, int64_t);
  int64_t (*new_list)(int64_t);
  int (*in_memory)(int64_t, size_t, bool);
  int (*set_image)(int64_t, void *, size_t);
  int (*close_list)(int64_t);
  const int64_t *file_access;
} image;

#ifdef HEADER
#define SAME(member, function)                                              \
  _Static_assert(                                                           \
      __builtin_types_compatible_p(                                         \
          __typeof__(((hdf5_functions *)0)->member), __typeof__(&function)), \
      #function)
SAME(file_close, H5Fclose);
SAME(file_open, H5Fopen);
_Static_assert(
    __builtin_types_compatible_p(
        __typeof__(image.in_memory), __typeof__(&H5Pset_fapl_core)) &&
        __builtin_types_compatible_p(
            __typeof__(image.set_image), __typeof__(&H5Pset_file_image)),
    "images of files");
SAME(object_open, H5Oopen);
SAME(object_close, H5Oclose);
SAME(dataset_space, H5Dget_space);
SAME(dataset_type, H5Dget_type);
SAME(dataset_plist, H5Dget_create_plist);
SAME(dataset_read, H5Dread);
SAME(external_count, H5Pget_external_count);
SAME(space_rank, H5Sget_simple_extent_ndims);
SAME(type_size, H5Tget_size);
SAME(type_is_variable, H5Tis_variable_str);
SAME(attribute_name, H5Aget_name);
SAME(attribute_type, H5Aget_type);
SAME(attribute_space, H5Aget_space);
SAME(attribute_read, H5Aread);
SAME(attribute_close, H5Aclose);
// Of these only the widths can be compared: enumerations and sizes.
_Static_assert(sizeof(hsize_t) == sizeof(unsigned long long), "hsize_t");
_Static_assert(sizeof(H5_index_t) == sizeof(int), "H5_index_t");
_Static_assert(sizeof(H5_iter_order_t) == sizeof(int), "H5_iter_order_t");
_Static_assert(sizeof(H5I_type_t) == sizeof(int), "H5I_type_t");
_Static_assert(sizeof(H5D_layout_t) == sizeof(int), "H5D_layout_t");
_Static_assert(sizeof(H5T_class_t) == sizeof(int), "H5T_class_t");
_Static_assert(H5I_GROUP == 2 && H5I_DATASET == 5, "kinds of objects");
_Static_assert(H5T_INTEGER == 0 && H5T_FLOAT == 1 && H5T_STRING == 3, "types");
_Static_assert(H5D_VIRTUAL == 3 && H5L_TYPE_HARD == 0, "layouts and links");
_Static_assert(H5L_TYPE_EXTERNAL == 64, "external links");
#endif

static void *open_library(void) {
  static const char *const names[] = {
      "libhdf5_serial.so.103", "libhdf5_serial.so.310",
      "libhdf5_serial.so.200", "libhdf5_serial.so.100",
      "libhdf5_serial.so",     "libhdf5.so.310",
      "libhdf5.so.200",        "libhdf5.so.103",
      "libhdf5.so",            "/opt/homebrew/lib/libhdf5.dylib",
      "/usr/local/lib/libhdf5.dylib", "libhdf5.dylib"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    void *library = dlopen(names[k], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

static int64_t open_image(const char *path, unsigned flags, int64_t unused) {
  (void)unused;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (file < 0 || fstat(file, &status) < 0 || status.st_size <= 0) return -1;
  size_t size = (size_t)status.st_size;
  void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (bytes == MAP_FAILED) return -1;
  int64_t list = image.new_list(*image.file_access), result = -1;
  if (image.in_memory(list, 1 << 20, false) >= 0 &&
      image.set_image(list, bytes, size) >= 0)
    result = image.open("model", flags, list);
  image.close_list(list);
  munmap(bytes, size);
  return result;
}

bool hdf5_load(hdf5_functions *functions) {
  void *library = open_library();
  if (!library) return false;
  const struct {
    void **place;
    const char *name, *older;
  } symbols[] = {
      {(void **)&functions->file_close, "H5Fclose", NULL},
      {(void **)&image.open, "H5Fopen", NULL},
      {(void **)&image.new_list, "H5Pcreate", NULL},
      {(void **)&image.in_memory, "H5Pset_fapl_core", NULL},
      {(void **)&image.set_image, "H5Pset_file_image", NULL},
      {(void **)&image.close_list, "H5Pclose", NULL},
      {(void **)&image.file_access, "H5P_CLS_FILE_ACCESS_ID_g", NULL},
      {(void **)&functions->object_open, "H5Oopen", NULL},
      {(void **)&functions->object_close, "H5Oclose", NULL},
      {(void **)&functions->link_name, "H5Lget_name_by_idx", NULL},
      {(void **)&functions->link_info, "H5Lget_info2", "H5Lget_info"},
      {(void **)&functions->dataset_space, "H5Dget_space", NULL},
      {(void **)&functions->dataset_type, "H5Dget_type", NULL},
      {(void **)&functions->dataset_plist, "H5Dget_create_plist", NULL},
      {(void **)&functions->dataset_read, "H5Dread", NULL},
      {(void **)&functions->layout, "H5Pget_layout", NULL},
      {(void **)&functions->external_count, "H5Pget_external_count", NULL},
      {(void **)&functions->space_rank, "H5Sget_simple_extent_ndims", NULL},
      {(void **)&functions->space_sizes, "H5Sget_simple_extent_dims", NULL},
      {(void **)&functions->type_class, "H5Tget_class", NULL},
      {(void **)&functions->type_size, "H5Tget_size", NULL},
      {(void **)&functions->type_is_variable, "H5Tis_variable_str", NULL},
      {(void **)&functions->attribute_open, "H5Aopen_by_idx", NULL},
      {(void **)&functions->attribute_name, "H5Aget_name", NULL},
      {(void **)&functions->attribute_type, "H5Aget_type", NULL},
      {(void **)&functions->attribute_space, "H5Aget_space", NULL},
      {(void **)&functions->attribute_read, "H5Aread", NULL},
      {(void **)&functions->attribute_close, "H5Aclose", NULL},
      {(void **)&functions->identifier_kind, "H5Iget_type", NULL},
  };
  for (size_t k = 0; k < sizeof symbols / sizeof *symbols; k++) {
    void *found = dlsym(library, symbols[k].name);
    if (!found && symbols[k].older) found = dlsym(library, symbols[k].older);
    if (!found) return false;
    *symbols[k].place = found;
  }
  int (*start)(void) = (int (*)(void))dlsym(library, "H5open");
  int (*silence)(int64_t, void *, void *) =
      (int (*)(int64_t, void *, void *))dlsym(library, "H5Eset_auto2");
  int (*forget_links)(int) = (int (*)(int))dlsym(library, "H5Lunregister");
  int (*allow_plugins)(unsigned) =
      (int (*)(unsigned))dlsym(library, "H5PLset_loading_state");
  if (!start || !silence || !forget_links || !allow_plugins || start() < 0)
    return false;
  silence(0, NULL, NULL);
  allow_plugins(0);
  forget_links(64);
  int64_t *native = (int64_t *)dlsym(library, "H5T_NATIVE_DOUBLE_g");
  if (!native) return false;
  functions->native_double = *native;
  functions->file_open = open_image;
  return true;
}
