import { expect, type Page } from '@playwright/test';
import { changeSession, COOKIE_SECRET, SESSION_COOKIE } from '../sealed-session.js';

interface Credentials {
	email: string;
	password: string;
}

export async function fillLogin(page: Page, { email, password }: Credentials) {
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill(password);
}

/** Fills the login form of the page at hand and sends it. */
export async function logIn(page: Page, credentials: Credentials) {
	await fillLogin(page, credentials);
	await page.getByRole('button', { name: 'Log in' }).click();
}

/** The cookie with the session, as the browser keeps it. */
export async function sessionCookie(page: Page) {
	const cookies = await page.context().cookies();
	return cookies.find(({ name }) => name === SESSION_COOKIE);
}

/** Lets the ten minutes pass in which a person who has shown who they are is not asked again. */
export async function letConfirmationEnd(page: Page) {
	const cookie = await sessionCookie(page);
	if (!cookie) throw new Error('Nobody is signed in');
	const value = changeSession(cookie.value, COOKIE_SECRET, {
		confirmation: { at: Date.now() - 10 * 60_000, by: 'sign-in' }
	});
	await page.context().addCookies([{ ...cookie, value }]);
}

/** Fills the sign-up form of the page at hand and sends it. */
export async function signUp(
	page: Page,
	{ name, email, password }: Credentials & { name: string }
) {
	await page.getByLabel('Name').fill(name);
	await fillLogin(page, { email, password });
	await page.getByRole('button', { name: 'Create account' }).click();
}

export async function logOut(page: Page) {
	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');
}
