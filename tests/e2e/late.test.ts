import { test as base, expect } from '@playwright/test';
import { startApp, startAppwrite } from './processes.js';

// Its own app on its own Appwrite, whose clock can be set ahead.
interface World {
	origin: string;
	mailbox: string;
	setClockAhead(minutes: number): Promise<void>;
}

const test = base.extend<{ world: World }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	world: async ({}, use) => {
		const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
		const app = await startApp(appwrite);

		await use({
			origin: app.origin,
			mailbox: appwrite.mailbox,
			setClockAhead: async (minutes) => {
				const headers = { 'content-type': 'application/json' };
				const body = JSON.stringify({ advanceSeconds: minutes * 60 });
				await fetch(`${appwrite.control}/clock`, { method: 'POST', headers, body });
			}
		});

		app.server.kill('SIGKILL');
		server.kill('SIGKILL');
	}
});

async function newestMail({ mailbox }: World) {
	const [mail] = await (await fetch(`${mailbox}/messages.json`)).json();
	return mail;
}

test('a code that is too old is explained, and a new one works', async ({ page, world }) => {
	await page.goto(`${world.origin}/login/code`);
	await page.getByLabel('Email').fill('ada@example.com');
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await expect(page.getByLabel('Code')).toBeVisible();
	const { otp } = await newestMail(world);

	await world.setClockAhead(16);
	await page.getByLabel('Code').fill(otp);
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page.getByRole('alert')).toHaveText(/wrong or too old/);

	await page.getByRole('button', { name: 'Send a new code' }).click();
	await expect(page.getByRole('alert')).toBeHidden();
	await page.getByLabel('Code').fill((await newestMail(world)).otp);
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page).toHaveURL(`${world.origin}/account`);
});

test('a link that is too old is explained', async ({ page, world }) => {
	await page.goto(`${world.origin}/login/link`);
	await page.getByLabel('Email').fill('ada@example.com');
	await page.getByRole('button', { name: 'Send me a link' }).click();
	await expect(page.getByRole('status')).toContainText('We have sent a link');

	await world.setClockAhead(61);
	await page.goto((await newestMail(world)).links[0]);
	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page.getByRole('alert')).toHaveText(/too old or has been used/);
});
