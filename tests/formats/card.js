// A model card: its front matter is YAML as libraries read it, with the fields and types that the Hub asks for; the section
// has its five bullets; and the card, read as a claim, agrees with itself.
'use strict';

const fs = require('fs');
const { spawnSync } = require('child_process');
const { tools, near } = require('./common.js');
const yaml = tools('js-yaml');

const TEXTS = ['source', 'training_type', 'geographical_location', 'hardware_used'];
const BULLETS = ['Hardware Type', 'Hours used', 'Cloud Provider', 'Compute Region', 'Carbon Emitted'];

// Grams of the creation; a card of use alone has none.
function check_front_matter(text, result, fail) {
	const creation = result.phases.creation?.gwp;
	const match = /^---\n([\s\S]*?\n)---\n/.exec(text);
	const front = match && yaml.load(match[1]);
	const field = front && front.co2_eq_emissions;

	if (creation?.status !== 'counted') {
		if (field)
			fail('it has co2_eq_emissions, and nothing of its creation is counted');
		return;
	}
	if (!field || typeof field !== 'object') {
		fail('there is no co2_eq_emissions');
		return;
	}
	if (typeof field.emissions !== 'number' || !Number.isFinite(field.emissions) || field.emissions < 0)
		fail(`emissions are ${field.emissions}`);
	else if (!near(field.emissions, creation.central * 1000, 1e-9))
		fail(`emissions are ${field.emissions} g, the creation in the run ${creation.central} kg`);
	for (const key of Object.keys(field))
		if (key !== 'emissions' && !(TEXTS.includes(key) && typeof field[key] === 'string' && field[key]))
			fail(`'${key}' is no field of the Hub, or no text: ${field[key]}`);
	if (JSON.stringify(yaml.load(yaml.dump(front))) !== JSON.stringify(front))
		fail('the front matter does not survive a YAML library');
}

function check_section(text, fail) {
	if (text.split('\n').filter((line) => line === '## Environmental Impact').length !== 1)
		fail('it has not one section Environmental Impact');
	for (const bullet of BULLETS)
		if (text.split('\n').filter((line) => line.startsWith(`- **${bullet}:** `)).length !== 1)
			fail(`it has not one bullet '${bullet}'`);
	if (/<(script|iframe|img|svg)/i.test(text.replace(/`[^`\n]*`/g, '')))
		fail('an element of HTML stands in it');
}

function check({ file, text, result }, fail) {
	const copy = file.replace(/\.1$/, '.md');

	check_front_matter(text, result, fail);
	check_section(text, fail);
	fs.writeFileSync(copy, text);
	const audit = spawnSync(process.env.LCA_BINARY, ['audit', copy, '--format', 'json'], { encoding: 'utf8' });
	const verdict = audit.stdout && JSON.parse(audit.stdout).verdict;
	if (!['consistent', 'rounding', 'uncheckable'].includes(verdict) || audit.status !== 0)
		fail(`lca audit finds its own card ${verdict}: ${audit.stderr}`);
}

module.exports = { check };
