import { expect, test } from './fixtures.ts';
import { logIn, sessionCookie } from './steps.ts';

test.beforeEach(async ({ page, ada }) => {
	await page.goto('/login');
	await logIn(page, ada);
	await expect(page).toHaveURL('/account');
});

test('a user changes the name', async ({ page }) => {
	await page.getByLabel('Name').fill('Ada King');
	await page.getByRole('button', { name: 'Save', exact: true }).click();

	await expect(page.getByRole('status')).toHaveText('Your name has been changed.');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada King');
	await page.goto('/account');
	await expect(page.getByLabel('Name')).toHaveValue('Ada King');
});

test('a name cannot be emptied', async ({ page, axe }) => {
	await page.getByLabel('Name').fill('   ');
	await page.getByRole('button', { name: 'Save', exact: true }).click();

	await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Enter your name.');
	await axe();
	await page.goto('/account');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello Ada Lovelace');
});

test('the cookie is out of reach of scripts and ends with the session', async ({ page }) => {
	const cookie = await sessionCookie(page);
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });

	// Sealed: neither Appwrite's secret nor the user can be read from it.
	expect(cookie?.value).toMatch(/^v1\.[\w-]{300,}$/);

	const days = ((cookie?.expires ?? 0) - Date.now() / 1000) / 86_400;
	expect(days).toBeGreaterThan(364);
	expect(days).toBeLessThan(366);
});

test('the page shows nothing of the session', async ({ page, request }) => {
	const cookie = await sessionCookie(page);
	const secret = decodeURIComponent(cookie?.value ?? '');
	const header = { cookie: `${cookie?.name}=${cookie?.value}` };
	for (const path of ['/account', '/account/__data.json', '/api/user', '/']) {
		const body = await (await request.get(path, { headers: header })).text();
		expect(body, path).toContain('Ada Lovelace');
		expect(body, path).not.toContain(secret);
	}
});

test('logging out ends the session everywhere [CK-05]', async ({ page, request }) => {
	const cookie = await sessionCookie(page);
	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');
	await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible();
	expect(await sessionCookie(page)).toBeUndefined();

	const replay = await request.get('/account', {
		headers: { cookie: `${cookie?.name}=${cookie?.value}`, accept: 'text/html' },
		maxRedirects: 0
	});
	expect(replay.status()).toBe(303);
	expect(replay.headers().location).toMatch(/^\/login\?/);
	expect(replay.headers()['set-cookie']).toMatch(/session=;.*Max-Age=0/);
});

test('the back button after logging out shows no account page [CK-05]', async ({ page }) => {
	await page.getByRole('button', { name: 'Log out' }).click();
	await expect(page).toHaveURL('/');
	await page.goBack();
	await expect(page.getByRole('heading', { name: 'Hello Ada Lovelace' })).toBeHidden();
});
