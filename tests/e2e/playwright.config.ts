import { join } from 'node:path';
import { defineConfig, type PlaywrightTestProject } from '@playwright/test';
import { findChromium } from './chromium.ts';
import type { Options } from './fixtures.ts';

const root = join(import.meta.dirname, '../..');
const outputDir = join(root, 'test-results/e2e');

// Both servers take free ports and say which; Playwright keeps what `wait` matches in the
// environment and reads this file again in each test process, where it is known.
const { E2E_DEV, E2E_BUILD = '{}' } = process.env;
const { origin, ...appwrite } = JSON.parse(E2E_BUILD);

const dev: PlaywrightTestProject<Options> = {
	name: 'dev',
	// Each page costs twice what it costs from the build: enough journeys to see that this works too.
	testMatch: ['account.test.ts', 'signup.test.ts', 'smoke.test.ts'],
	use: {
		baseURL: E2E_DEV,
		appwrite: {
			endpoint: `${E2E_DEV}/v1`,
			projectId: 'local-appwrite',
			mailbox: `${E2E_DEV}/mailbox`
		}
	}
};
const build: PlaywrightTestProject<Options> = { name: 'build', use: { baseURL: origin, appwrite } };

/** What the app answers, without a page. */
const http: PlaywrightTestProject<Options> = {
	...build,
	name: 'http',
	testDir: join(root, 'tests/http')
};

/** An app of their own, or nothing that JavaScript could change: once is enough. */
const once = [
	'keyboard.test.ts',
	'cross-site.test.ts',
	'login-limits.test.ts',
	'outage.test.ts',
	'token.test.ts',
	'unhelpful-appwrite.test.ts',
	'web-sdk.test.ts'
];

/** The same journeys without JavaScript, except those whose tag says that they are about it. */
function withoutScript({
	name,
	use
}: PlaywrightTestProject<Options>): PlaywrightTestProject<Options> {
	return {
		name: `${name}-no-js`,
		use: { ...use, javaScriptEnabled: false },
		grepInvert: /@js/,
		testIgnore: once
	};
}

const devWithoutScript = { ...withoutScript(dev), grep: /@smoke/ };

const devServer = {
	name: 'dev',
	command: 'node_modules/.bin/vite dev --port 0',
	cwd: root,
	// Tests must never reach the Appwrite that the developer's shell or .env names.
	env: {
		LOCAL_APPWRITE_DATABASE: join(outputDir, 'appwrite.db'),
		APPWRITE_ENDPOINT: '',
		APPWRITE_PROJECT_ID: '',
		APPWRITE_API_KEY: '',
		REDIS_URL: ''
	},
	wait: { stdout: /Local: +(?<e2e_dev>http:\S+\d)/ }
};

const buildServer = {
	name: 'build',
	command: 'node tests/e2e/serve-build.js',
	cwd: root,
	gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5000 },
	wait: { stdout: /^serving (?<e2e_build>.+)$/m }
};

/** `--project dev` alone does not wait for a build. */
function isAskedFor({ name }: { name: string }): boolean {
	const [, asked] = process.argv.join(' ').split('--project');
	if (!asked) return true;
	return asked.includes(name) || (name === 'build' && asked.includes('http'));
}

export default defineConfig<Options>({
	testMatch: '*.test.ts',
	fullyParallel: true,
	forbidOnly: true,
	// More than there are cores: much of a journey is waiting, for a mail or for what must take its time.
	workers: 4,
	// A dev server that has never been asked before, on a busy machine, takes its time.
	timeout: 60_000,
	expect: { timeout: 10_000 },
	outputDir,
	reporter: [['list'], ['json', { outputFile: join(root, 'test-results/playwright.json') }]],
	use: {
		launchOptions: findChromium(),
		// A trace costs a fifth of the time: ask for it with `--trace retain-on-failure`.
		trace: 'off',
		screenshot: 'only-on-failure'
	},
	projects: [dev, devWithoutScript, http, build, withoutScript(build)],
	webServer: [devServer, buildServer].filter(isAskedFor)
});
