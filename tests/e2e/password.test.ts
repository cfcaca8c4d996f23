import { expect, test } from './fixtures.ts';
import { logIn, signUp } from './steps.ts';

const newPassword = 'a field of barley';

test('after a change of the password this device stays in, and others are out [CK-06]', async ({
	page,
	ada,
	request,
	axe
}) => {
	const { email, password } = ada;
	await request.post('/api/session', { data: { email, password } });
	await page.goto('/login?redirectTo=/account/password');
	await logIn(page, ada);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change your password');
	await axe();

	await page.getByLabel('Current password', { exact: true }).fill(ada.password);
	await page.getByLabel('New password', { exact: true }).fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();

	await expect(page.getByRole('status')).toContainText('All other devices have been signed out.');
	await expect(page.getByLabel('Current password', { exact: true })).toHaveValue('');
	await expect(page.getByLabel('New password', { exact: true })).toHaveValue('');
	await page.goto('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
	expect((await request.get('/api/user')).status()).toBe(401);

	const login = (word: string) =>
		request.post('/api/session', { data: { email, password: word }, maxRedirects: 0 });
	expect((await login(password)).status()).toBe(401);
	expect((await login(newPassword)).status()).toBe(303);
});

test('a wrong current password changes nothing', async ({ page, ada, axe }) => {
	await page.goto('/login?redirectTo=/account/password');
	await logIn(page, ada);
	await page.getByLabel('Current password', { exact: true }).fill('wrong horse');
	await page.getByLabel('New password', { exact: true }).fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();

	const current = page.getByLabel('Current password', { exact: true });
	await expect(current).toHaveAccessibleDescription('That is not your password.');
	await expect(current).toHaveValue(/^$|wrong horse/);
	expect(await page.content()).not.toContain('barley');
	await axe();
});

test('who came without a password chooses a first one', async ({ page, mailbox }) => {
	const email = `${crypto.randomUUID()}@example.com`;
	await page.goto('/login/code?redirectTo=/account/email');
	await page.getByLabel('Email').fill(email);
	await page.getByRole('button', { name: 'Send me a code' }).click();
	await page.getByLabel('Code').fill((await mailbox.newest(email)).otp ?? '');
	await page.getByRole('button', { name: 'Log in', exact: true }).click();

	await expect(page.getByRole('status')).toContainText('Choose a password first.');
	await expect(page.getByLabel('Current password')).toHaveCount(0);
	await page.getByLabel('New password', { exact: true }).fill(newPassword);
	await page.getByRole('button', { name: 'Save the password' }).click();
	await expect(page.getByRole('status')).toContainText('Your password has been changed.');

	await page.getByRole('button', { name: 'Log out' }).click();
	await page.goto('/login');
	await logIn(page, { email, password: newPassword });
	await expect(page).toHaveURL('/account');
});

test('a password that is easily guessed is refused, and why [SU-02]', async ({ page, axe }) => {
	const email = `grace.${crypto.randomUUID()}@example.com`;
	await page.goto('/signup');
	for (const [password, reason] of [
		['Passw0rd!', /tried first/],
		['ada lovelace 1815', /without your name/],
		[`${email} 1`, /without your name/],
		['sveltekit rules', /name of this site/],
		[
			'pass',
			'At least 8 characters. Several words are easy to keep in mind. Use at least 8 characters. This has 4.'
		],
		['🐎🐎🔋🔋', /This has 4\./]
	] as const) {
		await signUp(page, { name: 'Ada Lovelace', email, password });
		await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(reason);
	}
	await axe();

	await signUp(page, { name: 'Ada Lovelace', email, password: 'lower case only' });
	await expect(page).toHaveURL('/account');
});

test('the same rules hold for a change [SU-02]', async ({ page, ada }) => {
	await page.goto('/login?redirectTo=/account/password');
	await logIn(page, ada);
	for (const [password, reason] of [
		['Passw0rd!', /tried first/],
		['ada lovelace 1815', /without your name/]
	] as const) {
		await page.getByLabel('Current password', { exact: true }).fill(ada.password);
		await page.getByLabel('New password', { exact: true }).fill(password);
		await page.getByRole('button', { name: 'Save the password' }).click();
		const field = page.getByLabel('New password', { exact: true });
		await expect(field).toHaveAccessibleDescription(reason);
	}
});

test('the length is shown in characters', { tag: '@js' }, async ({ page }) => {
	await page.goto('/signup');
	await page.waitForLoadState('networkidle');
	await page.getByLabel('Password', { exact: true }).fill('👩‍🚀 horse');
	await expect(page.getByText('7 characters', { exact: true })).toBeVisible();
});

test('password managers find where to change it and whose it is [AX-01 AX-07]', async ({
	page,
	ada,
	request
}) => {
	const response = await request.get('/.well-known/change-password', { maxRedirects: 0 });
	expect(response.status()).toBe(302);
	expect(response.headers().location).toBe('/account/password');
	expect((await request.get('/.well-known/nothing')).status()).toBe(404);

	await page.goto('/.well-known/change-password');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account/password');
	await expect(page.locator('[autocomplete=username]')).toHaveValue(ada.email);
	await expect(page.locator('[autocomplete=current-password]')).toHaveCount(1);
	await expect(page.locator('[autocomplete=new-password]')).toHaveCount(1);
});
