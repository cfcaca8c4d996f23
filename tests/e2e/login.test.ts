import { expect, test } from './fixtures.ts';
import { fillLogin, logIn } from './steps.ts';

test('a user logs in and lands on the page asked for [LG-05 AZ-06]', async ({ page, ada, axe }) => {
	await page.goto('/account');
	await expect(page).toHaveURL('/login?redirectTo=%2Faccount');
	await axe();

	await logIn(page, ada);

	await expect(page).toHaveURL('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello ${ada.name}`);
	await axe();
});

test('a wrong password keeps the email and says no more than it must', async ({
	page,
	ada,
	axe
}) => {
	await page.goto('/login');
	await logIn(page, { ...ada, password: 'wrong horse' });

	await expect(page.getByRole('alert')).toHaveText('That email and password do not match.');
	await expect(page.getByLabel('Email')).toHaveValue(ada.email);
	await axe();
});

test('an unknown address is told the same as a wrong password', async ({ page }) => {
	await page.goto('/login');
	await logIn(page, { email: 'nobody@example.com', password: 'correct horse' });

	await expect(page.getByRole('alert')).toHaveText('That email and password do not match.');
});

test('a password is never sent back [LG-05]', async ({ page, ada }) => {
	await page.goto('/login');
	const answer = page.waitForResponse((response) => response.request().method() === 'POST');
	await logIn(page, { ...ada, password: 'wrong horse' });

	expect(await (await answer).text()).not.toContain('wrong horse');
	expect(await page.content()).not.toContain('wrong horse');
});

test('errors stand at their fields, and what was typed stays [AX-04]', async ({ page, axe }) => {
	await page.goto('/login');
	await logIn(page, { email: 'ada@', password: '' });

	await expect(page.getByLabel('Email')).toHaveValue('ada@');
	await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter an email address/);
	await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
		'Enter your password.'
	);
	await axe();
});

test('an address may be typed with capitals and spaces [LG-04]', async ({ page, ada }) => {
	await page.goto('/login');
	await logIn(page, { ...ada, email: ` ${ada.email.toUpperCase()} ` });
	await expect(page).toHaveURL('/account');
});

test('nobody is led to another site, as the browser reads the address [RD-01 RD-02]', async ({
	page,
	ada,
	baseURL
}) => {
	await page.goto(`/login?${new URLSearchParams({ redirectTo: '/\\evil.example' })}`);
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
	expect(new URL(page.url()).origin).toBe(baseURL);
});

test('who is signed in is sent on from the login page [LG-05]', async ({ page, ada }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');

	await page.goto('/login?redirectTo=/');
	await expect(page).toHaveURL('/');
});

test('the target survives a detour to the sign-up page', async ({ page, ada }) => {
	await page.goto('/login?redirectTo=%2F%3Ffrom%3Dlogin');
	await page.getByRole('link', { name: 'Create an account' }).click();
	await page.getByRole('main').getByRole('link', { name: 'Log in', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
	await logIn(page, ada);
	await expect(page).toHaveURL('/?from=login');
});

test('password managers know the fields', async ({ page }) => {
	await page.goto('/login');
	await expect(page.getByLabel('Email')).toHaveAttribute('autocomplete', 'username');
	const password = page.getByLabel('Password', { exact: true });
	await expect(password).toHaveAttribute('autocomplete', 'current-password');
});

test('a password can be shown [AX-02]', { tag: '@js' }, async ({ page }) => {
	await page.goto('/login');
	const password = page.getByLabel('Password', { exact: true });
	await password.fill('correct horse');
	await page.getByRole('button', { name: 'Show password' }).click();
	await expect(password).toHaveAttribute('type', 'text');
	await expect(password).toHaveValue('correct horse');
});

test('a double click logs in once', { tag: '@js' }, async ({ page, ada }) => {
	await page.goto('/login');
	const posts: string[] = [];
	page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
	await expect(page.getByRole('button', { name: 'Show password' })).toBeVisible();
	await fillLogin(page, ada);
	await page.getByRole('button', { name: 'Log in' }).dblclick();
	await expect(page).toHaveURL('/account');
	expect(posts).toHaveLength(1);
});
