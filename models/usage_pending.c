/* Stands in until the engine of inference logs is there. */

#include "models/usage.h"

__attribute__((weak)) bool usage_read(struct intake *intake, const struct importer *importer,
				      struct source *source, enum usage_shape shape,
				      char separator);
__attribute__((weak)) bool usage_read(struct intake *intake, const struct importer *importer,
				      struct source *source, enum usage_shape shape,
				      char separator)
{
	(void)intake;
	(void)importer;
	(void)source;
	(void)shape;
	(void)separator;
	return false;
}
__attribute__((weak)) void usage_finish(struct intake *intake, const struct importer *importer);
__attribute__((weak)) void usage_finish(struct intake *intake, const struct importer *importer)
{
	(void)intake;
	(void)importer;
}
