// A bill of materials: valid after the official schema of CycloneDX 1.6, and its energies and emissions are those of the run.
'use strict';

const fs = require('fs');
const path = require('path');
const { tools, near, counted, sum, is_electric, energy_of } = require('./common.js');
const Ajv = tools('ajv');
const formats = tools('ajv-formats');

function make_validator() {
	const ajv = new Ajv({ strict: false, allErrors: true });

	formats(ajv);
	ajv.addFormat('iri-reference', (text) => !/[\s<>"{}|\\^`]/.test(text));
	ajv.addFormat('idn-email', (text) => /^[^\s@]+@[^\s@]+$/.test(text));
	for (const name of ['spdx', 'jsf-0.82'])
		ajv.addSchema(read_schema(name));
	return ajv.compile(read_schema('bom-1.6'));
}

function read_schema(name) {
	return JSON.parse(fs.readFileSync(path.join(process.env.LCA_SCHEMAS, 'cyclonedx', `${name}.schema.json`), 'utf8'));
}

const validate = make_validator();

function check_sums(bom, result, fail) {
	const consumptions = bom.components.flatMap((component) =>
		component.modelCard?.considerations?.environmentalConsiderations?.energyConsumptions || []);
	const electric = counted(result).filter(is_electric);
	const energy_wanted = sum(result.items.filter((item) => is_electric(item) && !item.credit).map(energy_of));
	const energy = sum(consumptions.map((entry) => entry.activityEnergyCost.value));
	const emissions = sum(consumptions.map((entry) => entry.co2CostEquivalent?.value || 0));
	const emissions_wanted = sum(electric.map((item) => item.impacts.gwp.central)) / 1000;

	if (!near(energy, energy_wanted, 1e-9))
		fail(`${energy} kWh, the items of the run have ${energy_wanted}`);
	if (!near(emissions, emissions_wanted, 1e-9))
		fail(`${emissions} t of electricity, the items of the run have ${emissions_wanted}`);
	for (const entry of consumptions) {
		const provided = sum(entry.energyProviders.map((provider) => provider.energyProvided.value));

		if (!near(provided, entry.activityEnergyCost.value, 1e-9))
			fail(`providers give ${provided} kWh of ${entry.activityEnergyCost.value}`);
		if (entry.co2CostOffset)
			fail('an offset that nobody stated');
	}
}

function check({ text, result }, fail) {
	const bom = JSON.parse(text);

	if (!validate(bom))
		validate.errors.slice(0, 5).forEach((error) => fail(`${error.instancePath} ${error.message}`));
	if (!/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[58][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(bom.serialNumber))
		fail(`the serial number ${bom.serialNumber} is no UUID made of a digest`);
	if (bom.metadata?.timestamp)
		fail('it has the time of day');
	check_sums(bom, result, fail);
}

module.exports = { check };
