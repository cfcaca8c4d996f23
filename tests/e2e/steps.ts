import { expect, type Page } from '@playwright/test';
import { SESSION_COOKIE } from '../sealed-session.js';

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
