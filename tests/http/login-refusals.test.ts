import type { APIRequestContext } from '@playwright/test';
import { expect, test } from '../e2e/second-factor-fixtures.ts';
import { comparablePage } from './comparable-page.ts';

// What a client learns of an address from being refused.

const VARYING = ['date', 'content-security-policy', 'etag'];

/** Status, headers and page, but for what differs with every request; and how long it took, in milliseconds. */
async function attempt(
	request: APIRequestContext,
	origin = '',
	path: string,
	email: string,
	password = 'wrong horse'
) {
	const sent = { accept: 'text/html', origin };
	const body = path === '/login' ? { form: { email, password } } : { data: { email, password } };
	const began = performance.now();
	const response = await request.post(path, { ...body, headers: sent, maxRedirects: 0 });
	const milliseconds = performance.now() - began;
	const headers = Object.entries(response.headers()).filter(([name]) => !VARYING.includes(name));
	const text = comparablePage(await response.text(), email);
	const answer = { status: response.status(), headers, text };
	return { milliseconds, answer };
}

for (const path of ['/login', '/api/session']) {
	test(`${path} refuses every wrong pair alike and takes its time for each [LG-01 LG-02]`, async ({
		request,
		baseURL,
		ada,
		owner,
		signUp
	}) => {
		await owner('PATCH', '/account/status');
		const known = await signUp('Grace');
		const emails = [known.email, ada.email, `${crypto.randomUUID()}@example.com`];
		const attempts = await Promise.all(
			emails.map((email) => attempt(request, baseURL, path, email))
		);

		for (const { answer, milliseconds } of attempts) {
			expect(answer).toEqual(attempts[0]?.answer);
			// Longer than any of them needs. Not how much longer: that is a matter of the machine.
			expect(milliseconds).toBeGreaterThan(590);
		}
		expect(attempts[0]?.answer.status).toBe(401);

		const blocked = await attempt(request, baseURL, path, ada.email, ada.password);
		expect(blocked.answer.status).toBe(403);
		expect(blocked.answer.text).toContain('This account has been blocked');
	});
}
