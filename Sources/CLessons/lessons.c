// Written by `lstm-lab lesson verify --record`.

#include "CLessons.h"

// #embed is C23; compilers that know it in older modes say so, which is
// noise.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "../../Lessons/02-one-step-by-hand/exercises.yaml"
};
static const unsigned char file1[] = {
#embed "../../Lessons/02-one-step-by-hand/lesson.md"
};
static const unsigned char file2[] = {
#embed "../../Lessons/workbook/Backward.swift"
};
static const unsigned char file3[] = {
#embed "../../Lessons/workbook/Forward.swift"
};
static const unsigned char file4[] = {
#embed "../../Lessons/workbook/solutions/Backward.swift"
};
static const unsigned char file5[] = {
#embed "../../Lessons/workbook/solutions/Forward.swift"
};

static const lstm_lab_lesson_file files[] = {
    {"02-one-step-by-hand/exercises.yaml", file0, sizeof file0},
    {"02-one-step-by-hand/lesson.md", file1, sizeof file1},
    {"workbook/Backward.swift", file2, sizeof file2},
    {"workbook/Forward.swift", file3, sizeof file3},
    {"workbook/solutions/Backward.swift", file4, sizeof file4},
    {"workbook/solutions/Forward.swift", file5, sizeof file5},
};

const lstm_lab_lesson_file *lstm_lab_lesson_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
