/* The ranking under other ways of accounting. */

#include "models/comparison_inner.h"

void comparing_choose(struct comparing *comparing)
{
	(void)comparing;
}
