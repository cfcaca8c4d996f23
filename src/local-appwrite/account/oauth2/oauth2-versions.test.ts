import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

type VersionId = '1.9' | '2.0' | '2.5';

const ada = { sub: 'ada', email: 'ada@example.com', name: 'Ada', email_verified: true };
const pages = 'success=http://localhost:3000/ok&failure=http://localhost:3000/no';

function createProviderAppwrite(version: VersionId) {
	const appwrite = createTestAppwrite({ version });

	/** Goes where the provider sends somebody, down to the app's own page. */
	async function follow(location: string, headers = {}): Promise<string> {
		const response = await appwrite.send('GET', location, { headers });
		const next = response.headers.get('location') ?? '';
		return next.startsWith('http://localhost/') ? follow(next, headers) : next;
	}

	/** What the app's page gets in the end. */
	async function visit(person: object, more = '', headers = {}) {
		await appwrite.send('POST', '/oidc/mode', { body: person });
		const path = `/account/tokens/oauth2/oidc?${pages}${more}`;
		const start = await appwrite.request('GET', path, { headers });
		if (start.status !== 301) return { status: String(start.status) };
		const named = { 'x-appwrite-project': appwrite.projectId, ...headers };
		const landed = await follow(start.headers.get('location') ?? '', named);
		return Object.fromEntries(new URL(landed).searchParams);
	}

	const exchange = ({ userId, secret }: Record<string, string>) =>
		appwrite.ask('POST', '/account/sessions/token', { userId, secret });
	const signIn = async (person: object) => (await exchange(await visit(person))).body;
	return { ...appwrite, visit, exchange, signIn };
}

describe('an address', () => {
	it.each([
		['1.9', true],
		['2.0', false],
		['2.5', false]
	] as const)(
		'for which the provider does not vouch is verified in %s: %s',
		async (version, verified) => {
			const { askAs, signIn } = createProviderAppwrite(version);
			const { secret } = await signIn({ ...ada, email_verified: false });
			const { body } = await askAs(secret, 'GET', '/account');
			expect(body.emailVerification).toBe(verified);
		}
	);

	it('stays unverified when the provider vouches for it later', async () => {
		const { askAs, signIn } = createProviderAppwrite('2.0');
		await signIn({ ...ada, email_verified: false });
		const { secret } = await signIn(ada);
		expect((await askAs(secret, 'GET', '/account')).body.emailVerification).toBe(false);
	});
});

describe('a session of the token flow', () => {
	it('shows what the provider gave since 2.0', async () => {
		expect(await createProviderAppwrite('1.9').signIn(ada)).toMatchObject({
			factors: ['email'],
			providerUid: '',
			providerAccessToken: ''
		});
		expect(await createProviderAppwrite('2.0').signIn(ada)).toMatchObject({
			factors: ['email', 'oauth2'],
			providerUid: 'ada',
			providerAccessToken: expect.stringMatching(/./),
			providerRefreshToken: expect.stringMatching(/./)
		});
	});

	it('does not begin when the identity is gone meanwhile', async () => {
		const { ask, exchange, visit } = createProviderAppwrite('2.0');
		const landed = await visit(ada);
		const { body } = await ask('GET', '/users/identities');
		await ask('DELETE', `/users/identities/${body.identities[0].$id}`);
		expect((await exchange(landed)).body.type).toBe('user_invalid_token');
	});

	it.each([
		['1.9', 400],
		['2.0', 400],
		['2.5', 200]
	] as const)('in %s is answered %i when it is extended', async (version, status) => {
		const { askAs, signIn } = createProviderAppwrite(version);
		const { secret } = await signIn(ada);
		const extended = await askAs(secret, 'PATCH', '/account/sessions/current');
		expect(extended.status).toBe(status);
	});
});

it('an identity has a place for an id token since 2.5', async () => {
	const identity = async (version: VersionId) => {
		const { ask, visit } = createProviderAppwrite(version);
		await visit(ada);
		return (await ask('GET', '/users/identities')).body.identities[0];
	};
	expect(await identity('2.0')).not.toHaveProperty('providerIdToken');
	expect(await identity('2.5')).toHaveProperty('providerIdToken', '');
});

describe('the state of an app', () => {
	it('comes back with success and failure since 2.5', async () => {
		const { visit } = createProviderAppwrite('2.5');
		expect(await visit(ada, '&state=a%20b')).toMatchObject({ state: 'a b' });
		const refused = await visit({ ...ada, deny: true }, '&state=a');
		expect(refused).toMatchObject({ state: 'a', error: expect.stringContaining('denied') });
		expect(await visit(ada)).not.toHaveProperty('state');
		expect(await visit(ada, `&state=${'a'.repeat(257)}`)).toEqual({ status: '400' });
	});

	it('is ignored before', async () => {
		const { visit } = createProviderAppwrite('2.0');
		expect(await visit(ada, `&state=${'a'.repeat(257)}`)).not.toHaveProperty('state');
	});
});

it('the token flow is nobody’s since 2.5, so that a session in the browser gains no identity', async () => {
	const linked = async (version: VersionId) => {
		const { askAs, signUpAndIn, visit } = createProviderAppwrite(version);
		const secret = await signUpAndIn('bo@example.com');
		const before = (await askAs(secret, 'GET', '/account')).body.$id;
		const { userId } = await visit(ada, '', { 'x-appwrite-session': secret });
		return userId === before;
	};
	expect([await linked('2.0'), await linked('2.5')]).toEqual([true, false]);
});
