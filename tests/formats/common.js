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

// What the electricity of an item emits: all of it where it has electricity, hardware apart.
function is_electric(item) {
	return item.impacts.electricity?.status === 'counted' && item.impacts.electricity.central !== 0;
}

module.exports = { tools, near, counted, sum, is_electric };
