// What the checks of formats share: foreign packages, and sums of a result.
'use strict';

const path = require('path');
const { createRequire } = require('module');

const tools = createRequire(path.join(process.env.LCA_TOOLS, 'package.json'));

function near(value, wanted, tolerance) {
	return Math.abs(value - wanted) <= tolerance * Math.max(Math.abs(wanted), Number.MIN_VALUE) || value === wanted;
}

// Items that count in the total, and have a figure of the criterion.
function counted(result, criterion = 'gwp') {
	return result.items.filter((item) => item.impacts[criterion]?.status === 'counted' && !item.credit);
}

function sum(numbers) {
	return numbers.reduce((total, value) => total + value, 0);
}

// Items that draw electricity, and what the grid loses on the way to them.
function is_electric(item) {
	if (item.losses_of !== null)
		return item.impacts.gwp?.status !== 'none';
	return item.impacts.electricity?.status === 'counted' && item.impacts.electricity.central !== 0;
}

// kWh of such an item; null where its activity is no energy.
function energy_of(item) {
	const own = item.impacts.electricity;

	if (own?.status === 'counted' && own.central !== 0)
		return own.central;
	return item.activity?.unit === 'kWh' ? item.activity.value : null;
}

module.exports = { tools, near, counted, sum, is_electric, energy_of };
