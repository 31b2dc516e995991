// Whether a page hangs together, for the tests of the reports in HTML.

#ifndef CAVEAT_TESTS_REPORT_PAGE_CHECK_H_
#define CAVEAT_TESTS_REPORT_PAGE_CHECK_H_

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::report {

inline constexpr std::string_view kVoid[] = {"meta", "link", "br", "img"};

// What is wrong with the page's elements: not closed, closed twice, ids given twice, links to nowhere. Empty if
// nothing.
inline std::string Broken(const std::string& page) {
  std::vector<std::string> open;
  std::set<std::string> ids, targets;
  for (size_t i = page.find('<'); i != std::string::npos; i = page.find('<', i + 1)) {
    const size_t end = page.find('>', i);
    if (end == std::string::npos) return "an open bracket";
    const std::string tag = page.substr(i + 1, end - i - 1);
    if (tag[0] == '!') continue;
    for (const std::string raw : {"script", "style"}) {  // what is in them is no markup
      if (tag == raw || tag.starts_with(raw + " ")) i = page.find("</" + raw + ">", end) - 1;
    }
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1))
        return "closed: " + tag + " within " + (open.empty() ? "" : open.back());
      open.pop_back();
      continue;
    }
    const std::string name = tag.substr(0, tag.find(' '));
    for (size_t at = tag.find(" id=\""); at != std::string::npos; at = std::string::npos) {
      const std::string id = tag.substr(at + 5, tag.find('"', at + 5) - at - 5);
      if (!ids.insert(id).second) return "id twice: " + id;
    }
    if (const size_t at = tag.find("href=\"#"); at != std::string::npos)
      targets.insert(tag.substr(at + 7, tag.find('"', at + 7) - at - 7));
    if (tag.back() == '/') continue;
    if (std::find(std::begin(kVoid), std::end(kVoid), name) == std::end(kVoid)) open.push_back(name);
  }
  if (!open.empty()) return "not closed: " + open.back();
  for (const std::string& target : targets) {
    // "#?category=x" and "#/org/name" are for the page's script.
    if (!target.starts_with("?") && !target.starts_with("/") && ids.count(target) == 0)
      return "a link to nowhere: " + target;
  }
  return "";
}

}  // namespace caveat::report

#endif  // CAVEAT_TESTS_REPORT_PAGE_CHECK_H_
