/* Training: the electricity of the runs that made the model, final and failed ones. */

#include "models/build.h"

void stage_training(struct build *build, const struct item *item)
{
	energy_lines(build, item);
}
