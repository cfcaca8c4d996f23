import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { letConfirmationEnd, logIn, sessionCookie } from './steps.ts';

test.beforeEach(async ({ page, ada }) => {
	await page.goto('/login?redirectTo=/account/data');
	await logIn(page, ada);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your data');
});

async function askForDeletion(page: Page, password: string, confirm: string) {
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByLabel('Confirm').fill(confirm);
	await page.getByRole('button', { name: 'Delete my account' }).click();
}

test('a user downloads everything, without a secret in it', async ({ page, ada }) => {
	const started = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download your data' }).click();
	const download = await started;
	expect(download.suggestedFilename()).toMatch(/^account-\d{4}-\d\d-\d\d\.json$/);

	const text = await readFile(await download.path(), 'utf8');
	expect(JSON.parse(text)).toMatchObject({
		account: { $id: ada.id, name: ada.name, email: ada.email, prefs: {} },
		sessions: [{ userId: ada.id, current: true }],
		identities: [],
		secondFactors: { totp: false },
		activity: [{ event: 'session.create' }, { event: 'user.create' }],
		product: {}
	});
	expect(text).not.toMatch(/"(secret|password|hash|providerAccessToken)":/);
	expect(text).not.toContain(decodeURIComponent((await sessionCookie(page))?.value ?? ''));
});

test('after ten minutes the page asks who is there before it gives or deletes anything [MF-05]', async ({
	page,
	ada
}) => {
	await letConfirmationEnd(page);
	await page.getByRole('link', { name: 'Download your data' }).click();
	await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible();
	await page.getByLabel('Password', { exact: true }).fill(ada.password);
	await page.getByRole('button', { name: 'Confirm' }).click();
	await expect(page).toHaveURL('/account/data');

	const started = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download your data' }).click();
	await started;

	await letConfirmationEnd(page);
	await askForDeletion(page, ada.password, 'delete');
	await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible();
});

test('a deleted account is gone', async ({ page, ada, axe }) => {
	await axe();
	await askForDeletion(page, ada.password, 'Delete');

	await expect(page).toHaveURL('/?notice=account-deleted');
	await expect(page.getByRole('status')).toHaveText(/have been deleted/);
	expect(await sessionCookie(page)).toBeUndefined();

	await page.goto('/login');
	await logIn(page, ada);
	await expect(page.getByRole('alert')).toHaveText('That email and password do not match.');
});

test('nothing is deleted without the password and the word', async ({ page, ada, axe }) => {
	const password = page.getByLabel('Password', { exact: true });
	await askForDeletion(page, 'wrong horse', 'delete');
	await expect(password).toHaveAccessibleDescription('That is not your password.');
	await axe();

	await askForDeletion(page, ada.password, 'yes');
	await expect(page.getByLabel('Confirm')).toHaveAccessibleDescription(/Type the word delete to/);
	await expect(page.getByLabel('Confirm')).toHaveValue('yes');
	await axe();

	await page.goto('/account/sessions');
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
});
