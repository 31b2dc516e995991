#include "scan/progress.h"

#include <cmath>
#include <cstdio>

#include "report/json.h"

namespace caveat::scan {
namespace {

std::string Fixed(double number, int digits) {
  char text[64];
  snprintf(text, sizeof(text), "%.*f", digits, number);
  return text;
}

// Below this share the time left is a guess.
constexpr double kEnoughShare = 0.02;
constexpr double kEnoughSeconds = 2;

double Left(const Progress& progress) {
  if (progress.share < kEnoughShare || progress.share >= 1 || progress.seconds < kEnoughSeconds) return -1;
  return progress.seconds * (1 - progress.share) / progress.share;
}

}  // namespace

std::string Thousands(uint64_t number) {
  std::string digits = std::to_string(number), out;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string Duration(double seconds) {
  if (seconds < 10) return Fixed(seconds, 1) + " s";
  const auto whole = static_cast<uint64_t>(std::llround(seconds));
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string Megabytes(uint64_t bytes) {
  if (bytes < 10'000) return std::to_string(bytes) + " bytes";
  if (bytes < 10'000'000) return Fixed(static_cast<double>(bytes) / 1e6, 2) + " MB";
  if (bytes < 10'000'000'000) return Thousands(bytes / 1'000'000) + " MB";
  return Thousands(bytes / 1'000'000'000) + " GB";
}

std::string ProgressLine(const Progress& progress) {
  std::string out = Thousands(progress.repositories) + (progress.repositories == 1 ? " repository" : " repositories");
  if (progress.seconds >= 1)
    out +=
        ", " + Thousands(static_cast<uint64_t>(static_cast<double>(progress.repositories) / progress.seconds)) + "/s";
  out += ", " + std::to_string(static_cast<int>(progress.share * 100)) + " %";
  if (const double left = Left(progress); left >= 0) out += ", " + Duration(left) + " left";
  if (progress.unread > 0) out += ", " + Thousands(progress.unread) + " unread";
  return out;
}

std::string ProgressJson(const Progress& progress) {
  std::string out =
      "{\"repositories\":" + std::to_string(progress.repositories) + ",\"judged\":" + std::to_string(progress.judged) +
      ",\"unread\":" + std::to_string(progress.unread) + ",\"bytes\":" + std::to_string(progress.bytes) +
      ",\"share\":" + Fixed(progress.share, 4) + ",\"seconds\":" + Fixed(progress.seconds, 2) + ",\"seconds_left\":";
  const double left = Left(progress);
  out += left >= 0 ? Fixed(left, 1) : "null";
  return out + ",\"at\":" + report::StringJson(progress.at) + "}";
}

}  // namespace caveat::scan
