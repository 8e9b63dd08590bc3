// Prometheus text as its parsers read it: names, labels, escapes, HELP and TYPE once each and before their samples, no sample
// twice; gauges of items add up to the total of the run. promtool judges it too, where it is there.
'use strict';

const { spawnSync } = require('child_process');
const { near } = require('./common.js');

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (NaN|[+-]Inf|[-+0-9.eE]+)$/;

function read(text, fail) {
	const samples = [], types = new Map(), helps = new Set(), seen = new Set();

	if (!text.endsWith('\n'))
		fail('the last line does not end');
	for (const line of text.split('\n')) {
		const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line);
		const sample = SAMPLE.exec(line);

		if (comment && comment[1] === 'TYPE') {
			if (types.has(comment[2]) || !['gauge', 'counter', 'untyped'].includes(comment[3]))
				fail(`'${line}' is no TYPE, or the second`);
			types.set(comment[2], comment[3]);
		} else if (comment) {
			if (helps.has(comment[2]))
				fail(`'${line}' is the second HELP`);
			helps.add(comment[2]);
		} else if (sample) {
			if (!types.has(sample[1]) || !helps.has(sample[1]))
				fail(`${sample[1]} has a sample before its HELP and TYPE`);
			if (seen.has(`${sample[1]}{${sample[2]}}`))
				fail(`'${line}' stands twice`);
			seen.add(`${sample[1]}{${sample[2]}}`);
			samples.push({ name: sample[1], labels: labels_of(sample[2] || ''), value: Number(sample[3]) });
		} else if (line && !line.startsWith('#')) {
			fail(`'${line.slice(0, 100)}' is no sample`);
		}
	}
	return samples;
}

function labels_of(text) {
	return Object.fromEntries([...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map((match) =>
		[match[1], match[2].replace(/\\(.)/g, (all, c) => (c === 'n' ? '\n' : c))]));
}

// Some metric with a label per item adds up to the total of gwp, in kilograms or grams.
function check_sum(samples, result, fail) {
	const sums = new Map();

	for (const sample of samples)
		if ('item' in sample.labels && [undefined, 'gwp'].includes(sample.labels.criterion))
			sums.set(sample.name, (sums.get(sample.name) || 0) + sample.value);
	const total = result.totals.gwp.central;
	if (![...sums.values()].some((value) => near(value, total, 1e-9) || near(value, total * 1000, 1e-9)))
		fail(`no metric adds up to ${total} kg: ${[...sums].map(([name, value]) => `${name} ${value}`).join(', ')}`);
}

function check({ text, result }, fail) {
	const samples = read(text, fail);
	const promtool = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });

	if (!samples.length)
		fail('it has no samples');
	if (samples.some((sample) => Number.isNaN(sample.value)))
		fail('a sample is no number');
	check_sum(samples, result, fail);
	if (!promtool.error && promtool.status !== 0)
		fail(`promtool: ${promtool.stderr}`);
}

module.exports = { check };
