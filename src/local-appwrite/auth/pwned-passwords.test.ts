import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite({ version: '2.5' });
});

const signUp = (email: string, password: string) =>
	appwrite.ask('POST', '/account', { userId: 'unique()', email, password });
const signIn = (email: string, password: string) =>
	appwrite.ask('POST', '/account/sessions/email', { email, password });
const policy = (body: object) =>
	appwrite.control('PATCH', '/project/policies/password-pwned', body);

describe('a stolen password', () => {
	it('is taken, and the user is marked, until they have another one', async () => {
		const { status, body } = await signUp('ada@example.com', 'password123');
		expect([status, body.passwordPwned]).toEqual([201, true]);
		const path = `/users/${body.$id}/password`;
		const changed = await appwrite.ask('PATCH', path, { password: 'correct horse' });
		expect(changed.body.passwordPwned).toBe(false);
	});

	it('is refused where the project says so', async () => {
		await policy({ users: true });
		const refused = { status: 400, body: { type: 'password_pwned' } };
		expect(await signUp('ada@example.com', 'password123')).toMatchObject(refused);
		const { body } = await signUp('ada@example.com', 'correct horse');
		const path = `/users/${body.$id}/password`;
		const change = await appwrite.ask('PATCH', path, { password: 'password123' });
		expect(change).toMatchObject(refused);
		const byServer = { userId: 'bo', password: 'password123' };
		expect(await appwrite.ask('POST', '/users', byServer)).toMatchObject(refused);
	});

	it('begins no session where the project says so, and the wrong one is wrong', async () => {
		await signUp('ada@example.com', 'password123');
		expect((await signIn('ada@example.com', 'password123')).status).toBe(201);
		await policy({ sessions: true });
		expect(await signIn('ada@example.com', 'password123')).toMatchObject({
			status: 412,
			body: { type: 'user_password_reset_required' }
		});
		const wrong = await signIn('ada@example.com', 'password124');
		expect(wrong.body.type).toBe('user_invalid_credentials');
	});

	it('is not looked for where the project says so, nor is that of somebody without one', async () => {
		const session = await appwrite.ask('POST', '/account/sessions/anonymous');
		const { body: anonymous } = await appwrite.askAs(session.body.secret, 'GET', '/account');
		await policy({ enabled: false });
		const { body } = await signUp('ada@example.com', 'password123');
		expect([anonymous.passwordPwned, body.passwordPwned]).toEqual([null, null]);
	});

	it('is nothing that older versions know of', async () => {
		appwrite = createTestAppwrite({ version: '2.0' });
		const { body } = await signUp('ada@example.com', 'password123');
		expect(body).not.toHaveProperty('passwordPwned');
		expect((await policy({ users: true })).status).toBe(400);
	});
});

describe('a first password', () => {
	it.each([
		['2.0', 200],
		['2.5', 400]
	] as const)(
		'in %s is answered %i if it is too common for the project',
		async (version, status) => {
			appwrite = createTestAppwrite({ version });
			await appwrite.control('PATCH', '/project/policies/password-dictionary', { enabled: true });
			const session = await appwrite.ask('POST', '/account/sessions/anonymous');
			const given = { email: 'ada@example.com', password: 'password123' };
			const answer = await appwrite.askAs(session.body.secret, 'PATCH', '/account/email', given);
			expect(answer.status).toBe(status);
		}
	);
});
