// What Drawing uses of Cairo, Pango and GObject, whose binary interfaces are
// fixed. The libraries are opened at the first call: what a command that draws
// nothing would wait for is some thirty of them with what they need.

#ifndef C_PANGO_H
#define C_PANGO_H

typedef unsigned int guint;
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _cairo_pattern cairo_pattern_t;
typedef struct _cairo_font_options cairo_font_options_t;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoContext PangoContext;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoAttrList PangoAttrList;

typedef struct {
  const void *kind;
  guint start_index, end_index;
} PangoAttribute;

typedef struct {
  int x, y, width, height;
} PangoRectangle;

typedef enum {
  CAIRO_STATUS_SUCCESS = 0,
  CAIRO_STATUS_READ_ERROR = 10,
  CAIRO_STATUS_WRITE_ERROR = 11
} cairo_status_t;
typedef enum { CAIRO_FORMAT_RGB24 = 1 } cairo_format_t;
typedef enum {
  CAIRO_ANTIALIAS_NONE = 1,
  CAIRO_ANTIALIAS_GRAY = 2
} cairo_antialias_t;
typedef enum { CAIRO_FILTER_NEAREST = 3 } cairo_filter_t;
typedef enum { CAIRO_LINE_JOIN_ROUND = 1 } cairo_line_join_t;
typedef enum { CAIRO_HINT_STYLE_NONE = 1 } cairo_hint_style_t;
typedef enum { CAIRO_HINT_METRICS_OFF = 1 } cairo_hint_metrics_t;
typedef enum {
  CAIRO_PDF_METADATA_TITLE = 0,
  CAIRO_PDF_METADATA_SUBJECT = 2,
  CAIRO_PDF_METADATA_KEYWORDS = 3,
  CAIRO_PDF_METADATA_CREATOR = 4,
  CAIRO_PDF_METADATA_CREATE_DATE = 5
} cairo_pdf_metadata_t;
typedef enum { PANGO_DIRECTION_LTR = 0 } PangoDirection;
typedef enum { PANGO_STYLE_NORMAL = 0, PANGO_STYLE_ITALIC = 2 } PangoStyle;
typedef enum { PANGO_WEIGHT_NORMAL = 400, PANGO_WEIGHT_BOLD = 700 } PangoWeight;

typedef cairo_status_t (*cairo_read_func_t)(
    void *closure, unsigned char *data, unsigned int length);
typedef cairo_status_t (*cairo_write_func_t)(
    void *closure, const unsigned char *data, unsigned int length);

#define DOOR(result, name, parameters, arguments) result name parameters;
#include "functions.inc"
#undef DOOR

#endif
