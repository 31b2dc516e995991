// File: src/caveat_export.h
//
// CAVEAT_API marks what a shared libcaveat shows to others; everything else stays hidden in it. Means nothing for a
// static library.

#ifndef CAVEAT_CAVEAT_EXPORT_H_
#define CAVEAT_CAVEAT_EXPORT_H_

#if defined(__GNUC__)
#define CAVEAT_API __attribute__((visibility("default")))
#else
#define CAVEAT_API
#endif

#endif  // CAVEAT_CAVEAT_EXPORT_H_
