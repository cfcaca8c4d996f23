import type { APIRequestContext } from '@playwright/test';
import { expect, test, type Person } from '../e2e/fixtures.ts';
import { postForm } from './post-form.ts';

// What a client sees that is no browser: statuses, headers, cookies.

/** Logs in; gives the cookie to send from then on. */
async function logIn(request: APIRequestContext, { email, password }: Person) {
	const options = { data: { email, password }, maxRedirects: 0 };
	const response = await request.post('/api/session', options);
	return { response, cookie: response.headers()['set-cookie']?.split(';')[0] ?? '' };
}

test.describe('forms answer with', () => {
	test('303 after a login', async ({ request, origin, ada }) => {
		const { email, password } = ada;
		const response = await postForm(request, origin, '/login?redirectTo=/', { email, password });
		expect(response.status()).toBe(303);
		expect(response.headers().location).toBe('/');
		expect(response.headers()['cache-control']).toBe('private, no-store');
	});

	test('401 to a wrong password', async ({ request, origin, ada }) => {
		const form = { email: ada.email, password: 'wrong horse' };
		const response = await postForm(request, origin, '/login', form);
		expect(response.status()).toBe(401);
		expect(response.headers()['set-cookie']).toBeUndefined();
		expect(await response.text()).not.toContain('wrong horse');
	});

	test('400 to what cannot be right', async ({ request, origin }) => {
		expect((await postForm(request, origin, '/login', {})).status()).toBe(400);
		const form = { name: 'Eve', email: 'eve', password: 'short' };
		expect((await postForm(request, origin, '/signup', form)).status()).toBe(400);
	});

	test('409 to a taken address', async ({ request, origin, ada }) => {
		const form = { name: 'Eve', email: ada.email, password: 'correct horse' };
		expect((await postForm(request, origin, '/signup', form)).status()).toBe(409);
	});

	test('400, not 500, to a broken upload [IN-05]', async ({ request, origin }) => {
		const headers = {
			accept: 'text/html',
			origin,
			'content-type': 'multipart/form-data; boundary=x'
		};
		const response = await request.post('/login', { headers, data: '--y\r\nnonsense' });
		expect(response.status()).toBe(400);
	});

	test('404, not 500, to actions that there are not [IN-04]', async ({ request, origin }) => {
		for (const name of ['nope', 'default', '__proto__', 'constructor', 'toString']) {
			const response = await postForm(request, origin, `/login?/${name}`, {
				email: 'a@example.com'
			});
			expect(response.status(), name).toBe(404);
		}
	});

	test('403 to other sites [CS-02]', async ({ request, ada }) => {
		const { cookie } = await logIn(request, ada);
		for (const origin of ['https://evil.example', 'null']) {
			const headers = { origin, cookie, accept: 'text/html' };
			for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json']) {
				const options = { headers: { ...headers, 'content-type': type }, data: '{}' };
				expect((await request.post('/logout', options)).status(), type).toBe(403);
			}
		}
		expect((await request.get('/api/user', { headers: { cookie } })).status()).toBe(200);
	});
});

test.describe('/api/session', () => {
	test('turns credentials into a cookie and leads to the user', async ({ request, ada }) => {
		const { response, cookie } = await logIn(request, ada);
		expect(response.status()).toBe(303);
		expect(response.headers().location).toBe('/api/user');
		expect(response.headers()['set-cookie']).toMatch(
			/; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/
		);

		const user = await request.get('/api/user', { headers: { cookie } });
		expect(user.status()).toBe(200);
		expect(await user.json()).toMatchObject({ id: ada.id, name: ada.name, email: ada.email });
	});

	test('refuses a wrong password as a problem', async ({ request, ada }) => {
		const { response } = await logIn(request, { ...ada, password: 'wrong horse' });
		expect(response.status()).toBe(401);
		expect(response.headers()['content-type']).toBe('application/problem+json');
		expect(response.headers()['set-cookie']).toBeUndefined();
	});

	test('asks for JSON [IN-05]', async ({ request }) => {
		for (const data of ['{', '[]', '{"email":1}', '']) {
			const headers = { 'content-type': 'application/json' };
			expect((await request.post('/api/session', { headers, data })).status()).toBe(400);
		}
	});

	test('ends the session', async ({ request, ada }) => {
		const { cookie } = await logIn(request, ada);
		expect((await request.delete('/api/session', { headers: { cookie } })).status()).toBe(204);
		expect((await request.get('/api/user', { headers: { cookie } })).status()).toBe(401);
	});

	test('ends the session that the browser had before [CK-04]', async ({ request, ada }) => {
		const { cookie } = await logIn(request, ada);
		const { email, password } = ada;
		const options = { headers: { cookie }, data: { email, password }, maxRedirects: 0 };
		expect((await request.post('/api/session', options)).status()).toBe(303);
		expect((await request.get('/api/user', { headers: { cookie } })).status()).toBe(401);
	});
});

test.describe('without a session', () => {
	test('/api/user is a problem [AZ-06]', async ({ request }) => {
		const response = await request.get('/api/user');
		expect(response.status()).toBe(401);
		expect(response.headers()['content-type']).toBe('application/problem+json');
	});

	test('a page leads to the login and back [AZ-06]', async ({ request }) => {
		const headers = { accept: 'text/html' };
		const response = await request.get('/account?tab=1', { headers, maxRedirects: 0 });
		expect(response.status()).toBe(303);
		expect(response.headers().location).toBe('/login?redirectTo=%2Faccount%3Ftab%3D1');
	});

	test('no GET logs anybody out [CS-01]', async ({ request, ada }) => {
		const { cookie } = await logIn(request, ada);
		expect((await request.get('/logout', { headers: { cookie } })).status()).toBe(405);
		expect((await request.get('/api/user', { headers: { cookie } })).status()).toBe(200);
	});
});

test('pages of somebody are kept by no cache, and every page is guarded by headers', async ({
	request,
	ada
}) => {
	const { cookie } = await logIn(request, ada);
	for (const path of ['/', '/account', '/api/user', '/nowhere']) {
		const headers = (await request.get(path, { headers: { cookie } })).headers();
		expect(headers['cache-control'], path).toBe('private, no-store');
		expect(headers['x-content-type-options'], path).toBe('nosniff');
		expect(headers['x-frame-options'], path).toBe('DENY');
	}
	const page = (await request.get('/login')).headers();
	expect(page['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+'/);
	expect(page['content-security-policy']).toContain("frame-ancestors 'none'");
});

test('the process says that it is up', async ({ request }) => {
	expect((await request.get('/healthz')).status()).toBe(200);
});
