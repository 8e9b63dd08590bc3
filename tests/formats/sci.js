// The arithmetic of ISO/IEC 21031: (E x I + M) / R, and nothing but null where R is not known.
'use strict';

const { near } = require('./common.js');

// The first score has flat terms, any other an object for each term.
function terms_of(score) {
	const value = (key) => score[key]?.value ?? null;

	return score.terms ?? { E_kWh: value('E'), I_gCO2e_per_kWh: value('I'), M_gCO2e: value('M'), other_gCO2e: value('other'), R: value('R') };
}

function emissions_of(score) {
	const terms = terms_of(score);

	return (terms.E_kWh ?? 0) * (terms.I_gCO2e_per_kWh ?? 0) + (terms.M_gCO2e ?? 0) + (terms.other_gCO2e ?? 0);
}

// Every score, at any depth.
function scores(value, found = []) {
	if (value && typeof value === 'object') {
		if ('sci' in value && (value.terms || value.R))
			found.push(value);
		Object.values(value).forEach((part) => scores(part, found));
	}
	return found;
}

function check_score(score, fail) {
	const { sci, low, high, status } = score;

	if (sci === null) {
		if (!/^not /.test(status) || low !== null || high !== null)
			fail(`a score is null, its status '${status}', its range ${low} to ${high}`);
		return;
	}
	if (!near(sci, emissions_of(score) / terms_of(score).R, 1e-12))
		fail(`a score is ${sci}, its terms make ${emissions_of(score) / terms_of(score).R}`);
	if (!(low <= high))
		fail(`a range goes from ${low} to ${high}`);
}

// The terms of each boundary are the electricity and the emissions of its phase in the run.
function check_terms(scores_of, phase, result, fail) {
	const total = result.phases?.[phase]?.gwp;

	for (const score of scores_of) {
		const emissions = emissions_of(score);

		if (total?.status === 'counted' && !total.missing_items && !near(emissions, total.central * 1000, 1e-9))
			fail(`the terms of ${phase} make ${emissions} g, the run has ${total.central} kg`);
	}
}

function check({ text, result }, fail) {
	const report = JSON.parse(text);
	const found = scores(report);

	if (!found.length && report.sci !== null)
		fail('it has no terms');
	found.forEach((score) => check_score(score, fail));
	check_terms(report.sci_for_ai.consumer.scores, 'use', result, fail);
	check_terms(report.sci_for_ai.provider.scores, 'creation', result, fail);
	if (result.per && Object.keys(result.per).length && found.every((score) => score.sci === null))
		fail('the run has a functional unit, and no score is known');
}

module.exports = { check };
