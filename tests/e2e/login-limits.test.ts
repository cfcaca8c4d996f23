import { expect, test as base, type Page } from '@playwright/test';
import { startApp, startAppwrite } from './processes.js';

// Its own app on its own Appwrite, whose clock and settings can be changed.
interface World {
	origin: string;
	mailbox: string;
	setClockAhead(minutes: number): Promise<void>;
	/** Lets Appwrite take no more users than there are. */
	closeDoors(): Promise<void>;
	/** Lets Appwrite fail once, and when it is asked again. */
	stumble(): Promise<void>;
}

const test = base.extend<{ world: World }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	world: async ({}, use) => {
		const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
		const app = await startApp(appwrite);

		async function control(method: string, path: string, change: object) {
			const headers = { 'content-type': 'application/json' };
			const body = JSON.stringify(change);
			const response = await fetch(appwrite.control + path, { method, headers, body });
			expect(response.ok).toBe(true);
		}

		await use({
			origin: app.origin,
			mailbox: appwrite.mailbox,
			setClockAhead: (minutes) => control('POST', '/clock', { advanceSeconds: minutes * 60 }),
			closeDoors: () => control('PATCH', '/project/policies/user-limit', { total: 1 }),
			stumble: () => control('POST', '/faults', { path: '/account', kind: '503', times: 2 })
		});

		app.server.kill('SIGKILL');
		server.kill('SIGKILL');
	}
});

async function newestMail({ mailbox }: World) {
	const [mail] = await (await fetch(`${mailbox}/messages.json`)).json();
	return mail;
}

async function askForCode(page: Page, { origin }: World, email: string) {
	await page.goto(`${origin}/login/code`);
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: /^Send/ }).click();
	await expect(page.getByRole('status')).toContainText(`We have sent a code to ${email}`);
}

test('a code that is too old is explained, and a new one works', async ({ page, world }) => {
	await askForCode(page, world, 'ada@example.com');
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

test('nobody learns who has an account where no more are taken', async ({ page, world }) => {
	await askForCode(page, world, 'ada@example.com');
	await world.closeDoors();
	await askForCode(page, world, 'eve@example.com');

	await expect(page.getByText(/names the phrase [A-Z][a-z]+ [a-z ]+\. If/)).toBeVisible();
	expect((await newestMail(world)).to).toBe('ada@example.com');
	await page.getByLabel('Code').fill('123456');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page.getByRole('alert')).toHaveText(/wrong or too old/);
});

test('one address gets ten guests an hour', async ({ playwright, world: { origin } }) => {
	const statuses: number[] = [];
	for (let i = 0; i < 11; i += 1) {
		const visitor = await playwright.request.newContext();
		const headers = { accept: 'text/html', origin };
		const options = { headers, form: {}, maxRedirects: 0 };
		statuses.push((await visitor.post(`${origin}/?/guest`, options)).status());
		await visitor.dispose();
	}
	expect(statuses).toEqual([...Array<number>(10).fill(303), 429]);
});

test('a guest whom Appwrite does not know for a moment is still the same one', async ({
	page,
	world
}) => {
	const whoAmI = async () => (await page.request.get(`${world.origin}/api/user`)).json();
	await page.goto(world.origin);
	await page.getByRole('button', { name: 'Try it without an account' }).click();
	await expect(page.getByText('only this browser leads back')).toBeVisible();
	const { id } = await whoAmI();

	await page.goto(`${world.origin}/signup`);
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Name').fill('Ada');
	await page.getByLabel('Email').fill('ada@example.com');
	await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
	await world.stumble();
	await page.getByRole('button', { name: 'Create account' }).click();
	await expect(page.getByRole('alert')).toHaveText(/We could not finish this right now/);

	await page.getByRole('button', { name: 'Create account' }).click();
	await expect(page).toHaveURL(`${world.origin}/account`);
	expect(await whoAmI()).toMatchObject({ id, email: 'ada@example.com' });
});
