#include "CExplorerPage.h"

// #embed is C23; compilers that know it in older modes say so, which is noise.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char address_js[] = {
#embed "../ExplorerPage/Page/address.js"
};
static const unsigned char app_js[] = {
#embed "../ExplorerPage/Page/app.js"
};
static const unsigned char arithmetic_js[] = {
#embed "../ExplorerPage/Page/arithmetic.js"
};
static const unsigned char axis_js[] = {
#embed "../ExplorerPage/Page/axis.js"
};
static const unsigned char change_js[] = {
#embed "../ExplorerPage/Page/change.js"
};
static const unsigned char colours_js[] = {
#embed "../ExplorerPage/Page/colours.js"
};
static const unsigned char commands_js[] = {
#embed "../ExplorerPage/Page/commands.js"
};
static const unsigned char diagram_js[] = {
#embed "../ExplorerPage/Page/diagram.js"
};
static const unsigned char elements_js[] = {
#embed "../ExplorerPage/Page/elements.js"
};
static const unsigned char exports_js[] = {
#embed "../ExplorerPage/Page/exports.js"
};
static const unsigned char hands_js[] = {
#embed "../ExplorerPage/Page/hands.js"
};
static const unsigned char heatmap_js[] = {
#embed "../ExplorerPage/Page/heatmap.js"
};
static const unsigned char holds_js[] = {
#embed "../ExplorerPage/Page/holds.js"
};
static const unsigned char lane_js[] = {
#embed "../ExplorerPage/Page/lane.js"
};
static const unsigned char main_js[] = {
#embed "../ExplorerPage/Page/main.js"
};
static const unsigned char memory_js[] = {
#embed "../ExplorerPage/Page/memory.js"
};
static const unsigned char model_js[] = {
#embed "../ExplorerPage/Page/model.js"
};
static const unsigned char numbers_js[] = {
#embed "../ExplorerPage/Page/numbers.js"
};
static const unsigned char page_css[] = {
#embed "../ExplorerPage/Page/page.css"
};
static const unsigned char page_html[] = {
#embed "../ExplorerPage/Page/page.html"
};
static const unsigned char panels_js[] = {
#embed "../ExplorerPage/Page/panels.js"
};
static const unsigned char places_js[] = {
#embed "../ExplorerPage/Page/places.js"
};
static const unsigned char reading_js[] = {
#embed "../ExplorerPage/Page/reading.js"
};
static const unsigned char ruler_js[] = {
#embed "../ExplorerPage/Page/ruler.js"
};
static const unsigned char series_js[] = {
#embed "../ExplorerPage/Page/series.js"
};
static const unsigned char shares_js[] = {
#embed "../ExplorerPage/Page/shares.js"
};
static const unsigned char side_js[] = {
#embed "../ExplorerPage/Page/side.js"
};
static const unsigned char statistics_js[] = {
#embed "../ExplorerPage/Page/statistics.js"
};
static const unsigned char strip_js[] = {
#embed "../ExplorerPage/Page/strip.js"
};
static const unsigned char sums_js[] = {
#embed "../ExplorerPage/Page/sums.js"
};
static const unsigned char tour_js[] = {
#embed "../ExplorerPage/Page/tour.js"
};
static const unsigned char writer_js[] = {
#embed "../ExplorerPage/Page/writer.js"
};

#define PART(name, bytes) {name, bytes, sizeof bytes}

static const lstm_lab_page_file files[] = {
    PART("address.js", address_js),
    PART("app.js", app_js),
    PART("arithmetic.js", arithmetic_js),
    PART("axis.js", axis_js),
    PART("change.js", change_js),
    PART("colours.js", colours_js),
    PART("commands.js", commands_js),
    PART("diagram.js", diagram_js),
    PART("elements.js", elements_js),
    PART("exports.js", exports_js),
    PART("hands.js", hands_js),
    PART("heatmap.js", heatmap_js),
    PART("holds.js", holds_js),
    PART("lane.js", lane_js),
    PART("main.js", main_js),
    PART("memory.js", memory_js),
    PART("model.js", model_js),
    PART("numbers.js", numbers_js),
    PART("page.css", page_css),
    PART("page.html", page_html),
    PART("panels.js", panels_js),
    PART("places.js", places_js),
    PART("reading.js", reading_js),
    PART("ruler.js", ruler_js),
    PART("series.js", series_js),
    PART("shares.js", shares_js),
    PART("side.js", side_js),
    PART("statistics.js", statistics_js),
    PART("strip.js", strip_js),
    PART("sums.js", sums_js),
    PART("tour.js", tour_js),
    PART("writer.js", writer_js),
};

const lstm_lab_page_file *lstm_lab_page_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
