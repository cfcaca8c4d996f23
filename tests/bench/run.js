// Everything that is measured, as ratios within one run: `npm run bench`. `npm run bench -- pages login` runs
// the parts it names; the soak takes ten minutes and runs only when it is named.
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { root } from './app.js';
import { measureClientSide } from './client-side.js';
import { measureGrowth } from './growth.js';
import { measureLocalAppwrite } from './local-appwrite.js';
import { measureLogin } from './login.js';
import { measureOverload } from './overload.js';
import { measurePages } from './pages.js';
import { measureScripts } from './scripts.js';
import { soak } from './soak.js';

/** @typedef {(row: [what: string, measured: string, goal?: string]) => void} Report */

/** @type {Record<string, (report: Report) => Promise<void>>} */
const parts = {
	pages: measurePages,
	login: measureLogin,
	scripts: measureScripts,
	'client-side': measureClientSide,
	growth: measureGrowth,
	overload: measureOverload,
	'local-appwrite': measureLocalAppwrite,
	soak
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !parts[name]);
if (unknown.length) {
	console.error(`There is no part ${unknown.join(', ')}, only ${Object.keys(parts).join(', ')}.`);
	process.exit(1);
}

execFileSync('npm', ['run', '--silent', 'build'], {
	cwd: root,
	stdio: ['ignore', 'ignore', 'inherit']
});
const [cpu] = cpus();
const gigabytes = Math.round(totalmem() / 2 ** 30);
console.log(
	`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ` +
		`${cpus().length} × ${cpu?.model}, ${gigabytes} GB\n`
);
console.log('| what | measured | goal |\n| --- | --- | --- |');
for (const [name, measure] of Object.entries(parts)) {
	const isAsked = asked.length ? asked.includes(name) : name !== 'soak';
	if (!isAsked) continue;
	await measure(([what, measured, goal = '']) =>
		console.log(`| ${what} | ${measured} | ${goal} |`)
	);
}
