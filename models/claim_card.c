/* Claims out of files of one kind. */
#include "models/claim_reader.h"

bool claim_card_claims(const struct claim_reader *reader)
{
	(void)reader;
	return false;
}

void claim_card_read(struct claim_reader *reader)
{
	(void)reader;
}
