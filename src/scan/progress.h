// File: src/scan/progress.h
//
// What a long run says while it goes on and when it ends. Pure functions.

#ifndef CAVEAT_SCAN_PROGRESS_H_
#define CAVEAT_SCAN_PROGRESS_H_

#include <string>

#include "scan/run.h"

namespace caveat::scan {

// "12,345 repositories, 4,100/s, 38 %, 1 min 20 s left": one line, without a line break. Time left is told once it can
// be known.
std::string ProgressLine(const Progress& progress);
// One JSON object, without a line break.
std::string ProgressJson(const Progress& progress);

// "12,345", "1 min 20 s", "3.2 MB".
std::string Thousands(uint64_t number);
std::string Duration(double seconds);
std::string Megabytes(uint64_t bytes);

}  // namespace caveat::scan

#endif  // CAVEAT_SCAN_PROGRESS_H_
