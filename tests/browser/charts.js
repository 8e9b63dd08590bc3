// Charts of a page against the JSON of the same run: which stand there, and that every number of theirs is one of its numbers.
'use strict';

// In the page: every chart with its marks and the numbers of the table behind it.
function read_charts() {
	const number = (node, name) => {
		const text = node.getAttribute(name);
		return text === null || text === '' ? null : Number(text);
	};

	return [...document.querySelectorAll('figure.chart')].map((figure) => ({
		id: figure.id,
		kind: figure.dataset.kind,
		unit: figure.dataset.unit,
		caption: figure.querySelector('figcaption')?.textContent || '',
		images: [...figure.querySelectorAll('svg')].filter((svg) => svg.getAttribute('role') === 'img').map((svg) => ({
			title: svg.querySelector('title')?.textContent || '',
			words: svg.querySelector('desc')?.textContent || '',
			labelled: svg.getAttribute('aria-labelledby') || '',
		})),
		drawn: figure.querySelectorAll('svg').length,
		marks: [...figure.querySelectorAll('[data-label]')].map((node) => ({
			label: node.getAttribute('data-label'),
			value: number(node, 'data-value'),
			low: number(node, 'data-low'),
			high: number(node, 'data-high'),
			hover: node.querySelector('title')?.textContent || node.getAttribute('title') || '',
			where: node.tagName.toLowerCase(),
		})),
		headers: [...figure.querySelectorAll('details table thead th')].map((cell) => cell.textContent.trim()),
		table: [...figure.querySelectorAll('details table tbody tr')].map((row) =>
			[...row.cells].map((cell) => cell.textContent.trim())),
		summary: figure.querySelector('details > summary')?.textContent || '',
	}));
}

function all_numbers(value, into = new Set()) {
	if (typeof value === 'number')
		into.add(value);
	else if (value && typeof value === 'object')
		Object.values(value).forEach((part) => all_numbers(part, into));
	return into;
}

const triple = (central, low, high) => [central, low, high].map((value) => (value === undefined ? null : value)).join(' ');
const of_impact = (impact) => triple(impact.central, impact.low, impact.high);

// Ids a page must have, from its result.
function expected_charts(command, result) {
	const criterion = result.criteria?.[0]?.id;
	const ids = [];

	if (['run', 'quick', 'dossier'].includes(command)) {
		ids.push('chart-stages', 'chart-items');
		if (result.sensitivity?.[criterion]?.length)
			ids.push('chart-drivers');
		result.items.filter((item) => item.log).slice(0, 1).forEach(() => ids.push('chart-energy-1'));
	}
	if (command === 'compare')
		ids.push('chart-regions');
	if (command === 'schedule')
		ids.push('chart-hours');
	if (command === 'import' && result.hours?.length)
		ids.push('chart-energy-1');
	if (command === 'align')
		ids.push('chart-waterfall-1');
	return ids;
}

// What the marks of a chart must be: triples of the result, each as often as there, or null where any number of it will do.
function expected_marks(chart, result) {
	const criterion = result.criteria?.[0]?.id;

	switch (chart.id) {
	case 'chart-items':
		return result.items.filter((item) => item.impacts[criterion].status === 'counted')
			.map((item) => of_impact(item.impacts[criterion]));
	case 'chart-stages':
		return [...Object.values(result.stages), ...(result.credits ? [result.credits] : [])]
			.map((stage) => stage[criterion] || stage)
			.filter((impact) => impact.status === 'counted').map(of_impact);
	case 'chart-regions':
		return result.comparison.filter((row) => row.status === 'ranked')
			.map((row) => row.totals[criterion]).map((total) => triple(total.median, total.low, total.high));
	default:
		return null;
	}
}

// Each mark of `seen` is one of `wanted`, none more often; all of `wanted` are there unless the chart says that it elides.
function compare_marks(chart, wanted, fail) {
	const left = [...wanted];
	const known = chart.marks.filter((mark) => mark.value !== null);
	const seen = [...new Map(known.map((mark) => [mark.label + triple(mark.value, mark.low, mark.high), mark])).values()];

	for (const mark of seen) {
		const at = left.findIndex((text) => text === triple(mark.value, mark.low, mark.high) ||
			(mark.low === null && text.split(' ')[0] === String(mark.value)));
		if (at < 0)
			fail(`${chart.id}: '${mark.label}' is ${triple(mark.value, mark.low, mark.high)}, which the JSON has not`);
		else
			left.splice(at, 1);
	}
	if (left.length && wanted.length <= 40)
		fail(`${chart.id}: ${left.length} of ${wanted.length} are not drawn, such as ${left[0]}`);
	if (left.length && wanted.length > 40 && seen.length < 20)
		fail(`${chart.id}: only ${seen.length} of ${wanted.length} are drawn`);
}

// Of an audit: each stated figure over what follows for it.
function ratios(result) {
	return result.claims.flatMap((claim) => claim.checks)
		.filter((check) => check.stated && check.recomputed)
		.map((check) => check.stated.value / check.recomputed.value);
}

function near(value, numbers) {
	return numbers.has(value) || [...numbers].some((other) => Math.abs(other - value) <= 1e-11 * Math.abs(value));
}

function check_table(chart, fail) {
	const cells = new Set(chart.table.flat());
	const numbers = new Set([...cells].map(Number));

	if (!chart.summary || !chart.table.length)
		fail(`${chart.id}: no table behind it`);
	if (chart.kind === 'series')
		return;
	for (const mark of chart.marks)
		for (const value of [mark.value, mark.low, mark.high])
			if (value !== null && !numbers.has(value))
				fail(`${chart.id}: its table has no ${value} of '${mark.label}'`);
}

function check_marks(chart, result, fail) {
	const wanted = expected_marks(chart, result);
	const numbers = all_numbers(result);

	for (const mark of chart.marks) {
		if (!mark.hover)
			fail(`${chart.id}: nothing is told when hovering over '${mark.label}'`);
		if ([mark.value, mark.low, mark.high].some((value) => value !== null && !Number.isFinite(value)))
			fail(`${chart.id}: '${mark.label}' has a number that is none`);
		// Of a driver they are the total with the input at its own ends, which may turn it round.
		if (chart.kind !== 'tornado' && mark.low !== null && mark.high !== null && mark.low > mark.high)
			fail(`${chart.id}: '${mark.label}' ends at ${mark.high} and begins at ${mark.low}`);
	}
	if (wanted) {
		compare_marks(chart, wanted, fail);
		return;
	}
	if (chart.kind === 'series')
		return;
	if (chart.id === 'chart-audit')
		ratios(result).forEach((value) => numbers.add(value));
	for (const mark of chart.marks)
		for (const value of [mark.value, mark.low, mark.high])
			if (value !== null && value !== 0 && !near(value, numbers))
				fail(`${chart.id}: ${value} of '${mark.label}' is no number of the JSON`);
}

// Columns of the table behind a series: its title and unit, as 'energy by hour (Wh)' has it, and its numbers.
function columns_of(chart) {
	return chart.headers.map((header, i) => {
		const [, name, unit] = /^(.*) \((.*)\)$/.exec(header) || [null, header, ''];
		const numbers = chart.table.map((row) => row[i]).filter((cell) => cell !== '' && Number.isFinite(Number(cell)));
		return { name, unit, numbers: numbers.map(Number) };
	});
}

const SIZES = { mWh: 1e-6, Wh: 1e-3, kWh: 1, MWh: 1e3, GWh: 1e6, 'mg CO2e': 1e-6, 'g CO2e': 1e-3, 'kg CO2e': 1, 't CO2e': 1e3 };

// The hours of a log are those of the JSON of lca import; emissions by hour add up to those of an item of lca run.
function check_hours(chart, command, result, fail) {
	const hours = (result.hours || []).map((hour) => hour.energy_it_kwh).filter((value) => value > 0);

	for (const { name, unit, numbers } of columns_of(chart)) {
		const values = new Set(numbers.map((value) => value * SIZES[unit]));
		const total = [...numbers].reduce((sum, value) => sum + value * SIZES[unit], 0);

		if (command === 'import' && chart.id === 'chart-energy-1' && /^energy/.test(name))
			for (const value of hours.filter((one) => !near(one, values)).slice(0, 1))
				fail(`${chart.id}: its table has not the hour of ${value} kWh`);
		if (command === 'run' && /^emissions/.test(name) &&
			!result.items.some((item) => Math.abs(item.impacts.gwp.central - total) <= 1e-9 * total))
			fail(`${chart.id}: its hours are ${total} kg together, which no item is`);
	}
}

async function check_charts(page, command, result, fail) {
	const charts = await page.evaluate(read_charts);
	const ids = charts.map((chart) => chart.id);

	console.log(`note: charts: ${ids.join(', ')}`);
	for (const id of expected_charts(command, result))
		if (!ids.includes(id))
			fail(`there is no ${id}`);
	for (const chart of charts) {
		if (!chart.kind || chart.unit === undefined || !chart.drawn)
			fail(`${chart.id}: kind '${chart.kind}', unit '${chart.unit}', ${chart.drawn} drawings`);
		if (!chart.images.length || chart.images.some((image) => !image.title || !image.words || !image.labelled))
			fail(`${chart.id}: it has no image with a title and words`);
		if (!chart.marks.length)
			fail(`${chart.id}: it has no marks`);
		check_marks(chart, result, fail);
		check_table(chart, fail);
		if (chart.kind === 'series')
			check_hours(chart, command, result, fail);
	}
}

module.exports = { check_charts };
