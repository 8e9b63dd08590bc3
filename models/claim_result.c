/* Claims out of files of one kind. */
#include "models/claim_reader.h"

bool claim_result_claims(const struct claim_reader *reader)
{
	(void)reader;
	return false;
}

void claim_result_read(struct claim_reader *reader)
{
	(void)reader;
}
