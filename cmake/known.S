/* The compiled known licences as two symbols; known.table is found in the build folder. */
    .section .rodata
    .balign 64
    .global caveat_known_begin
    .hidden caveat_known_begin
    .type caveat_known_begin, %object
caveat_known_begin:
    .incbin "known.table"
    .global caveat_known_end
    .hidden caveat_known_end
    .type caveat_known_end, %object
caveat_known_end:
    .byte 0
    .size caveat_known_begin, caveat_known_end - caveat_known_begin
    .size caveat_known_end, 1
    .section .note.GNU-stack, "", %progbits
