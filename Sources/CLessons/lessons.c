// Written by `lstm-lab lesson verify --record`.

#include "CLessons.h"

// #embed is C23; compilers that know it in older modes say so, which is
// noise.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "../../Lessons/01-first-look/exercises.yaml"
};
static const unsigned char file1[] = {
#embed "../../Lessons/01-first-look/lesson.md"
};
static const unsigned char file2[] = {
#embed "../../Lessons/02-one-step-by-hand/exercises.yaml"
};
static const unsigned char file3[] = {
#embed "../../Lessons/02-one-step-by-hand/lesson.md"
};
static const unsigned char file4[] = {
#embed "../../Lessons/03-forgetting/exercises.yaml"
};
static const unsigned char file5[] = {
#embed "../../Lessons/03-forgetting/lesson.md"
};
static const unsigned char file6[] = {
#embed "../../Lessons/04-writing/exercises.yaml"
};
static const unsigned char file7[] = {
#embed "../../Lessons/04-writing/lesson.md"
};
static const unsigned char file8[] = {
#embed "../../Lessons/05-reading/exercises.yaml"
};
static const unsigned char file9[] = {
#embed "../../Lessons/05-reading/lesson.md"
};
static const unsigned char file10[] = {
#embed "../../Lessons/06-build-a-latch/exercises.yaml"
};
static const unsigned char file11[] = {
#embed "../../Lessons/06-build-a-latch/lesson.md"
};
static const unsigned char file12[] = {
#embed "../../Lessons/07-build-a-counter/exercises.yaml"
};
static const unsigned char file13[] = {
#embed "../../Lessons/07-build-a-counter/lesson.md"
};
static const unsigned char file14[] = {
#embed "../../Lessons/08-one-step-backward/exercises.yaml"
};
static const unsigned char file15[] = {
#embed "../../Lessons/08-one-step-backward/lesson.md"
};
static const unsigned char file16[] = {
#embed "../../Lessons/09-vanishing/exercises.yaml"
};
static const unsigned char file17[] = {
#embed "../../Lessons/09-vanishing/lesson.md"
};
static const unsigned char file18[] = {
#embed "../../Lessons/10-saturation/exercises.yaml"
};
static const unsigned char file19[] = {
#embed "../../Lessons/10-saturation/lesson.md"
};
static const unsigned char file20[] = {
#embed "../../Lessons/11-find-a-cell/exercises.yaml"
};
static const unsigned char file21[] = {
#embed "../../Lessons/11-find-a-cell/lesson.md"
};
static const unsigned char file22[] = {
#embed "../../Lessons/12-break-it/exercises.yaml"
};
static const unsigned char file23[] = {
#embed "../../Lessons/12-break-it/lesson.md"
};
static const unsigned char file24[] = {
#embed "../../Lessons/13-train-a-model/exercises.yaml"
};
static const unsigned char file25[] = {
#embed "../../Lessons/13-train-a-model/lesson.md"
};
static const unsigned char file26[] = {
#embed "../../Lessons/14-other-notations/exercises.yaml"
};
static const unsigned char file27[] = {
#embed "../../Lessons/14-other-notations/lesson.md"
};
static const unsigned char file28[] = {
#embed "../../Lessons/15-relatives/exercises.yaml"
};
static const unsigned char file29[] = {
#embed "../../Lessons/15-relatives/lesson.md"
};
static const unsigned char file30[] = {
#embed "../../Lessons/16-paper-1997/exercises.yaml"
};
static const unsigned char file31[] = {
#embed "../../Lessons/16-paper-1997/lesson.md"
};
static const unsigned char file32[] = {
#embed "../../Lessons/17-the-page/exercises.yaml"
};
static const unsigned char file33[] = {
#embed "../../Lessons/17-the-page/lesson.md"
};
static const unsigned char file34[] = {
#embed "../../Lessons/18-debug-a-cell/exercises.yaml"
};
static const unsigned char file35[] = {
#embed "../../Lessons/18-debug-a-cell/lesson.md"
};
static const unsigned char file36[] = {
#embed "../../Lessons/19-forecast/exercises.yaml"
};
static const unsigned char file37[] = {
#embed "../../Lessons/19-forecast/lesson.md"
};
static const unsigned char file38[] = {
#embed "../../Lessons/20-a-river/exercises.yaml"
};
static const unsigned char file39[] = {
#embed "../../Lessons/20-a-river/lesson.md"
};
static const unsigned char file40[] = {
#embed "../../Lessons/21-from-sentence-to-label/exercises.yaml"
};
static const unsigned char file41[] = {
#embed "../../Lessons/21-from-sentence-to-label/lesson.md"
};
static const unsigned char file42[] = {
#embed "../../Lessons/22-words-and-summaries/exercises.yaml"
};
static const unsigned char file43[] = {
#embed "../../Lessons/22-words-and-summaries/lesson.md"
};
static const unsigned char file44[] = {
#embed "../../Lessons/workbook/Backward.swift"
};
static const unsigned char file45[] = {
#embed "../../Lessons/workbook/Forward.swift"
};
static const unsigned char file46[] = {
#embed "../../Lessons/workbook/Unrolled.swift"
};
static const unsigned char file47[] = {
#embed "../../Lessons/workbook/backward.py"
};
static const unsigned char file48[] = {
#embed "../../Lessons/workbook/forward.py"
};
static const unsigned char file49[] = {
#embed "../../Lessons/workbook/solutions/Backward.swift"
};
static const unsigned char file50[] = {
#embed "../../Lessons/workbook/solutions/Forward.swift"
};
static const unsigned char file51[] = {
#embed "../../Lessons/workbook/solutions/Unrolled.swift"
};
static const unsigned char file52[] = {
#embed "../../Lessons/workbook/solutions/backward.py"
};
static const unsigned char file53[] = {
#embed "../../Lessons/workbook/solutions/forward.py"
};
static const unsigned char file54[] = {
#embed "../../Lessons/workbook/solutions/unrolled.py"
};
static const unsigned char file55[] = {
#embed "../../Lessons/workbook/unrolled.py"
};

static const lstm_lab_lesson_file files[] = {
    {"01-first-look/exercises.yaml", file0, sizeof file0},
    {"01-first-look/lesson.md", file1, sizeof file1},
    {"02-one-step-by-hand/exercises.yaml", file2, sizeof file2},
    {"02-one-step-by-hand/lesson.md", file3, sizeof file3},
    {"03-forgetting/exercises.yaml", file4, sizeof file4},
    {"03-forgetting/lesson.md", file5, sizeof file5},
    {"04-writing/exercises.yaml", file6, sizeof file6},
    {"04-writing/lesson.md", file7, sizeof file7},
    {"05-reading/exercises.yaml", file8, sizeof file8},
    {"05-reading/lesson.md", file9, sizeof file9},
    {"06-build-a-latch/exercises.yaml", file10, sizeof file10},
    {"06-build-a-latch/lesson.md", file11, sizeof file11},
    {"07-build-a-counter/exercises.yaml", file12, sizeof file12},
    {"07-build-a-counter/lesson.md", file13, sizeof file13},
    {"08-one-step-backward/exercises.yaml", file14, sizeof file14},
    {"08-one-step-backward/lesson.md", file15, sizeof file15},
    {"09-vanishing/exercises.yaml", file16, sizeof file16},
    {"09-vanishing/lesson.md", file17, sizeof file17},
    {"10-saturation/exercises.yaml", file18, sizeof file18},
    {"10-saturation/lesson.md", file19, sizeof file19},
    {"11-find-a-cell/exercises.yaml", file20, sizeof file20},
    {"11-find-a-cell/lesson.md", file21, sizeof file21},
    {"12-break-it/exercises.yaml", file22, sizeof file22},
    {"12-break-it/lesson.md", file23, sizeof file23},
    {"13-train-a-model/exercises.yaml", file24, sizeof file24},
    {"13-train-a-model/lesson.md", file25, sizeof file25},
    {"14-other-notations/exercises.yaml", file26, sizeof file26},
    {"14-other-notations/lesson.md", file27, sizeof file27},
    {"15-relatives/exercises.yaml", file28, sizeof file28},
    {"15-relatives/lesson.md", file29, sizeof file29},
    {"16-paper-1997/exercises.yaml", file30, sizeof file30},
    {"16-paper-1997/lesson.md", file31, sizeof file31},
    {"17-the-page/exercises.yaml", file32, sizeof file32},
    {"17-the-page/lesson.md", file33, sizeof file33},
    {"18-debug-a-cell/exercises.yaml", file34, sizeof file34},
    {"18-debug-a-cell/lesson.md", file35, sizeof file35},
    {"19-forecast/exercises.yaml", file36, sizeof file36},
    {"19-forecast/lesson.md", file37, sizeof file37},
    {"20-a-river/exercises.yaml", file38, sizeof file38},
    {"20-a-river/lesson.md", file39, sizeof file39},
    {"21-from-sentence-to-label/exercises.yaml", file40, sizeof file40},
    {"21-from-sentence-to-label/lesson.md", file41, sizeof file41},
    {"22-words-and-summaries/exercises.yaml", file42, sizeof file42},
    {"22-words-and-summaries/lesson.md", file43, sizeof file43},
    {"workbook/Backward.swift", file44, sizeof file44},
    {"workbook/Forward.swift", file45, sizeof file45},
    {"workbook/Unrolled.swift", file46, sizeof file46},
    {"workbook/backward.py", file47, sizeof file47},
    {"workbook/forward.py", file48, sizeof file48},
    {"workbook/solutions/Backward.swift", file49, sizeof file49},
    {"workbook/solutions/Forward.swift", file50, sizeof file50},
    {"workbook/solutions/Unrolled.swift", file51, sizeof file51},
    {"workbook/solutions/backward.py", file52, sizeof file52},
    {"workbook/solutions/forward.py", file53, sizeof file53},
    {"workbook/solutions/unrolled.py", file54, sizeof file54},
    {"workbook/unrolled.py", file55, sizeof file55},
};

const lstm_lab_lesson_file *lstm_lab_lesson_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
