import { expect, test } from '../e2e/confirmed-person.ts';
import { comparablePage } from './comparable-page.ts';
import { postForm } from './post-form.ts';

// What a client sees that is no browser: whether it can learn who has an account, or guess a code.

const ways = [
	['/login/code', '/login/code?/send'],
	['/login/link', '/login/link']
] as const;

for (const [page, action] of ways) {
	test(`${page} answers alike for known and unknown addresses`, async ({
		request,
		baseURL,
		ada
	}) => {
		/** Status, headers without what differs for everybody, and the page that follows. */
		async function ask(email: string) {
			const began = performance.now();
			const response = await postForm(request, baseURL, action, { email });
			const milliseconds = performance.now() - began;
			const { 'set-cookie': cookie = '', ...headers } = response.headers();
			delete headers.date;

			const html = await (await request.get(page, { headers: { accept: 'text/html' } })).text();
			const body = comparablePage(html, email);
			return {
				milliseconds,
				answer: { status: response.status(), headers, cookie: cookie.length, body }
			};
		}

		const known = await ask(ada.email);
		const unknown = await ask(`${crypto.randomUUID()}@example.com`);
		expect(unknown.answer).toEqual(known.answer);
		expect(known.answer.status).toBe(303);
		expect(known.answer.body).toContain('We have sent a');
		// Both wait for the same time, which is longer than either takes.
		expect(known.milliseconds).toBeGreaterThan(590);
		expect(unknown.milliseconds).toBeGreaterThan(590);
	});
}

test('five wrong codes make a pause, even for the right one', async ({
	request,
	baseURL,
	ada,
	mailbox
}) => {
	await postForm(request, baseURL, '/login/code?/send', { email: ada.email });
	const { otp } = await mailbox.newest(ada.email);
	const wrong = otp === '000000' ? '000001' : '000000';

	for (let i = 0; i < 5; i += 1) {
		const response = await postForm(request, baseURL, '/login/code?/verify', { code: wrong });
		expect(response.status()).toBe(401);
		expect(response.headers()['set-cookie']).toBeUndefined();
	}
	const paused = await postForm(request, baseURL, '/login/code?/verify', { code: otp ?? '' });
	expect(paused.status()).toBe(429);
	expect(Number(paused.headers()['retry-after'])).toBeGreaterThan(800);
	expect((await request.get('/api/user')).status()).toBe(401);
});

test('the wrong codes of a stranger keep nobody out', async ({
	request,
	playwright,
	baseURL,
	ada,
	mailbox
}) => {
	const stranger = await playwright.request.newContext({ baseURL });
	await postForm(stranger, baseURL, '/login/code?/send', { email: ada.email });
	const guess = (code: string) => postForm(stranger, baseURL, '/login/code?/verify', { code });
	for (let i = 0; i < 5; i += 1) expect((await guess(`00000${i}`)).status()).toBe(401);
	expect((await guess('000005')).status()).toBe(429);
	await postForm(stranger, baseURL, '/login/code?/send', { email: ada.email });
	expect((await guess('000006')).status(), 'a new code makes no new browser').toBe(429);
	await stranger.dispose();

	await postForm(request, baseURL, '/login/code?/send', { email: ada.email });
	const { otp } = await mailbox.newest(ada.email);
	const response = await postForm(request, baseURL, '/login/code?/verify', { code: otp ?? '' });
	expect(response.status()).toBe(303);
	expect(await (await request.get('/api/user')).json()).toMatchObject({ id: ada.id });
});

test('a browser is known from when it has logged in by the link that it asked for', async ({
	request,
	playwright,
	baseURL,
	ada,
	mailbox
}) => {
	await postForm(request, baseURL, '/login/link', { email: ada.email });
	const link = new URL((await mailbox.newest(ada.email)).links[0] ?? '');
	await request.get(link.href);
	await postForm(request, baseURL, '/login/link/confirm');
	const here = await request.get('/account');
	expect(here.headers()['set-cookie']).toContain('device=');

	await postForm(request, baseURL, '/logout');
	await postForm(request, baseURL, '/login/link', { email: ada.email });
	const other = new URL((await mailbox.newest(ada.email)).links[0] ?? '');
	const elsewhere = await playwright.request.newContext({ baseURL });
	await elsewhere.get(other.href);
	const there = await postForm(elsewhere, baseURL, '/login/link/confirm');
	expect(there.status()).toBe(303);
	const entered = await elsewhere.get('/account');
	expect(entered.status()).toBe(200);
	expect(entered.headers()['set-cookie'] ?? '').not.toContain('device=');
	await elsewhere.dispose();
});

test('a link brought by its address alone signs in on POST, never on GET', async ({
	request,
	playwright,
	baseURL,
	ada,
	mailbox
}) => {
	await postForm(request, baseURL, '/login/link', { email: ada.email });
	const link = new URL((await mailbox.newest(ada.email)).links[0] ?? '');
	expect(link.origin).toBe(baseURL);

	const elsewhere = await playwright.request.newContext({ baseURL });
	await elsewhere.get(link.href);
	expect((await elsewhere.get('/api/user')).status()).toBe(401);
	const response = await postForm(elsewhere, baseURL, link.pathname + link.search);
	expect(response.status()).toBe(303);
	expect(await (await elsewhere.get('/api/user')).json()).toMatchObject({ id: ada.id });
	await elsewhere.dispose();
});

test('neither the page nor its cookie holds the code or whom it is for', async ({
	request,
	baseURL,
	ada,
	mailbox
}) => {
	const response = await postForm(request, baseURL, '/login/code?/send', { email: ada.email });
	const { otp } = await mailbox.newest(ada.email);
	expect(await (await request.get('/login/code')).text()).not.toContain(otp);

	const [, sealed = ''] = response.headers()['set-cookie']?.match(/login-code=([^;]+)/) ?? [];
	expect(sealed).toBeTruthy();
	expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(ada.id);
});
