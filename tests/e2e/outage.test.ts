import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { freePort, startApp, startAppwrite } from './processes.js';
import { fillLogin, logIn, sessionCookie } from './steps.ts';

// Its own app on its own Appwrite, which can be stopped and started again.
interface World {
	origin: string;
	stopAppwrite(): Promise<void>;
	startAppwrite(): Promise<void>;
}

const ada = { userId: 'ada', name: 'Ada', email: 'ada@example.com', password: 'correct horse' };

const test = base.extend<{ world: World }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	world: async ({}, use) => {
		const folder = await mkdtemp(join(tmpdir(), 'outage-'));
		const args = ['--port', String(await freePort()), '--database', join(folder, 'appwrite.db')];
		let running = await startAppwrite(...args);
		// What is remembered of a visitor would hide the outage for some seconds.
		const app = await startApp(running.appwrite, { USER_CACHE_SECONDS: '0' });
		await signUp(running.appwrite);

		await use({
			origin: app.origin,
			stopAppwrite: async () => {
				running.server.kill('SIGKILL');
				await once(running.server, 'exit');
			},
			startAppwrite: async () => {
				running = await startAppwrite(...args);
			}
		});

		app.server.kill('SIGKILL');
		running.server.kill('SIGKILL');
		await rm(folder, { recursive: true });
	}
});

async function signUp({ endpoint, projectId }: { endpoint: string; projectId: string }) {
	const headers = { 'content-type': 'application/json', 'x-appwrite-project': projectId };
	const body = JSON.stringify(ada);
	const { status } = await fetch(`${endpoint}/account`, { method: 'POST', headers, body });
	expect(status).toBe(201);
}

async function arriveSignedIn(page: Page, { origin }: World) {
	await page.goto(`${origin}/login`);
	await logIn(page, ada);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada');
}

test('an outage of Appwrite signs nobody out', async ({ page, world }) => {
	await arriveSignedIn(page, world);
	const cookie = await sessionCookie(page);

	await world.stopAppwrite();
	const account = await page.goto(`${world.origin}/account`);
	expect(account?.status()).toBe(503);
	expect(account?.headers()['retry-after']).toBe('30');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please try again in a moment');
	await expect(page.getByText(/name this: [0-9a-f-]{36}/)).toBeVisible();

	const front = await page.goto(`${world.origin}/`);
	expect(front?.status()).toBe(200);
	await expect(page.getByRole('link', { name: 'Account' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Log in' })).toBeHidden();
	expect(await sessionCookie(page)).toEqual(cookie);

	const api = await page.request.get(`${world.origin}/api/user`);
	expect(api.status()).toBe(503);

	await world.startAppwrite();
	await page.goto(`${world.origin}/account`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada');
});

test('a login during an outage says that the password was not checked', async ({ page, world }) => {
	await page.goto(`${world.origin}/login`);
	await world.stopAppwrite();
	await logIn(page, ada);

	await expect(page.getByRole('alert')).toHaveText(/Your password was not checked/);
	await expect(page.getByLabel('Email')).toHaveValue(ada.email);
	expect(await sessionCookie(page)).toBeUndefined();

	await world.startAppwrite();
	await fillLogin(page, ada);
	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada');
});

test('logging out works without Appwrite, and says how far', async ({ page, world }) => {
	await arriveSignedIn(page, world);
	await world.stopAppwrite();
	await page.getByRole('button', { name: 'Log out' }).click();

	await expect(page.getByRole('status')).toHaveText(/You are signed out on this device/);
	expect(await sessionCookie(page)).toBeUndefined();
});

test('a name that could not be saved is still in its field [AX-06]', async ({ page, world }) => {
	await arriveSignedIn(page, world);
	// The form is enhanced once the page's script has run.
	await page.waitForLoadState('networkidle');
	await world.stopAppwrite();
	await page.getByLabel('Name').fill('Ada King');
	await page.getByRole('button', { name: 'Save', exact: true }).click();

	await expect(page.getByRole('alert')).toHaveText(
		/We could not finish this right now.* ID [0-9a-f-]{36}$/
	);
	await expect(page.getByLabel('Name')).toHaveValue('Ada King');
});
