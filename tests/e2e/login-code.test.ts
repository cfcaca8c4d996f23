import { expect, test } from './confirmed-person.ts';
import { sessionCookie } from './steps.ts';
import type { Page } from '@playwright/test';

async function askForCode(page: Page, email: string, address = '/login/code') {
	await page.goto(address);
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await expect(page.getByRole('status')).toContainText(`We have sent a code to ${email}`);
}

async function enterCode(page: Page, code: string | null) {
	await page.getByLabel('Code').fill(code ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

const newcomer = () => `${crypto.randomUUID()}@example.com`;

test('a user logs in with a code and lands on the page asked for', async ({
	page,
	ada,
	mailbox,
	axe
}) => {
	await page.goto('/login?redirectTo=%2Faccount%3Ffrom%3Dcode');
	await page.getByRole('link', { name: 'Log in with a code by email' }).click();
	await expect(page.getByRole('heading', { name: 'Log in with a code by email' })).toBeVisible();
	await axe();
	await page.getByLabel('Email').fill(ada.email);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await expect(page.getByLabel('Code')).toBeVisible();
	await axe();

	await enterCode(page, (await mailbox.newest(ada.email)).otp);
	await expect(page).toHaveURL('/account?from=code');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
});

test('who is new gets an account that way', async ({ page, mailbox }) => {
	const email = newcomer();
	await askForCode(page, email);
	await enterCode(page, (await mailbox.newest(email)).otp);

	await expect(page).toHaveURL('/account');
	await expect(page.getByText(email)).toBeVisible();
});

test('the page and the mail show the same phrase', async ({ page, ada, mailbox }) => {
	await askForCode(page, ada.email);
	const { text } = await mailbox.newest(ada.email);
	const [, phrase] = text.match(/Security phrase: (.+?)\./) ?? [];

	expect(phrase).toBeTruthy();
	await expect(page.getByRole('strong')).toHaveText(phrase ?? '');
});

test('a code is awaited after a reload and in a second tab', async ({ page, ada, mailbox }) => {
	await askForCode(page, ada.email);
	await page.reload();
	await expect(page.getByLabel('Code')).toBeVisible();

	const second = await page.context().newPage();
	await second.goto('/login/code');
	await enterCode(second, (await mailbox.newest(ada.email)).otp);
	await expect(second).toHaveURL('/account');

	await enterCode(page, '123456');
	await expect(page).toHaveURL('/account');
});

test('a wrong code keeps the page, and a new one can be had there', async ({
	page,
	ada,
	mailbox,
	axe
}) => {
	await askForCode(page, ada.email);
	const { otp } = await mailbox.newest(ada.email);
	await enterCode(page, otp === '000000' ? '000001' : '000000');
	await expect(page.getByRole('alert')).toHaveText(/wrong or too old.* ask for another below/);
	await axe();

	await page.getByRole('button', { name: 'Send a new code' }).click();
	await expect(page.getByRole('alert')).toBeHidden();
	const { otp: next } = await mailbox.newest(ada.email);
	await enterCode(page, `${next?.slice(0, 3)} ${next?.slice(3)}`);
	await expect(page).toHaveURL('/account');
});

test('a code works once', async ({ page, ada, mailbox }) => {
	await askForCode(page, ada.email);
	const { otp } = await mailbox.newest(ada.email);
	await enterCode(page, otp);
	await expect(page).toHaveURL('/account');
	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');

	await askForCode(page, ada.email);
	await enterCode(page, otp);
	await expect(page.getByRole('alert')).toHaveText(/wrong or too old/);
	expect(await sessionCookie(page)).toBeUndefined();
});

test('a browser that asked for no code is told so', async ({ page, context, ada }) => {
	await askForCode(page, ada.email);
	await context.clearCookies();
	await enterCode(page, '123456');

	await expect(page.getByRole('status')).toHaveText(/no longer awaited here. Ask for a new one/);
	await expect(page.getByRole('button', { name: 'Send me a code' })).toBeVisible();
});

test('what is no code is not sent anywhere', async ({ page, ada, axe }) => {
	await askForCode(page, ada.email);
	await enterCode(page, '12345');
	await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/Enter the six digits/);
	await expect(page.getByLabel('Code')).toHaveAttribute('autocomplete', 'one-time-code');
	await axe();
});

test('a box gets three codes an hour', async ({ page, ada }) => {
	await askForCode(page, ada.email);
	for (const kind of ['status', 'status', 'alert'] as const) {
		const answer = page.waitForResponse((response) => response.request().method() === 'POST');
		await page.getByRole('button', { name: 'Send a new code' }).click();
		expect((await answer).headers()['retry-after'] !== undefined).toBe(kind === 'alert');
		await expect(page.getByRole(kind)).toBeVisible();
	}
	await expect(page.getByRole('alert')).toHaveText(/Too many attempts. Try again in \d+ minutes/);
});
