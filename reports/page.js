'use strict';
// What a page can do beyond being read: tables sort by their titles, within the groups that their rows stand in, and marks of
// charts tell their figures. All of it can be read without.
(() => {
	const sizes = { ug: 1e-9, mg: 1e-6, g: 1e-3, kg: 1, t: 1e3, Wh: 1e-3, kWh: 1, MWh: 1e3, GWh: 1e6 };
	const tip = document.createElement('div');
	let hushed = null, shown = null;

	function size_of(text, otherwise) {
		const word = (text.match(/[A-Za-z]+/g) || []).find((name) => name in sizes);
		return word ? sizes[word] : otherwise;
	}

	// The number a text starts with, in the unit of its column; NaN where it starts with none.
	function number_of(text, size) {
		const found = /^[<>=~+x ]*(-?[\d,]*\.?\d+(?:e[-+]?\d+)?)(?=$|[\s%])/.exec(text);
		return found ? Number(found[1].replace(/,/g, '')) * size_of(text, size) : NaN;
	}

	// The rows of a table that may change places: each with those below it that belong to it. From the first total on, none may.
	function tree_of(body) {
		const depth = (row) => Number((/\bd(\d)/.exec(row.className) || [0, 0])[1]) +
			(row.classList.contains('group') ? 0 : .5);
		const all = [...body.rows], end = all.findIndex((row) => row.classList.contains('total'));
		const rows = end < 0 ? all : all.slice(0, end), top = { depth: -1, below: [] }, path = [top];

		for (const row of rows) {
			const node = { row, depth: depth(row), below: [] };
			while (path[path.length - 1].depth >= node.depth)
				path.pop();
			path[path.length - 1].below.push(node);
			path.push(node);
		}
		return { top, rows, fixed: all.slice(rows.length) };
	}

	const text_of = (row, column) => row.cells[column].textContent.trim();
	const is_told = (row, column) => !/^(-|missing|open|unknown|inside|not \w+|)$/.test(text_of(row, column));

	// What a cell is counted in: its words; kg and t are one unit, and so are kWh and MWh.
	function unit_of(text) {
		return text.replace(/e[-+]\d+|[^A-Za-z/]+/g, ' ').trim().split(' ')
			.map((word) => (word in sizes ? word.slice(-2).replace(/^(kg|ug|mg|t)$/, 'g') : word)).join(' ');
	}

	// A column sorts as 'numbers' of one unit or as 'texts'; as nothing where it holds both, or numbers that do not compare.
	function kind_of(table, column) {
		const texts = tree_of(table.tBodies[0]).rows.filter((row) => is_told(row, column)).map((row) => text_of(row, column));
		const numbers = texts.filter((text) => !isNaN(number_of(text, 1)));

		if (column === 0 || !numbers.length)
			return numbers.length && numbers.length === texts.length ? 'numbers' : 'texts';
		return numbers.length === texts.length && new Set(texts.map(unit_of)).size === 1 ? 'numbers' : '';
	}

	function sort(table, column, header) {
		const body = table.tBodies[0], { top, fixed } = tree_of(body);
		const numeric = kind_of(table, column) === 'numbers', size = size_of(header.textContent, 1);
		const before = header.getAttribute('aria-sort');
		const up = before ? before === 'descending' : !numeric;
		const compare = (a, b) => {
			const [left, right] = [text_of(a.row, column), text_of(b.row, column)];
			return (up ? 1 : -1) * (numeric ? number_of(left, size) - number_of(right, size)
				: left.localeCompare(right, 'en', { numeric: true }));
		};
		// What has no figure comes last, in the order it had.
		const in_order = (nodes) => [...nodes.filter((node) => is_told(node.row, column)).sort(compare),
			...nodes.filter((node) => !is_told(node.row, column))].flatMap((node) => [node.row, ...in_order(node.below)]);

		body.append(...in_order(top.below), ...fixed);
		for (const other of table.tHead.rows[0].cells)
			other.removeAttribute('aria-sort');
		header.setAttribute('aria-sort', up ? 'ascending' : 'descending');
	}

	function add_buttons(table) {
		[...table.tHead.rows[0].cells].forEach((header, column) => {
			const button = document.createElement('button');
			if (!header.textContent.trim() || !kind_of(table, column))
				return;
			button.type = 'button';
			button.append(...header.childNodes);
			button.addEventListener('click', () => sort(table, column, header));
			header.append(button);
		});
	}

	// A browser's own hint would cover ours.
	function hush(node) {
		if (hushed)
			hushed.node.textContent = hushed.text;
		hushed = node && { node, text: node.textContent };
		if (node)
			node.textContent = '';
	}

	function hide() {
		hush(null);
		tip.textContent = '';
		if (shown)
			shown.classList.remove('lit');
		for (const cursor of document.querySelectorAll('.cursor[x1]'))
			cursor.removeAttribute('x1');
		shown = null;
	}

	function show(text, x, y) {
		tip.textContent = text;
		tip.style.left = Math.max(8, Math.min(x + 12, innerWidth - tip.offsetWidth - 8)) + 'px';
		tip.style.top = (y + 18 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 12 : y + 18) + 'px';
	}

	function show_mark(mark, x, y) {
		const title = mark.querySelector('title');
		if (shown !== mark) {
			hide();
			shown = mark;
			mark.classList.add('lit');
			hush(title);
		}
		show(hushed.text, x, y);
	}

	// A point of lines over time: its row of the table.
	function show_point(chart, rows, at, y) {
		const box = chart.querySelector('.times').getBoundingClientRect();
		const i = Math.max(0, Math.min(rows.length - 1, at));
		const names = chart.closest('figure').querySelector('thead').rows[0].cells;
		const x = (i + .5) / rows.length * box.width;
		const cursor = chart.querySelector('.cursor');

		cursor.setAttribute('x1', x);
		cursor.setAttribute('x2', x);
		show([...rows[i].cells].map((cell, k) =>
			k ? names[k].textContent + ': ' + (cell.textContent || 'not known') : cell.textContent + ' UTC').join('\n'),
		box.left + x, y);
		return i;
	}

	function add_hints(chart) {
		const marks = [...chart.querySelectorAll('.mark')], table = chart.closest('figure').querySelector('tbody');
		const lines = chart.dataset.points === String(table.rows.length);
		const own = chart.querySelector('title'), name = own.textContent;
		let at = -1;

		chart.tabIndex = 0;
		chart.setAttribute('aria-keyshortcuts', 'ArrowRight ArrowLeft');
		chart.addEventListener('pointerenter', () => { own.textContent = ''; });
		chart.addEventListener('pointerleave', () => { hide(); own.textContent = name; });
		chart.addEventListener('pointermove', (event) => {
			const mark = event.target.closest('.mark');
			if (lines) {
				const box = chart.querySelector('.times').getBoundingClientRect();
				if (mark && !hushed)
					hush(mark.querySelector('title'));
				at = show_point(chart, table.rows, Math.floor((event.clientX - box.left) / box.width * table.rows.length),
					event.clientY);
			} else if (mark) {
				at = marks.indexOf(mark);
				show_mark(mark, event.clientX, event.clientY);
			} else {
				hide();
			}
		});
		chart.addEventListener('blur', hide);
		chart.addEventListener('keydown', (event) => {
			const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
			const count = lines ? table.rows.length : marks.length;
			if (event.key === 'Escape')
				hide();
			if (!step || !count)
				return;
			event.preventDefault();
			at = Math.max(0, Math.min(count - 1, at + step));
			const box = (lines ? chart : marks[at]).getBoundingClientRect();
			if (lines)
				show_point(chart, table.rows, at, box.top + 40);
			else
				show_mark(marks[at], box.left + box.width / 2, box.bottom - 12);
		});
	}

	// What does not scroll is no stop of the keyboard; what is folded away is not measured.
	function settle() {
		for (const box of document.querySelectorAll('.table,pre')) {
			if (box.closest('details:not([open])'))
				continue;
			if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
				box.tabIndex = 0;
			else
				box.removeAttribute('tabindex');
		}
	}

	tip.className = 'tip';
	tip.setAttribute('role', 'status');
	document.body.append(tip);
	document.querySelectorAll('table.sorts').forEach(add_buttons);
	document.querySelectorAll('figure svg[role=img]').forEach(add_hints);
	document.querySelectorAll('details').forEach((box) => box.addEventListener('toggle', settle));
	addEventListener('resize', settle);
	addEventListener('scroll', hide, { passive: true });
	settle();
})();
