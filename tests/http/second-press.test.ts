import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '../e2e/second-factor-fixtures.ts';
import { postForm } from './post-form.ts';

// Buttons that are pressed once more when all is done: a double click, another tab, the back button.

const password = 'a field of barley';

/** Opens a link of a mail and leaves it at the address to which it leads. */
async function open(request: APIRequestContext, link = '') {
	const { pathname, search } = new URL((await request.get(link)).url());
	return pathname + search;
}

/** Presses a button twice; answers where to each press led. */
async function pressTwice(request: APIRequestContext, origin = '', path: string, form = {}) {
	const first = await postForm(request, origin, path, form);
	const second = await postForm(request, origin, path, form);
	return [first, second].map((answer) => answer.headers().location ?? answer.status());
}

test('an address is confirmed, also for who presses again', async ({
	request,
	playwright,
	baseURL,
	mailbox
}) => {
	const email = `${crypto.randomUUID()}@example.com`;
	const password = 'a field of barley';
	await postForm(request, baseURL, '/signup', { name: 'Ada', email, password });
	const [link = ''] = (await mailbox.newest(email)).links;
	const done = Array(2).fill('/account?notice=email-verified');
	const path = await open(request, link);
	expect(await pressTwice(request, baseURL, path)).toEqual(done);
	expect(await (await request.get(path)).text()).toContain('Your email address is confirmed.');

	// Another browser knows it from the user, who has to log in there first.
	const elsewhere = await playwright.request.newContext({ baseURL });
	const login = await open(elsewhere, link);
	expect(login).toMatch(/^\/login\?redirectTo=%2Fverify-email&/);
	const answer = await postForm(elsewhere, baseURL, login, { email, password });
	expect(answer.headers().location).toBe('/verify-email');
	expect(await pressTwice(elsewhere, baseURL, path)).toEqual(done);
	await elsewhere.dispose();
});

test('the first of two new passwords counts, and the second press says so', async ({
	request,
	baseURL,
	ada,
	mailbox
}) => {
	await postForm(request, baseURL, '/forgot-password', { email: ada.email });
	const path = await open(request, (await mailbox.newest(ada.email)).links[0]);
	const first = await postForm(request, baseURL, path, { password });
	expect(first.headers().location).toContain('notice=password-reset');

	const second = await postForm(request, baseURL, path, { password: 'another field of barley' });
	expect(second.status()).toBe(303);
	const login = await request.get(second.headers().location ?? '');
	expect(await login.text()).toContain('You have chosen a new password with this link before.');
	expect((await request.get(path)).url()).toContain('/login');
	const form = { email: ada.email, password };
	expect((await postForm(request, baseURL, '/login', form)).status()).toBe(303);
});

test('a link signs in, and its second press leads to the same page', async ({
	request,
	baseURL,
	ada,
	mailbox
}) => {
	await postForm(request, baseURL, '/login/link?redirectTo=%2Faccount%2Femail', {
		email: ada.email
	});
	const path = await open(request, (await mailbox.newest(ada.email)).links[0]);
	expect(await pressTwice(request, baseURL, path)).toEqual(Array(2).fill('/account/email'));
});

test('who comes by link or by text message is asked for the second factor, and lands where they wanted', async ({
	request,
	baseURL,
	ada,
	key,
	owner,
	mailbox
}) => {
	expect(key).toBeTruthy();
	const phone = `+1555${Math.floor(1_000_000 + Math.random() * 9_000_000)}`;
	await owner('PATCH', '/account/phone', { phone, password: ada.password });
	const there = '?redirectTo=%2Faccount%2Femail';

	await postForm(request, baseURL, `/login/link${there}`, { email: ada.email });
	const path = await open(request, (await mailbox.newest(ada.email)).links[0]);
	const byLink = await postForm(request, baseURL, path);
	expect(await arriveAt(byLink.headers().location)).toBe(`/login/second-factor${there}`);
	await postForm(request, baseURL, '/logout');

	await postForm(request, baseURL, `/login/phone${there}&/send`, { phone });
	const { otp } = await mailbox.newest(phone);
	const form = { code: otp ?? '' };
	const byPhone = await postForm(request, baseURL, `/login/phone${there}&/verify`, form);
	expect(await arriveAt(byPhone.headers().location)).toBe(`/login/second-factor${there}`);

	async function arriveAt(address = '') {
		const { pathname, search } = new URL((await request.get(address)).url());
		return pathname + search;
	}
});

test('a page with several forms takes none for the default', async ({ request, baseURL, ada }) => {
	await postForm(request, baseURL, '/login', { email: ada.email, password: ada.password });
	for (const path of [
		'/account',
		'/account/phone/code',
		'/account/security',
		'/account/sessions'
	]) {
		expect((await postForm(request, baseURL, path)).status(), path).toBe(404);
	}
});
