import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { logIn, sessionCookie, signUp } from './steps.ts';

const oidc = 'OpenID Connect';
const title = 'Who can log in to your account?';
const password = 'correct horse';
const newPassword = 'a field of barley';

async function signInAtProvider(page: Page, email: string, button = `Continue with ${oidc}`) {
	await page.getByRole('button', { name: button }).click();
	await page.getByLabel('Name').fill('Grace Hopper');
	await page.getByLabel('E-mail').fill(email);
	await page.getByLabel(/has verified/).setChecked(true);
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('whoever comes by a provider into an account that somebody has prepared ends that [OA-05]', async ({
	page,
	browser,
	javaScriptEnabled,
	extraHTTPHeaders,
	mailbox,
	axe
}) => {
	const email = `${crypto.randomUUID()}@example.com`;
	const elsewhere = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders });
	const attacker = await elsewhere.newPage();
	await attacker.goto('/signup');
	await signUp(attacker, { name: 'Eve', email, password });
	await expect(attacker).toHaveURL('/account');
	await mailbox.newest(email);

	await page.goto('/login?redirectTo=/account/sessions');
	await signInAtProvider(page, email);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	await expect(page.getByRole('heading', { level: 2 })).toHaveText(['A password']);
	await expect(page.getByRole('navigation', { name: 'Your account' })).toBeHidden();
	await axe();
	await page.goto('/account/data');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	await attacker.goto('/account');
	await expect(attacker.getByRole('heading', { level: 1 })).toHaveText('Log in');

	await page.getByRole('button', { name: 'Mail me a link' }).click();
	await expect(page.getByRole('status').first()).toContainText('We have mailed you a link');
	await axe();
	await page.goto((await mailbox.newest(email)).links[0] ?? '');
	await page.getByLabel('New password', { exact: true }).fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();
	await logIn(page, { email, password: newPassword });

	// This time the password is known, and the provider is what else leads here.
	await expect(page.getByRole('heading', { level: 2 })).toHaveText([oidc]);
	await axe();
	await page.getByRole('button', { name: 'What is left is mine' }).click();
	await expect(page).toHaveURL('/account/data');

	await logIn(attacker, { email, password });
	await expect(attacker.getByRole('alert')).toHaveText('That email and password do not match.');
	await elsewhere.close();
});

test('a provider that somebody has left in the account is taken off it [OA-05]', async ({
	page,
	browser,
	javaScriptEnabled,
	extraHTTPHeaders,
	mailbox
}) => {
	const [own, email] = [1, 2].map(() => `${crypto.randomUUID()}@example.com`) as [string, string];
	const elsewhere = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders });
	const attacker = await elsewhere.newPage();
	await attacker.goto('/login?redirectTo=/account/password');
	await signInAtProvider(attacker, own);
	await attacker.getByLabel('New password', { exact: true }).fill(password);
	await attacker
		.getByRole('button', { name: /password/i })
		.last()
		.click();
	await expect(attacker.getByRole('status')).toContainText('Your password has been changed');
	await attacker.goto('/account/email');
	await attacker.getByLabel('New email').fill(email);
	await attacker.getByLabel('Current password', { exact: true }).fill(password);
	await attacker.getByRole('button', { name: 'Change the address' }).click();
	await expect(attacker.getByRole('status')).toContainText('has been changed');
	await mailbox.newest(email);

	await page.goto('/login/code');
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await page.getByLabel('Code').fill((await mailbox.newest(email)).otp ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	await expect(page.getByText(`logs in at ${oidc} as ${own}`)).toBeVisible();
	await page.getByRole('button', { name: `Disconnect ${oidc}` }).click();
	await expect(page.getByRole('status').first()).toHaveText('Disconnected.');
	await expect(page.getByRole('heading', { level: 2 })).toHaveText(['A password']);

	await attacker.goto('/login');
	await signInAtProvider(attacker, own);
	await expect(attacker).toHaveURL('/account');
	await expect(attacker.getByText(email), 'an account of their own').toBeHidden();
	await elsewhere.close();
});

test('who leaves without looking is asked the next time', async ({ page, ada, mailbox }) => {
	for (let time = 0; time < 2; time += 1) {
		await page.goto('/login/code');
		await page.getByLabel('Email').fill(ada.email);
		await page.getByRole('button', { name: 'Send me a code' }).click();
		await page.getByLabel('Code').fill((await mailbox.newest(ada.email)).otp ?? '');
		await page.getByRole('button', { name: 'Log in', exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		await page.getByRole('button', { name: 'Log out' }).click();
		await expect(page).toHaveURL('/');
		expect(await sessionCookie(page)).toBeUndefined();
	}
});
