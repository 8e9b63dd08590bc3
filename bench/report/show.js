// show.js FILE: the milliseconds a browser takes from asking for a page until all of it is laid out; the median of five.
'use strict';

const path = require('path');
const { createRequire } = require('module');
const puppeteer = createRequire(path.join(process.env.LCA_TOOLS, 'package.json'))('puppeteer-core');

async function main() {
	const browser = await puppeteer.launch({ executablePath: process.env.LCA_BROWSER,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
	const times = [];

	for (let i = 0; i < 5; i++) {
		const page = await browser.newPage();
		const begin = performance.now();
		await page.goto('file://' + path.resolve(process.argv[2]), { waitUntil: 'load' });
		await page.evaluate(() => document.documentElement.scrollHeight);
		times.push(performance.now() - begin);
		await page.close();
	}
	await browser.close();
	console.log(times.sort((a, b) => a - b)[2].toFixed(0));
}

main();
