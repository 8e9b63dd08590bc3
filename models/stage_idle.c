/* Idle: infrastructure and nodes that wait. */

#include "models/build.h"

void stage_idle(struct build *build, const struct item *item)
{
	energy_lines(build, item);
}
