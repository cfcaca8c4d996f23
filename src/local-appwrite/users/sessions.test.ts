import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function createUser(userId: string, more: object = {}) {
	return appwrite.ask('POST', '/users', { userId, email: `${userId}@example.com`, ...more });
}

describe('the sessions of a user, to who has no key', () => {
	async function sessionOf(userId: string) {
		const { body } = await appwrite.ask('POST', `/users/${userId}/sessions`);
		return { id: body.$id, headers: { 'x-appwrite-session': body.secret } };
	}

	beforeEach(() => createUser('ada'));

	it('can be added to, which is of no use', async () => {
		const added = await appwrite.request('POST', '/users/ada/sessions', { body: {} });
		expect(added.status).toBe(201);
		expect(await added.json()).toMatchObject({ provider: 'server', secret: '' });
		expect(added.headers.get('set-cookie')).toBeNull();
		expect((await appwrite.ask('GET', '/users/ada/sessions')).body.total).toBe(1);
	});

	it('cannot be ended', async () => {
		const session = await sessionOf('ada');
		const one = await appwrite.request('DELETE', `/users/ada/sessions/${session.id}`);
		expect(await one.json()).toMatchObject({ code: 404, type: 'user_session_not_found' });
		const all = await appwrite.request('DELETE', '/users/ada/sessions');
		expect(await all.json()).toMatchObject({ code: 401, type: 'user_unauthorized' });
	});

	it('can be ended when they are their own', async () => {
		const { id, headers } = await sessionOf('ada');
		const path = `/users/ada/sessions/${id}`;
		expect((await appwrite.request('DELETE', path, { headers })).status).toBe(204);

		const next = await sessionOf('ada');
		const all = await appwrite.request('DELETE', '/users/ada/sessions', next);
		expect(all.status).toBe(204);
	});
});

describe('a JWT that a server makes', () => {
	async function statusWith(jwt: string) {
		return (await appwrite.request('GET', '/account', { headers: { 'x-appwrite-jwt': jwt } }))
			.status;
	}

	it('outlives all sessions unless it is bound to one', async () => {
		await createUser('ada');
		await appwrite.ask('POST', '/users/ada/sessions');
		const unbound = (await appwrite.ask('POST', '/users/ada/jwts', {})).body.jwt;
		const bound = (await appwrite.ask('POST', '/users/ada/jwts', { sessionId: 'recent' })).body.jwt;
		expect([await statusWith(unbound), await statusWith(bound)]).toEqual([200, 200]);

		await appwrite.ask('DELETE', '/users/ada/sessions');
		expect([await statusWith(unbound), await statusWith(bound)]).toEqual([200, 401]);
	});
});
