/* The style and the script of a page: html_style and html_script, each with a final NUL. */
	.section .rodata
	.globl html_style
	.type html_style, %object
html_style:
	.incbin PAGE_STYLE
	.byte 0
	.globl html_script
	.type html_script, %object
html_script:
	.incbin PAGE_SCRIPT
	.byte 0
	.section .note.GNU-stack,"",%progbits
