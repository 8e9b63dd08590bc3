// A BoAmps report: valid after its schema, which is of draft 4.
'use strict';

const fs = require('fs');
const path = require('path');
const { tools } = require('./common.js');
const Ajv = tools('ajv-draft-04').default || tools('ajv-draft-04');
const formats = tools('ajv-formats');

function read_schema(name) {
	return JSON.parse(fs.readFileSync(path.join(process.env.LCA_SCHEMAS, 'boamps', `${name}_schema.json`), 'utf8'));
}

function make_validator() {
	const ajv = new Ajv({ strict: false, allErrors: true });

	formats(ajv);
	for (const name of ['algorithm', 'dataset', 'hardware', 'measure'])
		ajv.addSchema(read_schema(name));
	return ajv.compile(read_schema('report'));
}

const validate = make_validator();

function check({ text, result }, fail) {
	const report = JSON.parse(text);

	if (!validate(report))
		validate.errors.slice(0, 5).forEach((error) => fail(`${error.instancePath} ${error.message}`));
	for (const { powerConsumption } of report.measures || [])
		if (!(powerConsumption > 0 && powerConsumption <= result.totals.electricity.central * (1 + 1e-9)))
			fail(`an energy is ${powerConsumption} kWh, that of the run ${result.totals.electricity.central}`);
}

module.exports = { check };
