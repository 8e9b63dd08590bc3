// The arithmetic of ISO/IEC 21031: (E x I + M) / R, and nothing but null where R is not known.
'use strict';

const { near } = require('./common.js');

// Every object with E, I, M and R in it, at any depth.
function scores(value, found = []) {
	if (value && typeof value === 'object') {
		if ('E' in value && 'I' in value && 'R' in value)
			found.push(value);
		Object.values(value).forEach((part) => scores(part, found));
	}
	return found;
}

const number_of = (value) => (value && typeof value === 'object' ? value.value ?? value.central ?? null : value);

function check({ text, result }, fail) {
	const report = JSON.parse(text);
	const found = scores(report);

	if (!found.length)
		fail('it has no score');
	for (const score of found) {
		const [E, I, M, R] = [score.E, score.I, score.M ?? score.M_gCO2e, score.R].map(number_of);
		const sci = number_of(score.sci ?? score.SCI ?? null);

		if (sci === null) {
			if (!score.status && !score.reason)
				fail('a score is null, and nothing says why');
			continue;
		}
		const other = number_of(score.other ?? null) ?? 0;
		const wanted = (E * (I ?? 0) + (M ?? 0) + other) / R;

		if (!near(sci, wanted, 1e-12))
			fail(`a score is ${sci}, (${E} x ${I} + ${M} + ${other}) / ${R} is ${wanted}`);
	}
	if (result.per && Object.keys(result.per).length && found.every((score) => number_of(score.sci) === null))
		fail('the run has a functional unit, and no score is known');
}

module.exports = { check };
