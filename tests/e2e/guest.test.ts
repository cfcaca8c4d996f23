import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { logIn, sessionCookie } from './steps.ts';

async function beGuest(page: Page, address = '/') {
	await page.goto(address);
	await page.getByRole('button', { name: 'Try it without an account' }).click();
	await expect(page.getByRole('link', { name: 'Guest' })).toBeVisible();
}

async function signUp(page: Page, email: string) {
	await page.getByLabel('Name').fill('Grace');
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
	await page.getByRole('button', { name: 'Create account' }).click();
}

/** As the app knows whoever is signed in on this page. */
async function whoAmI(page: Page) {
	const response = await page.request.get('/api/user');
	expect(response.status()).toBe(200);
	return response.json();
}

test('a guest signs up and stays the same user', async ({ page, axe }) => {
	await beGuest(page);
	await expect(page).toHaveURL('/account');
	await expect(page.getByText('only this browser leads back')).toBeVisible();
	await axe();
	const guest = await whoAmI(page);
	expect(guest).toMatchObject({ isAnonymous: true, name: '', email: '' });

	await page.getByRole('link', { name: 'Create an account' }).click();
	await expect(page.getByText('stays yours')).toBeVisible();
	await expect(page.getByText('Continue with'), 'which would lose it').toBeHidden();
	await axe();
	const email = `${crypto.randomUUID()}@example.com`;
	await signUp(page, email);

	await expect(page).toHaveURL('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Grace');
	await expect(page.getByText('only this browser leads back')).toBeHidden();
	const { id, createdAt } = guest;
	expect(await whoAmI(page)).toMatchObject({ id, createdAt, email, isAnonymous: false });

	await page.getByRole('button', { name: 'Log out' }).click();
	await page.goto('/login');
	await logIn(page, { email, password: 'correct horse battery' });
	await expect(page).toHaveURL('/account');
	expect((await whoAmI(page)).id).toBe(id);
});

test('signing up ends the session that a guest had', async ({ page, request }) => {
	await beGuest(page);
	const before = await sessionCookie(page);
	await page.goto('/signup');
	await signUp(page, `${crypto.randomUUID()}@example.com`);
	await expect(page).toHaveURL('/account');

	const headers = { cookie: `${before?.name}=${before?.value}` };
	expect((await request.get('/api/user', { headers })).status()).toBe(401);
});

test('a guest who takes a taken address stays a guest', async ({ page, ada }) => {
	await beGuest(page);
	const { id } = await whoAmI(page);
	await page.goto('/signup');
	await signUp(page, ada.email);

	await expect(page.getByRole('alert')).toHaveText(/We could not create an account/);
	await expect(page.getByLabel('Email')).toHaveValue(ada.email);
	expect(await whoAmI(page)).toMatchObject({ id, isAnonymous: true });

	const email = `${crypto.randomUUID()}@example.com`;
	await signUp(page, email);
	await expect(page).toHaveURL('/account');
	expect(await whoAmI(page)).toMatchObject({ id, email });
});

test('a guest who logs in to an account is told what is lost', async ({ page, ada, axe }) => {
	await beGuest(page);
	await page.goto('/login');
	await expect(page.getByText('what you did as a guest is lost')).toBeVisible();
	await axe();
	await logIn(page, ada);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
});

test('a guest who leaves is asked in so many words', async ({ page, axe }) => {
	await beGuest(page);
	await expect(page.getByRole('button', { name: 'Log out' })).toBeHidden();
	await page.getByRole('button', { name: 'Leave and lose everything' }).click();
	await expect(page.getByRole('button', { name: 'Try it without an account' })).toBeVisible();
	await axe();
	expect(await sessionCookie(page)).toBeUndefined();
});

test('a second tab makes no second guest', async ({ page }) => {
	await page.goto('/');
	const second = await page.context().newPage();
	await beGuest(second);
	const { id } = await whoAmI(second);

	await page.getByRole('button', { name: 'Try it without an account' }).click();
	await expect(page).toHaveURL('/account');
	expect((await whoAmI(page)).id).toBe(id);
});

test('what needs an account leads a guest to signing up, and back', async ({ page }) => {
	await beGuest(page);
	for (const path of [
		'/account/email',
		'/account/phone',
		'/account/security',
		'/account/password'
	]) {
		await page.goto(path);
		await expect(page).toHaveURL(`/signup?${new URLSearchParams({ redirectTo: path })}`);
	}
	await signUp(page, `${crypto.randomUUID()}@example.com`);
	await expect(page).toHaveURL('/account/password');
});
