import type { APIRequestContext } from '@playwright/test';
import { expect, test as base, type Person } from './fixtures.ts';
import { logIn } from './steps.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

interface Fixtures {
	/** Signs in with another browser. */
	signInElsewhere: (person: Person) => Promise<APIRequestContext>;
}

const test = base.extend<Fixtures>({
	signInElsewhere: async ({ playwright, baseURL, extraHTTPHeaders }, use) => {
		const others: APIRequestContext[] = [];

		await use(async ({ email, password }) => {
			const other = await playwright.request.newContext({
				baseURL,
				extraHTTPHeaders,
				userAgent: firefox
			});
			others.push(other);
			await other.post('/api/session', { data: { email, password } });
			expect(await isSignedIn(other)).toBe(true);
			return other;
		});

		for (const other of others) await other.dispose();
	}
});

async function isSignedIn(other: APIRequestContext) {
	return (await other.get('/api/user')).status() === 200;
}

test('a user signs another device out and stays signed in [CK-07]', async ({
	page,
	signInElsewhere,
	ada,
	axe
}) => {
	const elsewhere = await signInElsewhere(ada);
	await page.goto('/login?redirectTo=/account/sessions');
	await logIn(page, ada);

	const devices = page.getByRole('main').getByRole('listitem');
	await expect(devices).toHaveCount(2);
	await expect(devices.first()).toContainText('This device');
	await expect(devices.first().getByRole('button')).toHaveCount(0);
	await expect(devices.last()).toContainText('Firefox on ');
	await axe();

	await page.getByRole('button', { name: /^Sign out Firefox/ }).click();
	await expect(page.getByRole('status')).toHaveText('That device has been signed out.');
	await expect(devices).toHaveCount(1);
	await axe();
	expect(await isSignedIn(elsewhere)).toBe(false);
});

test('a user signs all other devices out [CK-07]', async ({ page, signInElsewhere, ada }) => {
	const others = [await signInElsewhere(ada), await signInElsewhere(ada)];
	await page.goto('/login?redirectTo=/account/sessions');
	await logIn(page, ada);

	await page.getByRole('button', { name: 'Sign out all other devices' }).click();
	await expect(page.getByRole('status')).toHaveText('All other devices have been signed out.');
	await expect(page.getByText('This device')).toBeVisible();
	for (const other of others) expect(await isSignedIn(other)).toBe(false);
});

test('a device that is signed out already is said to be', async ({
	page,
	signInElsewhere,
	ada,
	axe
}) => {
	const elsewhere = await signInElsewhere(ada);
	await page.goto('/login?redirectTo=/account/sessions');
	await logIn(page, ada);
	await expect(page.getByText('This device')).toBeVisible();

	await elsewhere.delete('/api/session');
	await page.getByRole('button', { name: /^Sign out Firefox/ }).click();
	await expect(page.getByRole('alert')).toHaveText('This device was signed out already.');
	await axe();
});

test('nobody ends the session of somebody else, nor anything else by its name [AZ-05]', async ({
	page,
	signInElsewhere,
	ada,
	signUp,
	baseURL
}) => {
	await signInElsewhere(ada);
	await page.goto('/login?redirectTo=/account/sessions');
	await logIn(page, ada);
	const button = page.getByRole('button', { name: /^Sign out Firefox/ });
	const sessionId = (await button.getAttribute('value')) ?? '';

	const evil = await signInElsewhere(await signUp('Eve'));
	for (const [value, status] of [
		[sessionId, 404],
		['../identities', 400],
		// As a part of a path this would be the whole account.
		['..', 400],
		['', 400]
	] as const) {
		const response = await evil.post('/account/sessions?/revoke', {
			headers: { accept: 'text/html', origin: baseURL ?? '' },
			form: { sessionId: value },
			maxRedirects: 0
		});
		expect(response.status(), value).toBe(status);
	}
	await page.reload();
	await expect(button).toBeVisible();
});

test('the activity tells in words what happened, page by page', async ({
	page,
	ada,
	axe,
	baseURL
}) => {
	await page.goto('/login?redirectTo=/account/activity');
	await logIn(page, ada);
	await expect(page.getByText('Account created')).toBeVisible();
	await expect(page.getByText(/^Signed in/)).toBeVisible();
	await axe();

	for (let i = 0; i < 20; i += 1) {
		const headers = { accept: 'text/html', origin: baseURL ?? '' };
		await page.request.post('/account?/name', { headers, form: { name: `Ada ${i}` } });
	}
	await page.reload();
	await expect(page.getByText('Account changed').first()).toBeVisible();
	await expect(page.getByText('Account created')).toBeHidden();
	await page.getByRole('link', { name: 'Older' }).click();
	await expect(page.getByText('Page 2 of 2')).toBeVisible();
	await expect(page.getByText('Account created')).toBeVisible();
	await axe();
});
