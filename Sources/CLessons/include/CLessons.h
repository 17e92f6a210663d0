#ifndef CLESSONS_H
#define CLESSONS_H

#include <stddef.h>

/// One file of the course: its path below Lessons and its bytes.
typedef struct {
  const char *path;
  const unsigned char *bytes;
  size_t size;
} lstm_lab_lesson_file;

/// The files of the course in order of path. `count` receives how many.
const lstm_lab_lesson_file *lstm_lab_lesson_files(size_t *count);

#endif
