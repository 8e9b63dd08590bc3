/* What words of a publication hold. */

#include <string.h>

#include "models/claim.h"
#include "models/claim_scope.h"
#include "tests/near.h"

static void reads_whole_words_that_are_not_denied(void **state)
{
	static const struct {
		const char *text, *word;
		bool held;
	} cases[] = {
	    {"idle", "idle", true},
	    {"Idle nodes", "idle", true},
	    {"idle_nodes", "idle", true},
	    {"servers", "server", true},
	    {"training with embodied and idle", "idle", true},
	    {"training without embodied or idle", "training", true},
	    {"training without embodied or idle", "embodied", false},
	    {"training without embodied or idle", "idle", false},
	    {"training without embodied, idle", "idle", false},
	    {"training (without embodied) and idle", "idle", true},
	    {"excluding PUE; idle", "idle", true},
	    {"excluding PUE, including idle", "idle", true},
	    {"GPUs w/o PUE", "pue", false},
	    {"no losses", "losses", false},
	    {"before PUE", "pue", false},
	    {"PUE not included", "pue", false},
	    {"PUE, idle not included", "pue", true},
	    {"PUE, idle not included", "idle", false},
	    {"idle, not embodied", "idle", true},
	    {"idle and embodied left out", "idle", false},
	    {"idle but not embodied", "idle", true},
	    {"because", "use", false},
	    {"warehouse", "use", false},
	    {"use phase", "use", true},
	    {"phase of use", "use", true},
	    {"subtotal", "total", false},
	    {"", "idle", false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		if (scope_names(cases[i].text, &cases[i].word, 1) != cases[i].held)
			fail_msg("\"%s\": %s is %sheld", cases[i].text, cases[i].word,
				 cases[i].held ? "not " : "");
}

static void tells_what_a_scope_denies(void **state)
{
	static const struct {
		const char *scope;
		bool held, denied;
	} cases[] = {
	    {"before PUE", false, true},       {"without cooling", false, true},
	    {"cooling included", true, false}, {"facility", true, false},
	    {"training", false, false},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *scopes[] = {cases[i].scope};
		struct claim claim = {.scope = scopes, .scope_count = 1};

		if (scope_holds(&claim, SCOPE_PUE) != cases[i].held)
			fail_msg("\"%s\" held: %d", cases[i].scope, !cases[i].held);
		if (scope_denies(&claim, SCOPE_PUE) != cases[i].denied)
			fail_msg("\"%s\" denied: %d", cases[i].scope, !cases[i].denied);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_whole_words_that_are_not_denied),
	    cmocka_unit_test(tells_what_a_scope_denies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
