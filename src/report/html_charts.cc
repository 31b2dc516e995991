#include "report/html_charts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "report/html.h"
#include "report/terminal.h"

namespace caveat::report {
namespace {

// Hundredths, without the dust of floating point: "52.37".
std::string Number(double value) {
  const auto hundredths = static_cast<int64_t>(std::llround(value * 100));
  std::string out = std::to_string(hundredths / 100);
  if (hundredths % 100 != 0) out += (hundredths % 100 < 10 ? ".0" : ".") + std::to_string(hundredths % 100);
  return out;
}

std::string Link(std::string_view href, const std::string& inner) {
  if (href.empty()) return inner;
  return "<a href=\"" + HtmlText(href) + "\">" + inner + "</a>";
}

std::string FigureHead(std::string_view id, std::string_view title, std::string_view note) {
  std::string out = "<figure class=\"chart\" id=\"" + std::string(id) + "\" aria-labelledby=\"" + std::string(id) +
                    "-h\">\n<figcaption><h2 id=\"" + std::string(id) + "-h\">" + HtmlText(title) + "</h2>";
  if (!note.empty()) out += "<p>" + HtmlText(note) + "</p>";
  return out + "</figcaption>\n";
}

std::string TableHead(std::string_view first, std::string_view second, std::string_view third) {
  return "<thead class=\"sr\"><tr><th scope=\"col\">" + HtmlText(first) + "</th><td></td><th scope=\"col\">" +
         HtmlText(second) + "</th><th scope=\"col\">" + HtmlText(third) + "</th></tr></thead>\n";
}

constexpr std::string_view kBarSvg =
    "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">";

// Even the smallest part that is there can be seen.
double Width(uint64_t count, uint64_t most) {
  if (count == 0 || most == 0) return 0;
  return std::max(100.0 * static_cast<double>(count) / static_cast<double>(most), 0.4);
}

std::string BarRows(const BarList& list, std::span<const Bar> bars, uint64_t most) {
  std::string out = "<table class=\"bars\">" + TableHead(list.what, list.unit, "share") + "<tbody>\n";
  for (const Bar& bar : bars) {
    out += "<tr><th scope=\"row\">" + Link(bar.href, HtmlText(bar.label)) + "</th><td class=\"bar\">" +
           std::string(kBarSvg) + "<rect class=\"count\" width=\"" + Number(Width(bar.count, most)) +
           "\" height=\"10\"/></svg></td><td class=\"n\">" + CountWords(bar.count) + "</td><td class=\"p\">" +
           ShareWords(bar.count, list.all) + "</td></tr>\n";
  }
  return out + "</tbody></table>\n";
}

// Parts one after the other, as far as `all` reaches.
std::string PartsSvg(std::span<const Part> parts, uint64_t all) {
  std::string out(kBarSvg);
  double x = 0;
  for (const Part& part : parts) {
    if (part.count == 0) continue;
    const double width = std::min(Width(part.count, all), 100 - x);
    out += "<rect class=\"f-" + std::string(part.css) + "\" x=\"" + Number(x) + "\" width=\"" + Number(width) +
           "\" height=\"10\"/>";
    x += width;
  }
  return out + "</svg>";
}

uint64_t Sum(std::span<const Part> parts) {
  return std::accumulate(parts.begin(), parts.end(), uint64_t{0},
                         [](uint64_t sum, const Part& part) { return sum + part.count; });
}

constexpr std::string_view kOthers = "all others";

// The sides of a flow chart: names with their place from top to bottom.
struct Side {
  std::vector<std::string> names;
  std::vector<double> top, height, used;

  size_t Find(const std::string& name) const {
    const auto at = std::find(names.begin(), names.end(), name);
    return static_cast<size_t>(at - names.begin());
  }
};

constexpr double kFlowGap = 10, kLeastNode = 3, kFlowHeight = 330;

Side Lay(const std::vector<std::pair<std::string, uint64_t>>& sums, double per_unit) {
  Side side;
  double y = 2;
  for (const auto& [name, count] : sums) {
    side.names.push_back(name);
    side.top.push_back(y);
    side.height.push_back(std::max(kLeastNode, static_cast<double>(count) * per_unit));
    side.used.push_back(0);
    y += std::max(side.height.back(), 9.0) + kFlowGap;
  }
  return side;
}

// Sums by name, the largest first, those beyond `most` together and last. An empty name is its own.
std::vector<std::pair<std::string, uint64_t>> Largest(const std::map<std::string, uint64_t>& sums, size_t most) {
  std::vector<std::pair<std::string, uint64_t>> out(sums.begin(), sums.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (out.size() <= most) return out;
  uint64_t rest = 0;
  for (size_t i = most - 1; i < out.size(); ++i) rest += out[i].second;
  out.resize(most - 1);
  out.emplace_back(kOthers, rest);
  return out;
}

std::string Svg(std::string_view css, double height) {
  return "<svg class=\"" + std::string(css) + "\" width=\"100%\" height=\"" + Number(height) +
         "\" role=\"presentation\">";
}

}  // namespace

std::string CountWords(uint64_t count) {
  std::string digits = std::to_string(count);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string ShareWords(uint64_t part, uint64_t all) {
  if (part == 0 || all == 0) return "0 %";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(all);
  if (share < 0.1) return "< 0.1 %";
  // A share of less than all must not look like all.
  const int64_t tenths = std::min<int64_t>(std::llround(share * 10), part < all ? 999 : 1000);
  if (tenths >= 100 && tenths <= 990) return std::to_string((tenths + 5) / 10) + " %";
  return std::to_string(tenths / 10) + (tenths % 10 != 0 ? "." + std::to_string(tenths % 10) : "") + " %";
}

std::string ScaleWords(uint64_t number) {
  constexpr std::pair<uint64_t, std::string_view> kUnits[] = {
      {1'000'000'000'000, " trillion"}, {1'000'000'000, " billion"}, {1'000'000, " million"}};
  for (const auto& [unit, name] : kUnits) {
    if (number < unit) continue;
    const uint64_t tenths = number / (unit / 10);
    if (tenths * (unit / 10) != number) break;
    return CountWords(tenths / 10) + (tenths % 10 != 0 ? "." + std::to_string(tenths % 10) : "") + std::string(name);
  }
  return CountWords(number);
}

std::string HashPart(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    constexpr char kHex[] = "0123456789ABCDEF";
    if (plain) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string BarChart(const BarList& list, std::span<const Bar> bars) {
  std::string out = FigureHead(list.id, list.title, list.note);
  uint64_t most = 0;
  for (const Bar& bar : bars) most = std::max(most, bar.count);
  // "1 more" takes as much room as the one.
  const size_t shown = bars.size() <= list.shown + 1 ? bars.size() : list.shown;
  if (bars.empty()) return out + "<p class=\"quiet\">None.</p></figure>\n";
  out += BarRows(list, bars.subspan(0, shown), most);
  if (shown < bars.size()) {
    out += "<details><summary>" + CountWords(bars.size() - shown) + " more</summary>\n" +
           BarRows(list, bars.subspan(shown), most) + "</details>\n";
  }
  return out + "</figure>\n";
}

std::string ShareChart(std::string_view id, std::string_view title, std::string_view note,
                       std::span<const Part> parts) {
  const uint64_t all = Sum(parts);
  std::string out = FigureHead(id, title, note);
  out += "<div class=\"share\">" + PartsSvg(parts, all) + "</div>\n<dl class=\"shares\">\n";
  for (const Part& part : parts) {
    out += "<div class=\"k-" + std::string(part.css) + "\"><dt>" + Link(part.href, HtmlText(part.label)) +
           "</dt><dd><b>" + ShareWords(part.count, all) + "</b> " + CountWords(part.count) + "</dd></div>\n";
  }
  return out + "</dl></figure>\n";
}

std::string PartsChart(const PartsList& list, std::span<const PartsRow> rows) {
  std::string out = FigureHead(list.id, list.title, list.note);
  if (rows.empty()) return out + "<p class=\"quiet\">None.</p></figure>\n";
  uint64_t most = 0;
  for (const PartsRow& row : rows) most = std::max(most, Sum(row.parts));
  out += "<p class=\"legend\">";
  for (const Part& part : rows[0].parts)
    out += "<span class=\"k-" + std::string(part.css) + "\">" + HtmlText(part.label) + "</span> ";
  out += "</p>\n<table class=\"bars parts\"><thead class=\"sr\"><tr><th scope=\"col\">" + HtmlText(list.what) +
         "</th><td></td>";
  for (const Part& part : rows[0].parts) out += "<th scope=\"col\">" + HtmlText(part.label) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (const PartsRow& row : rows) {
    out += "<tr><th scope=\"row\">" + Link(row.href, HtmlText(row.label)) + "</th><td class=\"bar\">" +
           PartsSvg(row.parts, list.whole ? Sum(row.parts) : most) + "</td>";
    for (const Part& part : row.parts) {
      out += "<td class=\"n k-" + std::string(part.css) + (part.count == 0 ? " zero" : "") + "\">" +
             Link(part.count == 0 ? "" : part.href, CountWords(part.count)) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></figure>\n";
}

std::string CapChart(std::string_view id, std::string_view title, std::string_view note, std::span<const Cap> caps) {
  std::string out = FigureHead(id, title, note);
  std::map<std::string, std::vector<const Cap*>> rows;
  double least = 30, greatest = 0;
  uint64_t most = 0;
  for (const Cap& cap : caps) {
    if (cap.threshold == 0) continue;
    rows[cap.metric].push_back(&cap);
    const double power = std::log10(static_cast<double>(cap.threshold));
    least = std::min(least, std::floor(power));
    greatest = std::max(greatest, std::ceil(power));
    most = std::max(most, cap.count);
  }
  if (rows.empty()) return out + "<p class=\"quiet\">None.</p></figure>\n";
  if (greatest - least < 2) greatest = least + 2;
  // Room for circles at the ends.
  const auto x = [&](double power) { return 5 + 88 * (power - least) / (greatest - least); };
  constexpr double kRow = 82, kTop = 22, kLeastRadius = 4, kMostRadius = 19;
  const double bottom = kTop + kRow * static_cast<double>(rows.size());
  out +=
      "<p class=\"legend\"><span class=\"k-gate\">a right ends or must be asked for</span> "
      "<span class=\"k-duty\">a duty begins</span></p>\n" +
      Svg("caps", bottom + 6);
  // At most eight powers get a label.
  const int step = std::max(1, static_cast<int>(std::ceil((greatest - least) / 7)));
  for (int power = static_cast<int>(least); power <= static_cast<int>(greatest); power += step) {
    const std::string at = Number(x(power)) + "%";
    out += "<line class=\"grid\" x1=\"" + at + "\" x2=\"" + at + "\" y1=\"16\" y2=\"" + Number(bottom) +
           "\"/><text class=\"tick\" x=\"" + at + "\" y=\"11\" text-anchor=\"middle\">";
    constexpr std::string_view kUnits[] = {"", " k", " M", " bn", " tn", " quadr."};
    const auto unit = std::min<size_t>(static_cast<size_t>(power) / 3, std::size(kUnits) - 1);
    out += std::to_string(static_cast<int64_t>(std::llround(std::pow(10, power - 3 * static_cast<int>(unit))))) +
           std::string(kUnits[unit]) + "</text>";
  }
  std::string table;
  double top = kTop;
  for (auto& [metric, row] : rows) {
    std::stable_sort(row.begin(), row.end(), [](const Cap* a, const Cap* b) { return a->count > b->count; });
    const double y = top + 56;
    out += "<text class=\"metric\" x=\"0\" y=\"" + Number(top + 12) + "\">" + HtmlText(metric) +
           "</text><line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"" + Number(y) + "\" y2=\"" + Number(y) + "\"/>";
    std::vector<double> labelled;
    for (const Cap* cap : row) {
      const double at = x(std::log10(static_cast<double>(cap->threshold)));
      const double radius =
          std::max(kLeastRadius, kMostRadius * std::sqrt(static_cast<double>(cap->count) / static_cast<double>(most)));
      const std::string words = ScaleWords(cap->threshold) + ", " + CountWords(cap->count) +
                                (cap->count == 1 ? " repository" : " repositories") +
                                (cap->gate ? ": a right ends or must be asked for" : ": a duty begins");
      std::string mark = "<circle class=\"" + std::string(cap->gate ? "gate" : "duty") + "\" cx=\"" + Number(at) +
                         "%\" cy=\"" + Number(y) + "\" r=\"" + Number(radius) + "\"><title>" + HtmlText(words) +
                         "</title></circle>";
      const bool room = std::none_of(labelled.begin(), labelled.end(), [&](double o) { return std::abs(o - at) < 14; });
      if (room) {
        labelled.push_back(at);
        mark += "<text class=\"value\" x=\"" + Number(at) + "%\" y=\"" + Number(y - radius - 4) +
                "\" text-anchor=\"middle\">" + HtmlText(ScaleWords(cap->threshold)) + "</text>";
      }
      out += cap->href.empty() ? mark
                               : "<a href=\"" + HtmlText(cap->href) + "\" aria-label=\"" +
                                     HtmlText(metric + ": " + words) + "\">" + mark + "</a>";
    }
    std::stable_sort(row.begin(), row.end(), [](const Cap* a, const Cap* b) { return a->threshold < b->threshold; });
    for (const Cap* cap : row) {
      table += "<tr><th scope=\"row\">" + Link(cap->href, HtmlText(metric)) + "</th><td class=\"n\">" +
               HtmlText(ScaleWords(cap->threshold)) + "</td><td>" +
               (cap->gate ? "a right ends or must be asked for" : "a duty begins") + "</td><td class=\"n\">" +
               CountWords(cap->count) + "</td></tr>\n";
    }
    top += kRow;
  }
  return out +
         "</svg>\n<details><summary>As a table</summary><table class=\"plain\"><thead><tr><th "
         "scope=\"col\">counted</th>"
         "<th scope=\"col\" class=\"n\">threshold</th><th scope=\"col\">past it</th><th scope=\"col\" class=\"n\">"
         "repositories</th></tr></thead><tbody>\n" +
         table + "</tbody></table></details></figure>\n";
}

std::string Flows(const FlowChart& chart, std::span<const Flow> flows, size_t most) {
  std::string out = FigureHead(chart.id, chart.title, chart.note);
  if (flows.empty()) return out + "<p class=\"quiet\">None.</p></figure>\n";
  std::map<std::string, uint64_t> from, to;
  uint64_t all = 0;
  for (const Flow& flow : flows) {
    from[flow.from] += flow.count;
    to[flow.to] += flow.count;
    all += flow.count;
  }
  const double per_unit = (kFlowHeight - kFlowGap * static_cast<double>(most)) / static_cast<double>(all);
  Side left = Lay(Largest(from, most), per_unit), right = Lay(Largest(to, most), per_unit);

  // Flows between the names that are drawn.
  struct Ribbon {
    size_t from, to;
    std::string_view css;
    bool operator<(const Ribbon& o) const { return std::tie(from, to, css) < std::tie(o.from, o.to, o.css); }
  };
  std::map<Ribbon, std::pair<uint64_t, std::string>> ribbons;
  for (const Flow& flow : flows) {
    size_t a = left.Find(flow.from), b = right.Find(flow.to);
    std::string href = flow.href;
    if (a == left.names.size() || b == right.names.size()) href.clear();
    if (a == left.names.size()) a = left.Find(std::string(kOthers));
    if (b == right.names.size()) b = right.Find(std::string(kOthers));
    auto& [count, link] = ribbons[{a, b, flow.css}];
    count += flow.count;
    link = href;
  }
  const auto end = [](const Side& side) { return side.top.back() + std::max(side.height.back(), 9.0); };
  const double height = std::max(end(left), end(right)) + 6;
  out +=
      "<p class=\"legend\"><span class=\"k-kept\">the same licence</span> <span class=\"k-changed\">another licence"
      "</span> <span class=\"k-silent\">nothing declared</span></p>\n<div class=\"flow-heads\" "
      "aria-hidden=\"true\"><span>" +
      HtmlText(chart.from) + "</span><span>" + HtmlText(chart.to) + "</span></div>\n" + Svg("flow", height);
  out += "<svg x=\"33%\" width=\"34%\" height=\"" + Number(height) + "\" viewBox=\"0 0 100 " + Number(height) +
         "\" preserveAspectRatio=\"none\">";
  for (const auto& [ribbon, value] : ribbons) {
    const auto& [count, href] = value;
    const double thick = static_cast<double>(count) * per_unit;
    const double y1 = left.top[ribbon.from] + left.used[ribbon.from], y2 = right.top[ribbon.to] + right.used[ribbon.to];
    left.used[ribbon.from] += thick;
    right.used[ribbon.to] += thick;
    const double drawn = std::max(thick, 0.7);
    const std::string shape = "<path class=\"r-" + std::string(ribbon.css) + "\" d=\"M0 " + Number(y1) + "C50 " +
                              Number(y1) + " 50 " + Number(y2) + " 100 " + Number(y2) + "V" + Number(y2 + drawn) +
                              "C50 " + Number(y2 + drawn) + " 50 " + Number(y1 + drawn) + " 0 " + Number(y1 + drawn) +
                              "Z\"><title>" + HtmlText(left.names[ribbon.from]) + " \xE2\x86\x92 " +
                              HtmlText(right.names[ribbon.to]) + ": " + CountWords(count) + "</title></path>";
    // The table beside it is what keyboards reach: a hundred ribbons are no stops.
    out += href.empty() ? shape : "<a tabindex=\"-1\" href=\"" + HtmlText(href) + "\">" + shape + "</a>";
  }
  out += "</svg>";
  const auto labels = [&](const Side& side, bool left_side, const std::map<std::string, uint64_t>& sums) {
    for (size_t i = 0; i < side.names.size(); ++i) {
      const auto sum = sums.find(side.names[i]);
      const std::string y = Number(side.top[i] + std::max(side.height[i] / 2, 4.0) + 4);
      std::string name = side.names[i];
      out += "<rect class=\"node\" x=\"" + std::string(left_side ? "32.2" : "67") + "%\" y=\"" + Number(side.top[i]) +
             "\" width=\"0.8%\" height=\"" + Number(side.height[i]) + "\"/><text x=\"" + (left_side ? "31" : "69") +
             "%\" y=\"" + y + "\"" + (left_side ? " text-anchor=\"end\"" : "") + "><title>" + HtmlText(name) +
             (sum == sums.end() ? "" : ": " + CountWords(sum->second)) + "</title>" +
             HtmlText(CutToWidth(Printable(name), 26)) + "</text>";
    }
  };
  labels(left, true, from);
  labels(right, false, to);
  out += "</svg>\n<details><summary>As a table</summary><table class=\"plain\"><thead><tr><th scope=\"col\">" +
         HtmlText(chart.from) + "</th><th scope=\"col\">" + HtmlText(chart.to) +
         "</th><th scope=\"col\" class=\"n\">models</th></tr></thead><tbody>\n";
  std::vector<const Flow*> sorted;
  for (const Flow& flow : flows) sorted.push_back(&flow);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Flow* a, const Flow* b) { return a->count > b->count; });
  constexpr size_t kMostLines = 200;
  for (size_t i = 0; i < std::min(sorted.size(), kMostLines); ++i) {
    const Flow& flow = *sorted[i];
    out += "<tr><th scope=\"row\">" + HtmlText(flow.from) + "</th><td>" + HtmlText(flow.to) + "</td><td class=\"n\">" +
           Link(flow.href, CountWords(flow.count)) + "</td></tr>\n";
  }
  out += "</tbody></table>";
  if (sorted.size() > kMostLines)
    out += "<p class=\"quiet\">" + CountWords(sorted.size() - kMostLines) + " rarer pairs are left out.</p>";
  return out + "</details></figure>\n";
}

}  // namespace caveat::report
