/* The bytes of factors.db, from factors_database up to factors_database_end. */
	.section .rodata
	.balign 8
	.globl factors_database
	.type factors_database, %object
factors_database:
	.incbin FACTORS_DATABASE
	.globl factors_database_end
	.type factors_database_end, %object
factors_database_end:
	.byte 0
	.size factors_database, . - factors_database
	.section .note.GNU-stack, "", %progbits
