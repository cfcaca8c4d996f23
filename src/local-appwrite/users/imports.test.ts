import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function signIn(email: string, password: string) {
	return appwrite.ask('POST', '/account/sessions/email', { email, password });
}

describe('a user whose password was hashed elsewhere', () => {
	// "appwrite", in MD5.
	const password = '144fa7eaa4904e8ee120651997f70dcc';
	const ada = { userId: 'ada', email: 'ada@example.com', password };

	it('is shown with that hash until they sign in, and then with one of our own', async () => {
		const imported = await appwrite.ask('POST', '/users/md5', ada);
		expect(imported).toMatchObject({
			status: 201,
			body: { password, hash: 'md5', hashOptions: { type: 'md5' } }
		});

		expect((await signIn(ada.email, 'wrong password')).status).toBe(401);
		expect((await appwrite.ask('GET', '/users/ada')).body.hash).toBe('md5');
		expect((await signIn(ada.email, 'appwrite')).status).toBe(201);
		expect((await appwrite.ask('GET', '/users/ada')).body).toMatchObject({
			password: expect.stringMatching(/^\$argon2id\$v=19\$m=65536,t=4,p=3\$/),
			hash: 'argon2'
		});
		expect((await signIn(ada.email, 'appwrite')).status).toBe(201);
	});

	it('can change that password without having signed in with it', async () => {
		await appwrite.ask('POST', '/users/md5', ada);
		const session = await appwrite.ask('POST', '/users/ada/sessions');
		const change = { password: 'correct horse', oldPassword: 'appwrite' };
		const headers = { 'x-appwrite-session': session.body.secret };
		const changed = await appwrite.request('PATCH', '/account/password', { headers, body: change });

		expect(changed.status).toBe(200);
		expect((await signIn(ada.email, 'correct horse')).status).toBe(201);
	});

	it.each<[string, string, object, object]>([
		['sha', 'sha', { passwordVersion: 'sha512' }, { version: 'sha512' }],
		[
			'scrypt',
			'scrypt',
			{
				passwordSalt: 'salt',
				passwordCpu: 16,
				passwordMemory: 8,
				passwordParallel: 1,
				passwordLength: 64
			},
			{ type: 'scrypt', costCpu: 16, costMemory: 8, costParallel: 1, length: 64, salt: 'salt' }
		],
		[
			'scrypt-modified',
			'scryptMod',
			{ passwordSalt: 'c2FsdA==', passwordSaltSeparator: 'Bw==', passwordSignerKey: 'a2V5' },
			{ type: 'scryptMod', salt: 'c2FsdA==', saltSeparator: 'Bw==', signerKey: 'a2V5' }
		]
	])('by %s is shown with what it was hashed with', async (kind, hash, given, hashOptions) => {
		expect((await appwrite.ask('POST', `/users/${kind}`, { ...ada, ...given })).body).toMatchObject(
			{
				hash,
				hashOptions
			}
		);
	});

	it('by scrypt has to say with what', async () => {
		expect((await appwrite.ask('POST', '/users/scrypt', ada)).body.message).toBe(
			'Param "passwordSalt" is not optional.'
		);
	});
});
