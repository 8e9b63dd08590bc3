/* Claims out of files of one kind. */
#include "models/claim_reader.h"

bool claim_bom_claims(const struct claim_reader *reader)
{
	(void)reader;
	return false;
}

void claim_bom_read(struct claim_reader *reader)
{
	(void)reader;
}
