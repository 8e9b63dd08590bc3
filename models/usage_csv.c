#include "models/usage_engine.h"
bool usage_read_blocks(struct intake *intake, struct usage_engine *engine,
		       struct source *source, char separator)
{
	return usage_read_table(intake, engine, source, separator);
}
