import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { enterCode, expect, freshCode, test, wrongCode } from './second-factor-fixtures.ts';
import { letConfirmationEnd, logIn, logOut } from './steps.ts';

const question = { name: 'Confirm it’s you' };

async function open(page: Page, person: { email: string; password: string }) {
	await page.goto('/login?redirectTo=%2Faccount%2Fsecurity');
	await logIn(page, person);
	await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible();
}

/** The key that the page shows for typing in. */
async function shownKey(page: Page) {
	const text = (await page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).textContent()) ?? '';
	return text.replaceAll(' ', '');
}

async function shownCodes(page: Page) {
	await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
	return page.getByRole('main').getByRole('listitem').allTextContents();
}

test('a user sets up an authenticator app and is shown recovery codes once [MF-04 MF-06]', async ({
	page,
	ada,
	axe
}) => {
	await open(page, ada);
	await axe();
	await page.getByRole('button', { name: 'Set up' }).click();
	await expect(page.getByRole('img', { name: 'QR code' })).toHaveJSProperty('complete', true);
	await axe();
	const key = await shownKey(page);
	await page.reload();
	expect(await shownKey(page)).toBe(key);

	await page.getByLabel('Code').fill(wrongCode(key));
	await page.getByRole('button', { name: 'Turn on' }).click();
	await expect(page.getByRole('alert')).toContainText('Use the newest code');
	await axe();
	await page.getByLabel('Code').fill(await freshCode(key));
	await page.getByRole('button', { name: 'Turn on' }).click();

	const codes = await shownCodes(page);
	expect(codes).toHaveLength(6);
	await axe();
	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download' }).click();
	const file = await readFile(await (await download).path(), 'utf8');
	expect(file.split('\n')).toEqual(expect.arrayContaining(codes));

	await page.reload();
	await expect(page).toHaveURL(/\/account\/security\?/);
	await expect(page.getByRole('status')).toContainText('shown only once');
	for (const code of codes) expect(await page.content()).not.toContain(code);
	await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();

	await logOut(page);
	await page.goto('/login');
	await logIn(page, ada);
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await enterCode(page, codes[0] ?? '', 'Recovery code');
	await expect(page).toHaveURL('/account');
});

test('an app that was never confirmed counts for nothing [MF-06]', async ({ page, ada }) => {
	await open(page, ada);
	await page.getByRole('button', { name: 'Set up' }).click();
	await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
	await page.getByRole('link', { name: 'Cancel' }).click();
	await logOut(page);

	await open(page, ada);
	await expect(page.getByText('Not set up')).toBeVisible();
});

test('new recovery codes take the place of the old ones [MF-04]', async ({
	page,
	ada,
	key,
	owner
}) => {
	const { recoveryCodes: old } = await owner('POST', '/account/mfa/recovery-codes');
	await page.goto('/login?redirectTo=%2Faccount%2Fsecurity');
	await logIn(page, ada);
	await enterCode(page, await freshCode(key));
	await expect(page.getByText('6 left.')).toBeVisible();

	await page.getByRole('button', { name: 'Replace recovery codes' }).click();
	const codes = await shownCodes(page);
	expect(codes).toHaveLength(6);
	expect(codes).not.toContain(old?.[0]);

	await logOut(page);
	await page.goto('/login');
	await logIn(page, ada);
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await enterCode(page, old?.[0] ?? '', 'Recovery code');
	await expect(page.getByRole('alert')).toBeVisible();
	await enterCode(page, codes[0] ?? '', 'Recovery code');
	await expect(page).toHaveURL('/account');
});

test('a user removes the authenticator app, and logs in with the password alone', async ({
	page,
	ada,
	key
}) => {
	await page.goto('/login?redirectTo=%2Faccount%2Fsecurity');
	await logIn(page, ada);
	await enterCode(page, await freshCode(key));
	await page.getByRole('button', { name: 'Remove authenticator app' }).click();
	await expect(page.getByRole('status')).toHaveText('Your authenticator app has been removed.');
	await logOut(page);

	await open(page, ada);
	await expect(page.getByText('Not set up')).toBeVisible();
});

test('removing the app asks for a code of it, also where the password was asked [MF-08]', async ({
	page,
	ada,
	key,
	owner,
	axe
}) => {
	await owner('PATCH', '/account/mfa', { mfa: false });
	await open(page, ada);
	await page.getByRole('button', { name: 'Remove authenticator app' }).click();
	await expect(page.getByRole('heading', question)).toBeVisible();
	await expect(page.getByText('a code from your authenticator app')).toBeVisible();
	await axe();
	await enterCode(page, await freshCode(key));
	await expect(page).toHaveURL('/account/security');

	await page.getByRole('button', { name: 'Remove authenticator app' }).click();
	await expect(page.getByRole('status')).toHaveText('Your authenticator app has been removed.');
});

test('a user switches the second factor off, and on again by more than the password [MF-08]', async ({
	page,
	ada,
	key,
	owner
}) => {
	const { recoveryCodes } = await owner('POST', '/account/mfa/recovery-codes');
	await page.goto('/login?redirectTo=%2Faccount%2Fsecurity');
	await logIn(page, ada);
	await enterCode(page, await freshCode(key));
	await page.getByRole('button', { name: 'Turn off' }).click();
	await expect(page.getByRole('status')).toContainText('no longer asks');
	await logOut(page);

	await open(page, ada);
	await page.getByRole('button', { name: 'Turn on' }).click();
	await expect(page.getByRole('heading', question)).toBeVisible();
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await enterCode(page, recoveryCodes?.[0] ?? '', 'Recovery code');
	await page.getByRole('button', { name: 'Turn on' }).click();
	await expect(page.getByRole('status')).toContainText('asks for a second factor');
	await logOut(page);
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL(/\/login\/second-factor/);
});

test('after ten minutes a change asks for the password, and leads back [MF-05]', async ({
	page,
	ada,
	axe
}) => {
	await open(page, ada);
	await letConfirmationEnd(page);
	await page.getByRole('button', { name: 'Set up' }).click();
	await expect(page.getByRole('heading', question)).toBeVisible();
	await axe();

	await page.getByLabel('Password', { exact: true }).fill('wrong horse');
	await page.getByRole('button', { name: 'Confirm' }).click();
	const password = page.getByLabel('Password', { exact: true });
	await expect(password).toHaveAccessibleDescription('That is not your password.');
	await page.getByLabel('Password', { exact: true }).fill(ada.password);
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page).toHaveURL('/account/security');

	await page.getByRole('button', { name: 'Set up' }).click();
	await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
});

test('who has a second factor confirms by it [MF-05]', async ({ page, ada, key, owner }) => {
	const { recoveryCodes } = await owner('POST', '/account/mfa/recovery-codes');
	await page.goto('/login?redirectTo=%2Faccount%2Fsecurity');
	await logIn(page, ada);
	await enterCode(page, await freshCode(key));
	await expect(page).toHaveURL('/account/security');
	await letConfirmationEnd(page);

	await page.getByRole('button', { name: 'Turn off' }).click();
	await expect(page.getByRole('heading', question)).toBeVisible();
	await expect(page.getByLabel('Password')).toBeHidden();
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await enterCode(page, recoveryCodes?.[0] ?? '', 'Recovery code');
	await page.getByRole('button', { name: 'Turn off' }).click();
	await expect(page.getByRole('status')).toContainText('no longer asks');
});

test('with a second factor, a change of the address takes a code and the password [MF-05]', async ({
	page,
	ada,
	key,
	owner
}) => {
	expect(key).toBeTruthy();
	const { recoveryCodes } = await owner('POST', '/account/mfa/recovery-codes');
	const [first = '', second = ''] = recoveryCodes ?? [];
	await page.goto('/login?redirectTo=%2Faccount');
	await logIn(page, ada);
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await enterCode(page, first, 'Recovery code');
	await expect(page).toHaveURL('/account');
	await letConfirmationEnd(page);

	await page.getByRole('link', { name: 'Email', exact: true }).click();
	await expect(page.getByRole('heading', question)).toBeVisible();
	await page.getByRole('button', { name: 'Use a recovery code' }).click();
	await enterCode(page, second, 'Recovery code');
	await expect(page).toHaveURL('/account/email');
	await page.getByLabel('New email').fill('ada@king.example');
	await page.getByLabel('Current password', { exact: true }).fill('wrong horse');
	await page.getByRole('button', { name: 'Change the address' }).click();
	const field = page.getByLabel('Current password', { exact: true });
	await expect(field).toHaveAccessibleDescription('That is not your password.');
});

test('who has no password confirms by a code in the mail [MF-05]', async ({ page, mailbox }) => {
	const email = `${crypto.randomUUID()}@example.com`;
	await page.goto('/login/code?redirectTo=%2Faccount%2Fsecurity');
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await page.getByLabel('Code').fill((await mailbox.newest(email)).otp ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page).toHaveURL('/account/security');
	await letConfirmationEnd(page);

	await page.getByRole('button', { name: 'Set up' }).click();
	await expect(page.getByRole('heading', question)).toBeVisible();
	await page.getByRole('button', { name: 'Email me a code' }).click();
	await enterCode(page, (await mailbox.newest(email)).otp);
	await expect(page).toHaveURL('/account/security');
	await page.getByRole('button', { name: 'Set up' }).click();
	await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
});

test('who has a password cannot confirm by mail instead [MF-05]', async ({ page, ada }) => {
	await open(page, ada);
	await letConfirmationEnd(page);
	await page.goto('/account/confirm/code?redirectTo=%2Faccount%2Fsecurity');
	await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
});
