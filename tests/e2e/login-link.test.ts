import type { Page } from '@playwright/test';
import { expect, test } from './confirmed-person.ts';
import { sessionCookie } from './steps.ts';

async function askForLink(page: Page, email: string, address = '/login/link') {
	await page.goto(address);
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: 'Send me a link' }).click();
	await expect(page.getByRole('status')).toContainText(`We have sent a link to ${email}`);
}

test('a user logs in with a link and lands on the page asked for', async ({
	page,
	ada,
	mailbox,
	axe
}) => {
	await page.goto('/login?redirectTo=%2Faccount%3Ffrom%3Dlink');
	await page.getByRole('link', { name: 'Log in with a link by email' }).click();
	await expect(page.getByRole('heading', { name: 'Log in with a link by email' })).toBeVisible();
	await axe();
	await page.getByLabel('Email').fill(ada.email);
	await page.getByRole('button', { name: 'Send me a link' }).click();
	await expect(page.getByRole('status')).toContainText('We have sent a link');
	await axe();

	const { links, text } = await mailbox.newest(ada.email);
	const phrase = await page.getByRole('strong').textContent();
	expect(text).toContain(`Security phrase: ${phrase}.`);

	await page.goto(links[0] ?? '');
	await expect(page.getByText(`to log in as ${ada.email}`)).toBeVisible();
	await axe();
	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page).toHaveURL('/account?from=link');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
});

test('who is new gets an account that way', async ({ page, mailbox }) => {
	const email = `${crypto.randomUUID()}@example.com`;
	await askForLink(page, email);
	await page.goto((await mailbox.newest(email)).links[0] ?? '');
	await page.getByRole('button', { name: 'Log in' }).click();

	await expect(page).toHaveURL('/account');
	await expect(page.getByText(email)).toBeVisible();
});

test('opening a link shows its secret to nobody and signs nobody in [RC-04]', async ({
	page,
	request,
	ada,
	mailbox
}) => {
	await askForLink(page, ada.email, '/login/link?redirectTo=%2F%3Fx%3D1');
	const [link = ''] = (await mailbox.newest(ada.email)).links;

	// As a mail scanner does.
	await request.head(link);
	await request.get(link);

	await page.goto(link);
	await expect(page).toHaveURL('/login/link/confirm?redirectTo=%2F%3Fx%3D1');
	expect(await page.content()).not.toContain(new URL(link).searchParams.get('secret'));
	expect(await sessionCookie(page)).toBeUndefined();

	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page).toHaveURL('/?x=1');
	expect(await sessionCookie(page)).toBeDefined();
});

test('another browser says what will happen, and then does it', async ({
	page,
	browser,
	javaScriptEnabled,
	extraHTTPHeaders,
	ada,
	mailbox
}) => {
	await askForLink(page, ada.email);
	const [link = ''] = (await mailbox.newest(ada.email)).links;

	const elsewhere = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders });
	const other = await elsewhere.newPage();
	await other.goto(link);
	await expect(other.getByRole('status')).toHaveText(/not asked for in this browser/);
	await expect(other.getByText(ada.email)).toBeHidden();
	await other.getByRole('button', { name: 'Log in in this browser' }).click();
	await expect(other).toHaveURL(/\/account$/);
	await expect(other.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
	await elsewhere.close();

	await page.goto('/account');
	await expect(page).toHaveURL(/\/login/);
});

test('a link works once and then says so', async ({ page, ada, mailbox, axe }) => {
	await askForLink(page, ada.email);
	const [link = ''] = (await mailbox.newest(ada.email)).links;
	await page.goto(link);
	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page).toHaveURL('/account');
	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');

	await page.goto(link);
	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page.getByRole('alert')).toHaveText(/too old or has been used/);
	await axe();
	await page.getByRole('link', { name: 'Ask for a new link' }).click();
	await expect(page.getByRole('heading', { name: 'Log in with a link by email' })).toBeVisible();
});

test('the page of links without a link asks for one', async ({ page }) => {
	await page.goto('/login/link/confirm');
	await expect(page).toHaveURL('/login/link?notice=link-gone');
	await expect(page.getByRole('status')).toHaveText(/can no longer be used/);
});

test('a second tab with a link of somebody else does not log this one in there [LG-07]', async ({
	page,
	ada,
	mailbox,
	axe
}) => {
	await askForLink(page, ada.email);
	const [own = ''] = (await mailbox.newest(ada.email)).links;
	const email = `${crypto.randomUUID()}@example.com`;
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: 'Send a new link' }).click();
	await expect(page.getByRole('status')).toContainText(`We have sent a link to ${email}`);
	const [foreign = ''] = (await mailbox.newest(email)).links;

	await page.goto(own);
	const second = await page.context().newPage();
	await second.goto(foreign);
	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page.getByRole('status').first()).toContainText('Another link was opened meanwhile');
	await expect(page.getByText(`to log in as ${email}`)).toBeVisible();
	expect(await sessionCookie(page)).toBeUndefined();
	await axe();

	await page.getByRole('button', { name: 'Log in' }).click();
	await expect(page).toHaveURL('/account');
	await expect(page.getByText(email)).toBeVisible();
});
