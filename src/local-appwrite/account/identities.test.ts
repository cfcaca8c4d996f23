import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

function ask(session: string, method: string, path: string, body?: object) {
	return appwrite.request(method, path, { headers: { 'x-appwrite-session': session }, body });
}

async function follow(location: string): Promise<URL> {
	const response = await appwrite.send('GET', location);
	const next = response.headers.get('location') ?? '';
	return next.startsWith('http://localhost/') ? follow(next) : new URL(next);
}

/** Signs in with a provider, where the name before the @ is the person's id. */
async function signIn(email: string): Promise<string> {
	const body = { sub: email.split('@')[0], email, name: '', email_verified: true };
	await appwrite.send('POST', '/oidc/mode', { body });
	const success = 'success=http://localhost:3000/';
	const start = await appwrite.request('GET', `/account/tokens/oauth2/oidc?${success}`);
	const landed = await follow(start.headers.get('location') ?? '');

	const options = { headers: appwrite.asKey, body: Object.fromEntries(landed.searchParams) };
	const session = await appwrite.request('POST', '/account/sessions/token', options);
	return (await session.json()).secret;
}

async function identitiesOf(session: string, query = '') {
	const answer = await ask(session, 'GET', `/account/identities${query}`);
	return (await answer.json()).identities;
}

describe('an identity', () => {
	it('is listed for its user only, and cannot be deleted by another', async () => {
		const adas = await signIn('ada@example.com');
		const bobs = await signIn('bob@example.com');
		const [identity] = await identitiesOf(adas);

		expect(await identitiesOf(bobs)).toMatchObject([{ providerUid: 'bob' }]);
		const refused = await ask(bobs, 'DELETE', `/account/identities/${identity.$id}`);
		expect(await refused.json()).toMatchObject({ code: 401, type: 'user_unauthorized' });
		expect(await identitiesOf(adas)).toEqual([identity]);
	});

	it('can be asked for by provider', async () => {
		const session = await signIn('ada@example.com');
		const by = (provider: string) => {
			const query = { method: 'equal', attribute: 'provider', values: [provider] };
			return `?queries[0]=${encodeURIComponent(JSON.stringify(query))}`;
		};

		expect(await identitiesOf(session, by('oidc'))).toHaveLength(1);
		expect(await identitiesOf(session, by('github'))).toEqual([]);
	});

	it('keeps its address for its user, even once theirs is another', async () => {
		const adas = await signIn('ada@example.com');
		const password = 'correct horse';
		await ask(adas, 'PATCH', '/account/email', { email: 'new@example.com', password });

		const body = { userId: 'unique()', email: 'ada@example.com', password };
		const signUp = await appwrite.request('POST', '/account', { body });
		const bobs = await appwrite.signUpAndIn('bob@example.com');
		const change = await ask(bobs, 'PATCH', '/account/email', { ...body });
		for (const refused of [signUp, change]) {
			expect(await refused.json()).toMatchObject({ code: 400, type: 'general_bad_request' });
		}
		const back = await ask(adas, 'PATCH', '/account/email', { ...body });
		expect(back.status).toBe(200);
	});
});
