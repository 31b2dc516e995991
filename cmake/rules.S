/* The compiled rules as two symbols; rules.bundle is found in the build folder. */
    .section .rodata
    .balign 64
    .global caveat_rules_begin
    .hidden caveat_rules_begin
    .type caveat_rules_begin, %object
caveat_rules_begin:
    .incbin "rules.bundle"
    .global caveat_rules_end
    .hidden caveat_rules_end
    .type caveat_rules_end, %object
caveat_rules_end:
    .byte 0
    .size caveat_rules_begin, caveat_rules_end - caveat_rules_begin
    .size caveat_rules_end, 1
    .section .note.GNU-stack, "", %progbits
