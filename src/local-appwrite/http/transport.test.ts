import { expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const appwrite = createTestAppwrite();

it.each(['evil.example', '169.254.169.254', 'localhost.evil.example', '0.0.0.0'])(
	'a request for the host %s is refused, as its name may have been made to point here [DV-03]',
	async (host) => {
		const response = await appwrite.fetch(new Request(`http://${host}/v1/health/version`));

		expect(response.status).toBe(403);
		expect(await response.text()).toContain('this machine only');
	}
);

it.each(['localhost', '127.0.0.1', '[::1]'])('%s is this machine', async (host) => {
	const response = await appwrite.fetch(new Request(`http://${host}:9500/v1/health/version`));
	expect(await response.json()).toEqual({ version: '1.9.6' });
});

it('empty segments of a path are passed over', async () => {
	expect((await appwrite.request('GET', '//health///version/')).status).toBe(200);
});

it('a path is not decoded, and neither is an id in it', async () => {
	const headers = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };

	expect((await appwrite.request('GET', '/%61ccount', { headers })).status).toBe(404);
	const byId = await appwrite.request('GET', '/account/sessions/%63urrent', { headers });
	expect(await byId.json()).toMatchObject({ type: 'general_argument_invalid' });
});

it('HEAD answers as GET without the body', async () => {
	const response = await appwrite.request('HEAD', '/account');
	expect([response.status, await response.text()]).toEqual([401, '']);
});

it('an error may not be cached and names the version', async () => {
	const response = await appwrite.request('GET', '/account');

	expect(response.headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
	expect(response.headers.get('server')).toBe('Appwrite');
	expect(await response.json()).toMatchObject({ code: 401, version: '1.9.6' });
});

it('a body of more than a mebibyte is refused [DV-04]', async () => {
	const response = await appwrite.request('POST', '/account', { body: 'a'.repeat(1024 * 1024) });
	expect(await response.json()).toMatchObject({ type: 'general_bad_request' });
});

it('names from outside cannot reach the prototype of anything [DV-04]', async () => {
	const headers = { 'x-appwrite-session': await appwrite.signUpAndIn('bo@example.com') };
	const body = JSON.parse('{"__proto__":{"prefs":{}},"prefs":{"__proto__":{"admin":true},"a":1}}');

	expect((await appwrite.request('PATCH', '/account/prefs', { headers, body })).status).toBe(200);
	const prefs = await appwrite.request('GET', '/account/prefs', { headers });
	expect(await prefs.text()).toBe('{"__proto__":{"admin":true},"a":1}');
	expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
});
