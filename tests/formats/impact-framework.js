// A manifest that if-run executes, with the total of the run.
'use strict';

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');
const { isDeepStrictEqual } = require('util');
const { tools, near, counted, sum } = require('./common.js');
const yaml = tools('js-yaml');
const program = path.join(process.env.LCA_TOOLS, 'node_modules', '.bin', 'if-run');

function check({ file, result }, fail) {
	const base = file.replace(/\.1$/, '');
	const wanted = sum(counted(result).map((item) => item.impacts.gwp.central)) * 1000;

	fs.copyFileSync(file, `${base}.if.yaml`);
	const run = spawnSync('node', [program, '-m', `${base}.if.yaml`, '-o', `${base}-ran`],
		{ encoding: 'utf8', timeout: 60000 });
	if (run.status !== 0 || !fs.existsSync(`${base}-ran.yaml`)) {
		fail(`if-run ends with ${run.status}: ${run.stdout} ${run.stderr}`.slice(0, 1500));
		return;
	}
	const ran = yaml.load(fs.readFileSync(`${base}-ran.yaml`, 'utf8'));
	if (ran.execution.status !== 'success')
		fail(`if-run says ${ran.execution.status}: ${ran.execution.error}`);
	else if (!near(ran.tree.aggregated.carbon, wanted, 1e-6))
		fail(`if-run makes it ${ran.tree.aggregated.carbon} g, the run ${wanted}`);
	else if (!isDeepStrictEqual(yaml.load(fs.readFileSync(`${base}.if.yaml`, 'utf8')).tree, ran.tree))
		fail('the outputs that it states are not those that if-run makes');
	else if (!near(wanted / 1000, result.totals.gwp.central, 1e-9))
		fail(`items are ${wanted / 1000} kg together, the total ${result.totals.gwp.central}`);
}

module.exports = { check };
