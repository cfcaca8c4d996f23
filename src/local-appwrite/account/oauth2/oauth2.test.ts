import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

const ada = { sub: 'ada', email: 'ada@example.com', name: 'Ada', email_verified: true };
const pages = '?success=http://localhost:3000/ok&failure=http://localhost:3000/no';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite({ providers: ['oidc', 'github'] });
});

/** Goes where the provider sends somebody, down to the app's own page. */
async function follow(location: string, headers = {}): Promise<Response> {
	const response = await appwrite.send('GET', location, { headers });
	const next = response.headers.get('location') ?? '';
	return next.startsWith('http://localhost/') ? follow(next, headers) : response;
}

async function signIn(person: object, path = '/account/tokens/oauth2/oidc', headers = {}) {
	await appwrite.send('POST', '/oidc/mode', { body: person });
	const start = await appwrite.request('GET', path + pages);
	const response = await follow(start.headers.get('location') ?? '', {
		'x-appwrite-project': appwrite.projectId,
		...headers
	});
	const landed = new URL(response.headers.get('location') ?? 'none:');
	const { secret = '', userId = '', error } = Object.fromEntries(landed.searchParams);
	return { response, landed, secret, userId, error: JSON.parse(error ?? 'null') };
}

async function userOf(session: string) {
	const headers = { 'x-appwrite-session': session };
	return (await appwrite.request('GET', '/account', { headers })).json();
}

describe('who comes from a provider', () => {
	it('is a new user the first time and the same one ever after, whatever the address', async () => {
		const first = await signIn(ada);
		const moved = await signIn({ ...ada, email: 'ada@elsewhere.example' });

		expect(first.landed.pathname).toBe('/ok');
		expect(moved.userId).toBe(first.userId);
	});

	it('is the user who has that address, if the provider vouches for it', async () => {
		const user = await userOf(await appwrite.signUpAndIn(ada.email));

		expect((await signIn(ada)).userId).toBe(user.$id);
	});

	it('is refused an address that is taken, if the provider does not vouch for it', async () => {
		await appwrite.signUpAndIn(ada.email);
		const { landed, error } = await signIn({ ...ada, email_verified: false });

		expect(landed.pathname).toBe('/no');
		expect(error).toMatchObject({ type: 'general_bad_request', code: 400 });
	});

	it('is the same user by way of two providers with one verified address', async () => {
		const byOidc = await signIn(ada);
		const byGithub = await signIn(ada, '/account/tokens/oauth2/github');

		expect(byGithub.userId).toBe(byOidc.userId);
	});

	it('is refused without an address and without an id', async () => {
		const nameless = await signIn({ ...ada, sub: '' });
		expect(nameless.error).toMatchObject({ type: 'user_missing_id' });

		const silent = await signIn({ ...ada, email: '' });
		expect(silent.error).toMatchObject({
			type: 'user_unauthorized',
			message: 'OAuth provider failed to return email.'
		});
	});

	it('is refused when blocked', async () => {
		const headers = { 'x-appwrite-session': await appwrite.signUpAndIn(ada.email) };
		await appwrite.request('PATCH', '/account/status', { headers });

		expect((await signIn(ada)).error).toMatchObject({ type: 'user_blocked', code: 403 });
	});

	it('is refused when the project is full, unless they are known', async () => {
		const { userId } = await signIn(ada);
		await appwrite.control('PATCH', '/project/policies/user-limit', { total: 1 });

		const bo = { sub: 'bo', email: 'bo@example.com' };
		expect((await signIn(bo)).error).toMatchObject({ type: 'user_count_exceeded' });
		expect((await signIn(ada)).userId).toBe(userId);
	});
});

it('the secret is good for a minute', async () => {
	const { userId, secret } = await signIn(ada);
	await appwrite.control('POST', '/clock', { advanceSeconds: 61 });

	const body = { userId, secret };
	const late = await appwrite.request('POST', '/account/sessions/token', { body });
	expect(await late.json()).toMatchObject({ type: 'user_invalid_token' });
});

it('the secret is a JWT of nobody, even where somebody has an odd id', async () => {
	await appwrite.ask('POST', '/users', { userId: 'undefined' });
	const { secret } = await signIn(ada);

	const headers = { 'x-appwrite-jwt': secret };
	const response = await appwrite.request('GET', '/account', { headers });
	expect(await response.json()).toMatchObject({ type: 'general_unauthorized_scope' });
});

describe('in the browser flow', () => {
	const path = '/account/sessions/oauth2/oidc';

	function sessionOf(response: Response): string {
		return JSON.parse(response.headers.get('x-fallback-cookies') ?? '{}')[
			'a_session_local-appwrite'
		];
	}

	it('the browser has its session at once, as good as two factors', async () => {
		const { response, landed } = await signIn(ada, path);
		expect(landed.href).toBe('http://localhost:3000/ok#');

		const headers = { 'x-appwrite-session': sessionOf(response) };
		const session = await appwrite.request('GET', '/account/sessions/current', { headers });
		expect(await session.json()).toMatchObject({
			provider: 'oidc',
			providerUid: 'ada',
			factors: ['email', 'oauth2'],
			providerAccessToken: expect.stringMatching(/^[\da-f]{40}$/)
		});
		const extended = await appwrite.request('PATCH', '/account/sessions/current', { headers });
		expect(extended.status).toBe(200);
	});

	it('who is signed in gains a way to sign in, in the place of the session that was', async () => {
		const secret = await appwrite.signUpAndIn('lovelace@example.com');
		const user = await userOf(secret);
		const { response } = await signIn(ada, path, { 'x-appwrite-session': secret });

		expect(await userOf(sessionOf(response))).toMatchObject({ $id: user.$id, email: user.email });
		expect(await userOf(secret)).toMatchObject({ code: 401 });
		expect((await signIn(ada)).userId).toBe(user.$id);
	});

	it('who unlinked the provider is known by the session that began there', async () => {
		const { response } = await signIn(ada, path);
		const headers = { 'x-appwrite-session': sessionOf(response) };
		const user = await userOf(sessionOf(response));
		const list = await appwrite.request('GET', '/account/identities', { headers });
		const { identities } = await list.json();
		await appwrite.request('DELETE', `/account/identities/${identities[0].$id}`, { headers });

		const moved = await signIn({ ...ada, email: 'ada@elsewhere.example' });
		expect(moved.userId).toBe(user.$id);
	});

	it('who is signed in cannot take what is linked to somebody else', async () => {
		await signIn(ada);
		const secret = await appwrite.signUpAndIn('lovelace@example.com');
		const { error } = await signIn(ada, path, { 'x-appwrite-session': secret });

		expect(error).toMatchObject({ type: 'user_already_exists', code: 409 });
		expect(await userOf(secret)).toMatchObject({ email: 'lovelace@example.com' });
	});
});

describe('a return that nobody sent', () => {
	function comeBack(query: Record<string, string>) {
		const project = appwrite.projectId;
		const search = new URLSearchParams({ project, ...query });
		return appwrite.request('GET', `/account/sessions/oauth2/oidc/redirect?${search}`);
	}

	it.each([
		[
			'another success page',
			{ success: 'https://evil.example' },
			'Invalid redirect URL for OAuth success.'
		],
		[
			'another failure page',
			{ success: 'http://localhost:3000', failure: 'https://evil.example' },
			'Invalid redirect URL for OAuth failure.'
		]
	])('leads to no %s', async (_case, state, message) => {
		const response = await comeBack({ state: JSON.stringify(state), code: 'abc' });

		expect(response.status).toBe(400);
		expect(response.headers.get('content-type')).toContain('text/html');
		expect(await response.text()).toContain(message);
	});

	it('without a code and a page to tell it is an error page', async () => {
		const response = await comeBack({ state: '{"success":"http://localhost:3000"}' });

		expect(response.status).toBe(500);
		expect(await response.text()).toContain('Server Error');
	});
});

it('a provider may send its answer as a form', async () => {
	const path = `/v1/account/sessions/oauth2/callback/oidc/${appwrite.projectId}`;
	const response = await appwrite.send('POST', path, {
		headers: { origin: 'https://provider.example' },
		body: { code: 'abc', state: '{}' }
	});

	expect(response.status).toBe(301);
	expect(response.headers.get('location')).toBe(
		`http://localhost/v1/account/sessions/oauth2/oidc/redirect?code=abc&state=%7B%7D&project=${appwrite.projectId}`
	);
});

it.each([
	['/account/sessions/oauth2/callback/nope/local-appwrite', 400],
	['/account/tokens/oauth2/google', 412],
	['/account/sessions/oauth2/google', 412],
	['/account/tokens/oauth2/nope', 400]
])('%s, which is not switched on, is %i', async (path, status) => {
	const response = await appwrite.request('GET', path + pages);

	expect(response.status).toBe(status);
	expect(response.headers.get('content-type')).toContain('text/html');
});

it('GitHub is asked in its own way, for what the app wants beside the usual', async () => {
	const start = await appwrite.request('GET', '/account/tokens/oauth2/github?scopes[0]=repo');
	const { searchParams } = new URL(start.headers.get('location') ?? '');

	expect([...searchParams.keys()]).toEqual(['client_id', 'redirect_uri', 'scope', 'state']);
	expect(searchParams.get('scope')).toBe('user:email repo');
});
