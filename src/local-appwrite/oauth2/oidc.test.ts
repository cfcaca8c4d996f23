import { beforeEach, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;
let authorize: string;

beforeEach(async () => {
	appwrite = createTestAppwrite({ providers: ['github'] });
	const start = await appwrite.request('GET', '/account/tokens/oauth2/github');
	authorize = start.headers.get('location') ?? '';
});

/** Sends the page's form as a browser does; answers what the callback is told. */
async function choose(fields: Record<string, string>, origin = 'http://localhost') {
	const response = await appwrite.fetch(
		new Request(authorize, {
			method: 'POST',
			headers: { origin },
			body: new URLSearchParams(fields)
		})
	);
	const location = response.headers.get('location') ?? 'none:';
	return {
		status: response.status,
		...Object.fromEntries(new URL(location).searchParams)
	};
}

it('a person is asked who they are', async () => {
	const page = await (await appwrite.send('GET', authorize)).text();

	expect(page).toContain('<h1>Sign in with GitHub – local</h1>');
	expect(page).toContain('demo@example.com');
});

it('a person picks somebody, or says who else they are, and is offered that the next time', async () => {
	expect(await choose({ person: '0' })).toMatchObject({ code: expect.stringMatching(/^\w{24}$/) });

	const typed = { name: 'Grace <b>', email: 'grace@example.com', email_verified: 'on' };
	expect(await choose(typed)).toMatchObject({ status: 302, code: expect.any(String) });
	const page = await (await appwrite.send('GET', authorize)).text();
	expect(page).toContain('Grace &lt;b&gt;');
});

it('a person may refuse', async () => {
	expect(await choose({ deny: 'yes' })).toMatchObject({
		error: 'access_denied',
		error_description: 'The user said no'
	});
});

it('a test says who is signed in, until people are to be asked again', async () => {
	const body = { sub: 'ada', email: 'ada@example.com' };
	await appwrite.send('POST', '/oidc/mode', { body });
	expect((await appwrite.send('GET', authorize)).status).toBe(302);

	await appwrite.send('DELETE', '/oidc/mode');
	expect((await appwrite.send('GET', authorize)).status).toBe(200);
});

it('web pages neither say who is signed in nor choose for their visitors', async () => {
	const headers = { origin: 'http://localhost:3000' };
	const mode = await appwrite.send('POST', '/oidc/mode', { headers, body: { deny: true } });

	expect(mode.status).toBe(403);
	expect(await choose({ person: '0' }, 'http://localhost:3000')).toEqual({ status: 403 });
});

it('people are sent to no address but the callback of this server', async () => {
	const url = new URL(authorize);
	url.searchParams.set('redirect_uri', 'http://localhost:3000/steal');

	expect((await appwrite.send('GET', url.href)).status).toBe(400);
});
