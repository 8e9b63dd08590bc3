// The arithmetic of ISO/IEC 21031: (E x I + M) / R, and nothing but null where R is not known.
'use strict';

const { near } = require('./common.js');

// Every object with terms, at any depth.
function scores(value, found = []) {
	if (value && typeof value === 'object') {
		if (value.terms && 'R' in value.terms)
			found.push(value);
		Object.values(value).forEach((part) => scores(part, found));
	}
	return found;
}

function check_score({ sci, low, high, status, terms }, fail) {
	const emissions = (terms.E_kWh ?? 0) * (terms.I_gCO2e_per_kWh ?? 0) + (terms.M_gCO2e ?? 0) + (terms.other_gCO2e ?? 0);

	if (sci === null) {
		if (!/^not /.test(status) || low !== null || high !== null)
			fail(`a score is null, its status '${status}', its range ${low} to ${high}`);
		return;
	}
	if (!near(sci, emissions / terms.R, 1e-12))
		fail(`a score is ${sci}, its terms make ${emissions / terms.R}`);
	if (!(low <= high))
		fail(`a range goes from ${low} to ${high}`);
}

// The terms of each boundary are the electricity and the emissions of its phase in the run.
function check_terms(scores_of, phase, result, fail) {
	const total = result.phases?.[phase]?.gwp;

	for (const { terms } of scores_of) {
		const emissions = (terms.E_kWh ?? 0) * (terms.I_gCO2e_per_kWh ?? 0) + (terms.M_gCO2e ?? 0) + (terms.other_gCO2e ?? 0);

		if (total?.status === 'counted' && !total.missing_items && !near(emissions, total.central * 1000, 1e-9))
			fail(`the terms of ${phase} make ${emissions} g, the run has ${total.central} kg`);
	}
}

function check({ text, result }, fail) {
	const report = JSON.parse(text);
	const found = scores(report);

	if (!found.length)
		fail('it has no score');
	found.forEach((score) => check_score(score, fail));
	check_terms(report.sci_for_ai.consumer.scores, 'use', result, fail);
	check_terms(report.sci_for_ai.provider.scores, 'creation', result, fail);
	if (result.per && Object.keys(result.per).length && found.every((score) => score.sci === null))
		fail('the run has a functional unit, and no score is known');
}

module.exports = { check };
