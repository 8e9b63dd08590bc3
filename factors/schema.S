/* The text of schema.sql, with a final NUL. */
	.section .rodata
	.globl factors_schema
	.type factors_schema, %object
factors_schema:
	.incbin FACTORS_SCHEMA
	.byte 0
	.size factors_schema, . - factors_schema
	.section .note.GNU-stack, "", %progbits
