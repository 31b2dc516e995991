// The rule compiler links the core before there is anything to embed.
#include "embedded.h"

// Each is one byte, of which nothing counts: begin and end are the same address.
#define NOTHING(name)                                 \
  extern "C" {                                        \
  const unsigned char caveat_##name##_begin[1] = {0}; \
  }                                                   \
  __asm__(".globl caveat_" #name "_end\n.set caveat_" #name "_end, caveat_" #name "_begin\n")

NOTHING(rules);
NOTHING(known);
NOTHING(names);
NOTHING(page_css);
NOTHING(hub_css);
NOTHING(hub_js);
