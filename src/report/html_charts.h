// File: src/report/html_charts.h
//
// Charts of html_hub.h's page, as HTML with inline SVG. What can be a table is one, with its bars drawn in a cell, so
// that what is seen and what is read aloud is the same; the others have their table beside them. Every mark is a link
// that lets the page's table show what it stands for. Widths are shares of the page's: they fit a phone and paper.
// Labels are escaped here, links must be URIs. Pure functions, thread-safe, linear but for sorting.

#ifndef CAVEAT_REPORT_HTML_CHARTS_H_
#define CAVEAT_REPORT_HTML_CHARTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::report {

// "12,345"
std::string CountWords(uint64_t count);
// "41 %", "0.4 %", "< 0.1 %": of `all`, for people.
std::string ShareWords(uint64_t part, uint64_t all);
// 700000000 as "700 million", 1500 as "1,500".
std::string ScaleWords(uint64_t number);
// One percent-encoded part of a link within the page.
std::string HashPart(std::string_view text);

struct Bar {
  std::string label, href;  // no link if empty
  uint64_t count = 0;
};
struct BarList {
  std::string_view id, title, note;  // `id`: a name of ours
  std::string_view what;             // heading of the labels: "category"
  std::string_view unit;             // heading of the counts: "repositories"
  uint64_t all = 0;                  // what shares are of
  size_t shown = 14;                 // bars beyond are behind "n more"
};
// One bar a label, in the order given.
std::string BarChart(const BarList& list, std::span<const Bar> bars);

// A part of a whole; `css` is one of the classes that hub.css has colours for.
struct Part {
  std::string label, href;
  std::string_view css;
  uint64_t count = 0;
};
// One bar of parts with a large legend.
std::string ShareChart(std::string_view id, std::string_view title, std::string_view note, std::span<const Part> parts);

// Bars of parts, one a row; all rows have the same parts in the same order.
struct PartsRow {
  std::string label, href;
  std::vector<Part> parts;
};
struct PartsList {
  std::string_view id, title, note, what;
  bool whole = false;  // each row fills the width; otherwise the longest does
};
std::string PartsChart(const PartsList& list, std::span<const PartsRow> rows);

// Thresholds on an axis of powers of ten, a row for each kind of number.
struct Cap {
  std::string metric;  // "monthly active users", "USD of annual revenue"
  std::string href;
  uint64_t threshold = 0, count = 0;
  bool gate = false;  // a right ends or must be asked for; otherwise a duty begins
};
std::string CapChart(std::string_view id, std::string_view title, std::string_view note, std::span<const Cap> caps);

// What flows from names on the left to names on the right.
struct Flow {
  std::string from, to, href;
  uint64_t count = 0;
  std::string_view css;  // "kept", "changed" or "silent"
};
struct FlowChart {
  std::string_view id, title, note, from, to;  // from, to: headings of the two sides
};
// Names beyond the `most` largest of a side are drawn together.
std::string Flows(const FlowChart& chart, std::span<const Flow> flows, size_t most = 9);

}  // namespace caveat::report

#endif  // CAVEAT_REPORT_HTML_CHARTS_H_
