// Compiles where what CPango says of Cairo and Pango agrees with their headers:
//   cc -fsyntax-only -I Sources/CPango/include \
//     $(pkg-config --cflags pangocairo) Tests/Scripts/check_pango.c
#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>
#include <stddef.h>

#define DOOR(result, name, parameters, arguments) result name parameters;
#include "functions.inc"

#define SAME(name, value) _Static_assert(name == value, #name)
SAME(CAIRO_STATUS_SUCCESS, 0);
SAME(CAIRO_STATUS_READ_ERROR, 10);
SAME(CAIRO_STATUS_WRITE_ERROR, 11);
SAME(CAIRO_FORMAT_RGB24, 1);
SAME(CAIRO_ANTIALIAS_NONE, 1);
SAME(CAIRO_ANTIALIAS_GRAY, 2);
SAME(CAIRO_FILTER_NEAREST, 3);
SAME(CAIRO_LINE_JOIN_ROUND, 1);
SAME(CAIRO_HINT_STYLE_NONE, 1);
SAME(CAIRO_HINT_METRICS_OFF, 1);
SAME(CAIRO_PDF_METADATA_TITLE, 0);
SAME(CAIRO_PDF_METADATA_SUBJECT, 2);
SAME(CAIRO_PDF_METADATA_KEYWORDS, 3);
SAME(CAIRO_PDF_METADATA_CREATOR, 4);
SAME(CAIRO_PDF_METADATA_CREATE_DATE, 5);
SAME(PANGO_DIRECTION_LTR, 0);
SAME(PANGO_STYLE_NORMAL, 0);
SAME(PANGO_STYLE_ITALIC, 2);
SAME(PANGO_WEIGHT_NORMAL, 400);
SAME(PANGO_WEIGHT_BOLD, 700);
SAME(sizeof(PangoAttribute), sizeof(void *) + 8);
SAME(offsetof(PangoAttribute, start_index), sizeof(void *));
SAME(sizeof(PangoRectangle), 16);
SAME(offsetof(PangoRectangle, height), 12);
