#ifndef CEXPLORERPAGE_H
#define CEXPLORERPAGE_H

#include <stddef.h>

/// One part of the explorer's page: its name and its bytes.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t size;
} lstm_lab_page_file;

/// The parts of the page. `count` receives how many.
const lstm_lab_page_file *lstm_lab_page_files(size_t *count);

#endif
