// Tables whose headers are buttons sort by a click and by the keyboard, and lose no row.
'use strict';

// In the page: presses the button of one header and tells the cells of its column, top to bottom.
async function press(page, index, key) {
	const button = (await page.$$('th button'))[index];

	// What is folded away takes no key.
	await button.evaluate((node) => {
		const box = node.closest('details');
		if (box)
			box.open = true;
	});
	if (key) {
		await button.focus();
		await page.keyboard.press(key);
	} else {
		await button.evaluate((node) => node.click());
	}
	return button.evaluate((node) => {
		const header = node.closest('th');
		const body = header.closest('table').tBodies[0];
		const total = [...body.rows].findIndex((row) => row.classList.contains('total'));
		return {
			name: node.textContent,
			order: header.getAttribute('aria-sort'),
			others: [...header.parentNode.cells].filter((cell) =>
				cell !== header && /ascending|descending/.test(cell.getAttribute('aria-sort') || '')).length,
			column: [...body.rows].map((row, i) => {
				const cell = row.cells[header.cellIndex];
				return cell ? { text: cell.textContent, value: cell.getAttribute('data-value'),
					fixed: /group/.test(row.className) || (total >= 0 && i >= total) } : null;
			}).filter(Boolean),
			rows: [...body.rows].map((row) => row.textContent).sort().join('\n'),
		};
	});
}

// The number a cell begins with, or null: '1.2 kg', '> 3', '12 000', '4 %'.
function number_of(cell) {
	const match = /^[^0-9A-Za-z]*?(-?[0-9][0-9 \u202f\u00a0,]*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)/i.exec(cell.text.replace(/\u2212/g, '-'));

	if (cell.value !== null && cell.value !== '')
		return Number(cell.value);
	return match ? Number(match[1].replace(/[ \u202f\u00a0,]/g, '')) : null;
}

// Cells that stand together in order: those of a group, up to the next group or total. A row that has no figure is last.
function runs_of(column) {
	const runs = [[]];

	for (const cell of column) {
		if (cell.fixed)
			runs.push([]);
		else if (!/^(-|missing|open|unknown|inside|not \w+|)$/.test(cell.text.trim()))
			runs[runs.length - 1].push(cell);
	}
	return runs;
}

// Where every cell is a number of one unit, they must be in order; units that differ are the page's to convert.
function is_sorted(column, order) {
	const free = runs_of(column).flat();
	const units = new Set(free.map((cell) => cell.text.replace(/[-0-9., \u202f\u00a0\u2212]/g, '')));
	const sign = order === 'ascending' ? 1 : -1;

	if (free.some((cell) => number_of(cell) === null) || (units.size > 1 && free.every((cell) => cell.value === null)))
		return true;
	return runs_of(column).map((run) => run.map(number_of)).every((numbers) =>
		numbers.every((value, i) => i === 0 || sign * (value - numbers[i - 1]) >= 0));
}

// Every row stays below the group that it belongs to, and totals stay where they are.
function read_groups() {
	return [...document.querySelectorAll('table.sorts')].map((table) => {
		const groups = {};
		let group = '';

		for (const row of table.tBodies[0].rows) {
			if (/group|total/.test(row.className))
				group = row.textContent;
			(groups[group] = groups[group] || []).push(row.textContent);
		}
		for (const rows of Object.values(groups))
			rows.sort();
		return Object.entries(groups).sort().join('\n');
	}).join('\n');
}

async function check_sorting(page, fail) {
	await page.evaluate(() => document.querySelectorAll('details').forEach((node) => { node.open = true; }));
	const count = (await page.$$('th button')).length;
	const groups = await page.evaluate(read_groups);

	for (let i = 0; i < Math.min(count, 60); i++) {
		const first = await press(page, i, null);
		const second = await press(page, i, 'Enter');

		for (const state of [first, second]) {
			if (!/^(ascending|descending)$/.test(state.order || ''))
				fail(`sorting: '${state.name}' says aria-sort '${state.order}'`);
			if (state.others > 0)
				fail(`sorting: '${state.name}' is not the only one sorted by`);
			if (!is_sorted(state.column, state.order))
				fail(`sorting: '${state.name}' is not ${state.order}: ` +
					state.column.slice(0, 6).map((cell) => cell.text).join(' | '));
		}
		if (first.order === second.order)
			fail(`sorting: '${first.name}' stays ${first.order}`);
		if (first.rows !== second.rows)
			fail(`sorting: '${first.name}' loses rows`);
		if (await page.evaluate(read_groups) !== groups)
			fail(`sorting: '${first.name}' moves rows out of their groups`);
	}
	console.log(`note: ${count} columns sort`);
}

module.exports = { check_sorting };
