import { describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

/** Somebody who acts as Bo. */
async function createImpersonator(version: '1.9' | '2.0' | '2.5') {
	const appwrite = createTestAppwrite({ version });
	for (const userId of ['ada', 'bo']) {
		await appwrite.ask('POST', '/users', { userId, email: `${userId}@example.com` });
	}
	await appwrite.ask('PATCH', '/users/ada/impersonator', { impersonator: true });
	const session = await appwrite.ask('POST', '/users/ada/sessions');
	const headers = {
		'x-appwrite-session': session.body.secret,
		'x-appwrite-impersonate-user-id': 'bo'
	};
	const ask = (method: string, path: string, body?: object) =>
		appwrite.askWith(headers, method, path, body);
	return { appwrite, ask, sessionId: String(session.body.$id) };
}

describe('whoever acts as another', () => {
	it('sees their own sessions in 2.0, and the other’s before and after', async () => {
		const totals = [];
		for (const version of ['1.9', '2.0', '2.5'] as const) {
			const { ask } = await createImpersonator(version);
			totals.push((await ask('GET', '/account/sessions')).body.total);
		}
		expect(totals).toEqual([0, 1, 0]);
		const { ask, sessionId } = await createImpersonator('2.0');
		expect((await ask('GET', '/account/sessions/current')).body.$id).toBe(sessionId);
	});

	it.each([
		['1.9', 200, undefined],
		['2.0', 401, 'user_unauthorized'],
		['2.5', 403, 'user_impersonation_read_only']
	] as const)('in %s is answered %i to a write', async (version, status, type) => {
		const { ask, appwrite } = await createImpersonator(version);
		const answer = await ask('PATCH', '/account/name', { name: 'B' });
		expect([answer.status, answer.body.type]).toEqual([status, type]);
		const { body } = await appwrite.ask('GET', '/users/ada');
		expect(body.name).toBe('');
	});

	it('still reads who they act as', async () => {
		for (const version of ['2.0', '2.5'] as const) {
			const { ask } = await createImpersonator(version);
			const { body } = await ask('GET', '/account');
			expect(body).toMatchObject({ $id: 'bo', impersonatorUserId: 'ada' });
		}
	});

	it('in 2.5 makes a JWT of their own, ends their own session and reads no recovery codes', async () => {
		const { appwrite, ask, sessionId } = await createImpersonator('2.5');
		const { jwt } = (await ask('POST', '/account/jwts')).body;
		const { body } = await appwrite.askWith({ 'x-appwrite-jwt': jwt }, 'GET', '/account');
		expect(body.$id).toBe('ada');
		const codes = await ask('GET', '/account/mfa/recovery-codes');
		expect(codes.body.type).toBe('user_impersonation_read_only');
		expect((await ask('DELETE', `/account/sessions/${sessionId}`)).status).toBe(204);
	});

	it('in 2.5 looks users up and reads nothing else of them', async () => {
		const reads = async (version: '2.0' | '2.5') => {
			const { ask } = await createImpersonator(version);
			const paths = ['/users', '/users/bo', '/users/bo/sessions'];
			return Promise.all(paths.map(async (path) => (await ask('GET', path)).status));
		};
		expect(await reads('2.0')).toEqual([200, 200, 200]);
		expect(await reads('2.5')).toEqual([200, 200, 401]);
	});
});
