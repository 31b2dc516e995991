// The rule compiler links the core before there is a bundle of rules: an empty one.
#include "rules/embedded.h"

extern "C" {
const unsigned char caveat_rules_begin[1] = {0};
}
// One past nothing: begin and end are the same address.
__asm__(".globl caveat_rules_end\n.set caveat_rules_end, caveat_rules_begin\n");
