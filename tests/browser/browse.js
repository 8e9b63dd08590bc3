// browse.js BASE COMMAND: opens BASE.html in a browser and holds it: nothing is fetched, nothing complains, what charts say is
// what BASE.json says, tables sort, all of it reads without a script, at every width, in print and aloud.
// Prints what fails, a line each; status 1 where something does.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { createRequire } = require('module');
const tools = createRequire(path.join(process.env.LCA_TOOLS, 'package.json'));
const puppeteer = tools('puppeteer-core');
const axe = fs.readFileSync(tools.resolve('axe-core/axe.min.js'), 'utf8');
const { check_charts } = require('./charts.js');
const { check_sorting } = require('./sorting.js');

const [base, command] = process.argv.slice(2);
const address = 'file://' + path.resolve(base + '.html');
const result = JSON.parse(fs.readFileSync(base + '.json', 'utf8'));
const WIDTHS = [400, 1000, 1600];
const failures = [];

function fail(text) {
	failures.push(text);
}

// Whatever a page asks for, logs or violates is a failure.
function listen(page, label) {
	page.on('console', (message) => {
		if (['error', 'warn', 'warning', 'assert'].includes(message.type()))
			fail(`${label}: the console says: ${message.text()}`);
	});
	page.on('pageerror', (error) => fail(`${label}: the script fails: ${error.message}`));
	page.on('dialog', (dialog) => {
		fail(`${label}: a dialog opens: ${dialog.message()}`);
		dialog.dismiss();
	});
	page.on('request', (request) => {
		const url = request.url();
		if (url.split('#')[0] !== address && !url.startsWith('data:'))
			fail(`${label}: it asks for ${url}`);
	});
}

async function open(browser, label, { width = 1000, scheme = 'light', script = true } = {}) {
	const page = await browser.newPage();

	listen(page, label);
	await page.setJavaScriptEnabled(script);
	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
	await page.setViewport({ width, height: 900 });
	await page.evaluateOnNewDocument(() => {
		window.violations = [];
		document.addEventListener('securitypolicyviolation', (event) =>
			window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
	});
	await page.goto(address, { waitUntil: 'load' });
	return page;
}

async function check_policy(page) {
	const found = await page.evaluate(() => ({
		violations: window.violations || [],
		policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content || '',
		inline: [...document.querySelectorAll('[style]')].length,
		handlers: [...document.querySelectorAll('*')].filter((node) =>
			[...node.attributes].some((a) => /^on/i.test(a.name))).length,
		foreign: [...document.querySelectorAll('iframe,object,embed,link,base,form,[src]')].length,
		scripts: [...document.querySelectorAll('script')].filter((node) =>
			!node.type || /javascript|module/.test(node.type)).length,
		links: [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))
			.filter((href) => !/^(https?:|#|mailto:)/.test(href)),
	}));

	for (const violation of found.violations)
		fail(`policy: violated: ${violation}`);
	if (!/default-src 'none'/.test(found.policy) || /unsafe|\*/.test(found.policy))
		fail(`policy: '${found.policy}' is not strict`);
	if (found.inline + found.handlers + found.foreign > 0)
		fail(`policy: ${found.inline} style and ${found.handlers} handler attributes, ${found.foreign} elements that load`);
	if (found.scripts > 1)
		fail(`policy: ${found.scripts} scripts, expected one at most`);
	for (const href of found.links)
		fail(`policy: a link goes to ${href}`);
}

// No page wider than its window; texts of charts not smaller than print, not outside of their charts, not on each other; and
// the first thing seen is the total with the first chart.
async function check_widths(browser) {
	for (const width of WIDTHS) {
		const page = await open(browser, `${width} px`, { width });
		const found = await page.evaluate(() => {
			const small = [], outside = [], crossed = [];
			const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
				Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;

			for (const figure of document.querySelectorAll('figure.chart')) {
				const texts = [...figure.querySelectorAll('svg text')]
					.map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }))
					.filter(({ box }) => box.width > 0).slice(0, 300);
				texts.forEach((one, i) => texts.slice(i + 1).filter((other) => overlap(one.box, other.box))
					.forEach((other) => crossed.push(`'${one.words}' and '${other.words}' in ${figure.id}`)));
			}

			for (const text of document.querySelectorAll('figure.chart svg text')) {
				const box = text.getBoundingClientRect();
				const svg = text.closest('svg').getBoundingClientRect();

				if (box.width === 0 || svg.width === 0)
					continue;
				const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
				if (size < 9.5)
					small.push(`'${text.textContent.slice(0, 30)}' ${size.toFixed(1)} px`);
				if (box.left < svg.left - 2 || box.right > svg.right + 2 || box.right > innerWidth + 1)
					outside.push(`'${text.textContent.slice(0, 30)}' in ${text.closest('figure').id}`);
			}
			return {
				wide: document.documentElement.scrollWidth, small, outside, crossed,
				first: document.querySelector('#chart-stages svg')?.getBoundingClientRect().top || 0,
			};
		});

		if (found.wide > width)
			fail(`${width} px: the page is ${found.wide} px wide`);
		if (found.small.length)
			fail(`${width} px: ${found.small.length} texts of charts are too small: ${found.small[0]}`);
		if (found.outside.length)
			fail(`${width} px: ${found.outside.length} texts stick out of their charts: ${found.outside[0]}`);
		if (found.crossed.length)
			fail(`${width} px: ${found.crossed.length} texts stand on others: ${found.crossed[0]}`);
		if (found.first > 600 && command !== 'dossier')
			fail(`${width} px: the first chart begins at ${found.first} px`);
		await page.screenshot({ path: `${base}-${width}.png`, fullPage: true, captureBeyondViewport: true });
		await page.close();
	}
}

async function check_accessible(browser) {
	for (const scheme of ['light', 'dark']) {
		const page = await open(browser, scheme, { scheme });

		await page.evaluate(() => document.querySelectorAll('details').forEach((node) => { node.open = true; }));
		await page.evaluate(axe);
		const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
		for (const violation of found.violations) {
			const line = `${scheme}: axe ${violation.impact}: ${violation.id}: ${violation.help}: ` +
				`${violation.nodes.length} times: ${violation.nodes[0].html.slice(0, 200)}`;
			if (['serious', 'critical'].includes(violation.impact))
				fail(line);
			else
				console.log(`note: ${line}`);
		}
		if (scheme === 'dark')
			await page.screenshot({ path: `${base}-dark.png` });
		await page.close();
	}
}

const READ = () => ({
	text: document.querySelector('main').innerText.replace(/\s+/g, ' '),
	rows: document.querySelectorAll('tr').length,
	marks: document.querySelectorAll('figure.chart [data-value]').length,
});

async function check_without_script(browser, page) {
	const bare = await open(browser, 'without script', { script: false });
	const [with_script, without] = [await page.evaluate(READ), await bare.evaluate(READ)];

	for (const key of Object.keys(without))
		if (with_script[key] !== without[key])
			fail(`without script: ${key} differ: ${String(without[key]).length} against ${String(with_script[key]).length} characters`);
	if (without.text.length < 200)
		fail('without script: there is hardly a text');
	await bare.close();
}

// The PDF has pages, and no word of it is cut off at their edge.
async function check_print(browser) {
	const page = await open(browser, 'print');

	await page.emulateMediaType('print');
	const lost = await page.evaluate(() => [...document.querySelectorAll('main > .table td, main > .table th, main p, main li')]
		.filter((node) => node.getClientRects().length === 0).map((node) => node.textContent.trim().slice(0, 60)));
	if (lost.length)
		fail(`print: ${lost.length} texts are not on paper: ${lost[0]}`);
	await page.pdf({ format: 'A4', path: `${base}.pdf`, printBackground: true,
		margin: { top: '10mm', right: '10mm', bottom: '10mm', left: '10mm' } });
	await page.close();
	const words = spawnSync('pdftotext', ['-bbox', `${base}.pdf`, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
	if (words.error) {
		console.log('note: there is no pdftotext; the PDF was not read');
		return;
	}
	const width = Number(/<page width="([0-9.]+)"/.exec(words.stdout)?.[1]);
	const cut = [...words.stdout.matchAll(/xMax="([0-9.]+)"[^>]*>([^<]*)</g)].filter((word) => Number(word[1]) > width);
	if (!width)
		fail('print: the PDF has no pages');
	if (cut.length)
		fail(`print: ${cut.length} words are cut off at the edge: ${cut[0][2]}`);
}

async function check_structure(page) {
	const found = await page.evaluate(() => ({
		lang: document.documentElement.lang,
		title: document.title,
		h1: document.querySelectorAll('h1').length,
		main: document.querySelectorAll('main').length,
		levels: [...document.querySelectorAll('h1,h2,h3,h4')].map((node) => Number(node.tagName[1])),
		twice: [...document.querySelectorAll('[id]')].map((node) => node.id)
			.filter((id, i, all) => all.indexOf(id) !== i),
		lost: [...document.querySelectorAll('a[href^="#"],use[href^="#"]')].map((a) => a.getAttribute('href').slice(1))
			.filter((id) => !document.getElementById(decodeURIComponent(id))),
		named: [...document.querySelectorAll('[aria-labelledby],[aria-describedby]')].flatMap((node) =>
			`${node.getAttribute('aria-labelledby') || ''} ${node.getAttribute('aria-describedby') || ''}`.trim().split(/\s+/))
			.filter((id) => !document.getElementById(id)),
	}));

	if (!found.lang || !found.title || found.h1 !== 1 || found.main !== 1)
		fail(`structure: lang '${found.lang}', title '${found.title}', ${found.h1} h1, ${found.main} main`);
	found.levels.reduce((before, level) => {
		if (level > before + 1)
			fail(`structure: h${level} after h${before}`);
		return level;
	}, 0);
	for (const id of found.twice)
		fail(`structure: the id '${id}' stands twice`);
	for (const id of [...found.lost, ...found.named])
		fail(`structure: nothing has the id '${id}'`);
}

async function main() {
	const browser = await puppeteer.launch({
		executablePath: process.env.LCA_BROWSER,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking',
			'--disable-component-update', '--no-first-run', '--hide-scrollbars'],
	});

	try {
		const page = await open(browser, 'page');
		await check_structure(page);
		await check_charts(page, command, result, fail);
		await check_without_script(browser, page);
		await check_sorting(page, fail);
		await check_policy(page);
		await page.close();
		await check_widths(browser);
		await check_accessible(browser);
		await check_print(browser);
	} finally {
		await browser.close();
	}
	for (const line of [...new Set(failures)])
		console.log(line);
	console.log(`${path.basename(base)}: ${new Set(failures).size} failures`);
	process.exitCode = failures.length ? 1 : 0;
}

main();
