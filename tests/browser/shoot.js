// shoot.js FOLDER: pictures of the pages of the gallery, as a reader sees them first: FOLDER/NAME-WIDTH.png.
'use strict';

const path = require('path');
const { createRequire } = require('module');
const puppeteer = createRequire(path.join(process.env.LCA_TOOLS, 'package.json'))('puppeteer-core');

const [folder] = process.argv.slice(2);
const SHOTS = [
	['bloom-176b', 1000, 1250, 'light'],
	['bloom-176b', 1000, 1250, 'dark'],
	['bloom-176b', 400, 1250, 'light'],
	['measured-run', 1000, 1250, 'light'],
	['serving', 1000, 1250, 'light'],
	['regions', 1000, 1100, 'light'],
	['when-to-run', 1000, 1000, 'light'],
	['align', 1000, 1100, 'light'],
];

async function shoot(browser, name, width, height, scheme) {
	const page = await browser.newPage();

	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
	await page.setViewport({ width, height });
	await page.goto('file://' + path.resolve(folder, `${name}.html`), { waitUntil: 'load' });
	await page.screenshot({ path: path.join(folder, `${name}-${width}${scheme === 'dark' ? '-dark' : ''}.png`) });
	await page.close();
}

async function main() {
	const browser = await puppeteer.launch({ executablePath: process.env.LCA_BROWSER,
		args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'] });

	for (const shot of SHOTS)
		await shoot(browser, ...shot);
	await browser.close();
}

main();
