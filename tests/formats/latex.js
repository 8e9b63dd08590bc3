// LaTeX that pdflatex typesets in a small document, with the total in print and nothing of the user's text run.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

function run(command, args, folder) {
	return spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 120000,
		env: { ...process.env, openin_any: 'p', openout_any: 'p', max_print_line: '1000' } });
}

// Typesets the paper three times around its bibliography, as people do; the log of the last.
function typeset(folder, cites, fail) {
	const latex = ['-no-shell-escape', '-interaction=nonstopmode', '-halt-on-error', 'paper.tex'];
	let made;

	for (const pass of cites ? ['pdflatex', 'bibtex', 'pdflatex', 'pdflatex'] : ['pdflatex', 'pdflatex']) {
		made = run(pass, pass === 'bibtex' ? ['paper'] : latex, folder);
		if (made.status !== 0) {
			fail(`${pass}: ${made.stdout.split('\n').filter((line) => /^(!|l\.|.*---line)/.test(line)).join(' ')}`);
			return null;
		}
	}
	return made.stdout;
}

// Papers of all sizes, of one column and of two.
const classes = ['12pt', '11pt', '10pt', '12pt,twocolumn', '11pt,twocolumn', '10pt,twocolumn'];

function check(run, fail) {
	for (const options of run.name === 'hostile' ? ['10pt'] : classes)
		checkPaper(run, options, (message) => fail(`${options}: ${message}`));
}

function checkPaper({ file, text, result, name }, options, fail) {
	const folder = path.join(path.dirname(file), `${name}-paper-${options.replace(',', '-')}`);
	const bib = /\\begin\{filecontents\*\}\[overwrite\]\{([^}]*)\.bib\}/.exec(text)?.[1];

	fs.mkdirSync(folder, { recursive: true });
	fs.copyFileSync(file, path.join(folder, 'emissions.tex'));
	fs.writeFileSync(path.join(folder, 'paper.tex'), fs.readFileSync(path.join(__dirname, 'paper.tex'), 'utf8')
		.replace('\\documentclass{article}', `\\documentclass[${options}]{article}`)
		.replace('\\input{@FILE@}', '\\input{emissions}').replace('\\bibliography{@BIB@}', `\\bibliography{${bib}}`));
	const log = typeset(folder, /^(?!%).*\\cite/m.test(text), fail);
	if (log === null)
		return;
	// A name of the user's without a blank in it cannot be broken.
	for (const line of name === 'hostile' ? [] : new Set(log.match(/^(Overfull .*|.*Missing character.*|.*undefined.*)$/gm) || []))
		if (!/Overfull \\hbox \([01]\./.test(line))
			fail(line);
	const words = run('pdftotext', ['-layout', 'paper.pdf', '-'], folder).stdout;
	if (/root:x:|\/bin\/(ba)?sh/.test(words))
		fail('a file of this machine stands in the paper');
	// A name may be broken between the cells of its row.
	for (const item of result.items.slice(0, 3))
		if (/^[\w ]+$/.test(item.item) && !item.item.split(' ').every((word) => words.includes(word)))
			fail(`'${item.item}' does not stand in the paper`);
}

module.exports = { check };
