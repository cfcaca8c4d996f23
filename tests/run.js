// Everything that is tested, one step after the other and nothing to set up before: `npm test`.
// `npm test -- unit e2e` runs the steps it names.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests'} VitestCount */
/** @typedef {{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }} Playwright */

process.chdir(join(import.meta.dirname, '..'));

/** @type {Record<string, () => Promise<Count>>} */
const steps = {
	check: async () => countOne(await run('npm', 'run', '--silent', 'check')),
	lint: async () => countOne(await run('npm', 'run', '--silent', 'lint')),
	unit: countVitest,
	build: countBuild,
	e2e: countPlaywright
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !steps[name]);
if (unknown.length) {
	console.error(`There is no step ${unknown.join(', ')}, only ${Object.keys(steps).join(', ')}.`);
	process.exit(1);
}

const total =
	isInstalled() || (await install()) ? await runSteps() : { passed: 0, failed: 1, skipped: 0 };
const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed ? 1 : 0);

async function runSteps() {
	const total = { passed: 0, failed: 0, skipped: 0 };
	const chosen = Object.entries(steps).filter(([name]) => !asked.length || asked.includes(name));

	for (const [name, test] of chosen) {
		const started = performance.now();
		console.log(`\n=== ${name}`);
		const { passed, failed, skipped } = await test();

		const seconds = ((performance.now() - started) / 1000).toFixed(1);
		console.log(`=== ${name}: ${failed ? `${failed} failed` : 'passed'} after ${seconds} s`);
		total.passed += passed;
		total.failed += failed;
		total.skipped += skipped;
	}
	return total;
}

/** Whether node_modules holds what the lockfile says. What npm left out as optional may be missing. */
function isInstalled() {
	try {
		const wanted = readPackages('package-lock.json');
		const installed = readPackages('node_modules/.package-lock.json');
		return Object.entries(wanted).every(([path, { version, optional }]) => {
			if (path === '') return true;
			return installed[path] ? installed[path].version === version : optional;
		});
	} catch {
		return false;
	}
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function readPackages(lockfile) {
	return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

async function install() {
	console.log('node_modules is missing or does not fit package-lock.json: npm ci');
	try {
		accessSync(homedir(), constants.W_OK);
	} catch {
		// npm keeps its cache in the home directory and fails where there is none to write to.
		process.env.npm_config_cache = mkdtempSync(join(tmpdir(), 'npm-cache-'));
	}
	return run('npm', 'ci', '--loglevel=notice');
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function run(command, ...args) {
	const child = spawn(command, args, { stdio: 'inherit' });

	// Whoever ends this process alone ends the servers and browsers of the tests with it.
	function end() {
		child.once('exit', () => process.exit(1));
		child.kill('SIGINT');
	}

	process.once('SIGTERM', end);
	try {
		const [code] = await once(child, 'exit');
		return code === 0;
	} catch (error) {
		console.error(`${command} does not start: ${error}`);
		return false;
	} finally {
		process.off('SIGTERM', end);
	}
}

/**
 * @param {boolean} succeeded
 * @returns {Count}
 */
function countOne(succeeded) {
	return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

async function countBuild() {
	const built = await run('npm', 'run', '--silent', 'build');
	// Spares the browser tests a second build; without it they never trust one that lies there.
	if (built) process.env.E2E_SKIP_BUILD = 'true';
	return countOne(built);
}

async function countVitest() {
	const report = 'test-results/vitest.json';
	rmSync(report, { force: true });
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const succeeded = await run('node_modules/.bin/vitest', 'run', ...reporters);

	return countReport(succeeded, report, (/** @type {Record<VitestCount, number>} */ results) => ({
		passed: results.numPassedTests,
		failed: results.numFailedTests,
		skipped: results.numPendingTests + results.numTodoTests
	}));
}

async function countPlaywright() {
	const report = 'test-results/playwright.json';
	rmSync(report, { force: true });
	const succeeded = await run('node_modules/.bin/playwright', 'test', '-c', 'tests/e2e');

	return countReport(succeeded, report, (/** @type {Playwright} */ { stats }) => ({
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky,
		skipped: stats.skipped
	}));
}

/**
 * @template Results
 * @param {boolean} succeeded
 * @param {string} report the runner's own, in JSON
 * @param {(results: Results) => Count} read
 */
function countReport(succeeded, report, read) {
	try {
		const count = read(JSON.parse(readFileSync(report, 'utf8')));
		// A runner fails without a failed test too: a file that cannot be loaded, a server that ends.
		return succeeded || count.failed ? count : { ...count, failed: 1 };
	} catch {
		return countOne(false);
	}
}
