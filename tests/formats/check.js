// check.js FORMAT FOLDER NAME...: FORMAT.js checks FOLDER/NAME.1, which is of the run that FOLDER/NAME.json holds; what fails
// is told, a line each, with status 1. A module exports check({ file, text, result, name }, fail), which may be async, and
// record(text), the record that an output carries, where it is not the first one found in the text.
'use strict';

const fs = require('fs');
const path = require('path');

const [format, folder, ...names] = process.argv.slice(2);
const { check } = require(`./${format}.js`);

// Every output says what it was made of, once, in one line that JSON can read; quotes may be escaped around it.
function check_record(text, result, fail) {
	const lines = text.split(/\r?\n/).filter((line) => line.includes('lca-record: {"lca"') ||
		line.includes('lca-record: {\\"lca\\"') || line.includes('lca-record: {""lca""'));
	let line = lines[lines.length - 1];

	if (lines.length !== 1) {
		fail(`${lines.length} lines with a record, expected 1`);
		return;
	}
	line = line.slice(line.indexOf('lca-record: ') + 'lca-record: '.length);
	if (line.startsWith('{\\"'))
		line = JSON.parse(`"${/^(?:[^"\\]|\\.)*/.exec(line)[0]}"`);
	else if (line.startsWith('{""'))
		line = line.replace(/""/g, '"');
	const record = JSON.parse(line.slice(0, line.lastIndexOf('}') + 1));
	if (record.scenario.sha256 !== result.record.scenario.sha256 ||
		record.factors.sha256 !== result.record.factors.sha256 || record.seed !== result.record.seed)
		fail('its record is not that of the run');
	if (record.totals.gwp.central !== result.totals.gwp.central)
		fail(`its record has ${record.totals.gwp.central}, the run ${result.totals.gwp.central}`);
}

async function main() {
	let failures = 0;

	for (const name of names) {
		const file = path.join(folder, `${name}.1`);
		const text = fs.readFileSync(file, 'utf8');
		const result = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
		const fail = (line) => {
			failures++;
			console.log(`${name}: ${line}`);
		};

		try {
			check_record(text, result, fail);
			await check({ file, text, result, name }, fail);
		} catch (error) {
			fail(error.stack);
		}
	}
	console.log(`${format}: ${names.length} files, ${failures} failures`);
	process.exitCode = failures || !names.length ? 1 : 0;
}

main();
