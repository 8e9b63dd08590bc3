// LaTeX that pdflatex typesets in a small document, with the total in print and nothing of the user's text run.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

// What a paper needs around it.
const PAPER = (name) => `\\documentclass{article}
\\usepackage[T1]{fontenc}
\\usepackage[utf8]{inputenc}
\\usepackage{lmodern}
\\usepackage{textcomp}
\\usepackage{booktabs}
\\usepackage[a4paper,margin=2cm]{geometry}
\\begin{document}
\\input{${name}}
\\end{document}
`;

function run(command, args, folder) {
	return spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 120000,
		env: { ...process.env, openin_any: 'p', openout_any: 'p', max_print_line: '1000' } });
}

function check({ file, result, name }, fail) {
	const folder = path.join(path.dirname(file), `${name}-paper`);

	fs.mkdirSync(folder, { recursive: true });
	fs.copyFileSync(file, path.join(folder, 'emissions.tex'));
	fs.writeFileSync(path.join(folder, 'paper.tex'), PAPER('emissions'));
	const made = run('pdflatex', ['-no-shell-escape', '-interaction=nonstopmode', '-halt-on-error', 'paper.tex'], folder);
	if (made.status !== 0) {
		fail(`pdflatex: ${made.stdout.split('\n').filter((line) => /^(!|l\.)/.test(line)).join(' ')}`);
		return;
	}
	for (const line of new Set(made.stdout.match(/^(Overfull .*|.*Missing character.*)$/gm) || []))
		if (!/Overfull \\hbox \((\d|1\d)\./.test(line))
			fail(line);
	const text = run('pdftotext', ['-layout', 'paper.pdf', '-'], folder).stdout;
	if (/root:x:|\/bin\/(ba)?sh/.test(text))
		fail('a file of this machine stands in the paper');
	for (const item of result.items.slice(0, 3))
		if (/^[\w -]+$/.test(item.item) && !text.replace(/\s+/g, ' ').includes(item.item))
			fail(`'${item.item}' does not stand in the paper`);
}

module.exports = { check };
