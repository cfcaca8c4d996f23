import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../../test-client.ts';

const ada = { userId: 'ada', email: 'ada@example.com', password: 'correct horse' };
const phone = '+4915112345678';
const url = 'http://localhost/page';

let appwrite: ReturnType<typeof createTestAppwrite>;
let asAda: Record<string, string>;

beforeEach(async () => {
	appwrite = createTestAppwrite();
	await appwrite.ask('POST', '/users', { ...ada, phone });
	const session = await appwrite.ask('POST', '/account/sessions/email', ada);
	asAda = { 'x-appwrite-session': session.body.secret };
});

async function newestMessage(to: string) {
	const path = `/mailbox/messages.json?to=${encodeURIComponent(to)}`;
	const [message] = await (await appwrite.send('GET', path)).json();
	return message;
}

async function secretOfLink(): Promise<string> {
	const { links } = await newestMessage(ada.email);
	return new URL(links[0]).searchParams.get('secret') ?? '';
}

async function secretOfCode(to: string): Promise<string> {
	return (await newestMessage(to)).otp;
}

/** What opens which door, and for how many seconds. */
const tokens: [kind: string, doors: string[], seconds: number, get: () => Promise<string>][] = [
	[
		'a recovery link',
		['recovery'],
		3600,
		async () => {
			await appwrite.ask('POST', '/account/recovery', { email: ada.email, url });
			return secretOfLink();
		}
	],
	[
		'a verification link',
		['verifications/email'],
		3600,
		async () => {
			const options = { headers: asAda, body: { url } };
			await appwrite.request('POST', '/account/verifications/email', options);
			return secretOfLink();
		}
	],
	[
		'a code that verifies a number',
		['sessions/token', 'verifications/phone'],
		3600,
		async () => {
			await appwrite.request('POST', '/account/verifications/phone', { headers: asAda });
			return secretOfCode(phone);
		}
	],
	[
		'a code by SMS',
		['sessions/token', 'verifications/phone'],
		900,
		async () => {
			await appwrite.ask('POST', '/account/tokens/phone', { userId: 'unique()', phone });
			return secretOfCode(phone);
		}
	],
	[
		'a code by mail',
		['sessions/token'],
		900,
		async () => {
			await appwrite.ask('POST', '/account/tokens/email', ada);
			return secretOfCode(ada.email);
		}
	],
	[
		'a magic link',
		['sessions/token'],
		3600,
		async () => {
			await appwrite.ask('POST', '/account/tokens/magic-url', { ...ada, url });
			return secretOfLink();
		}
	],
	[
		'a token that a server made',
		['sessions/token'],
		900,
		async () => (await appwrite.ask('POST', '/users/ada/tokens', {})).body.secret
	]
];

/** Who exchanges it is a guest, to whom all of these doors are open. */
async function exchange(door: string, secret: string, userId = 'ada') {
	const method = door === 'sessions/token' ? 'POST' : 'PUT';
	const body = { userId, secret, password: 'another horse' };
	return (await appwrite.request(method, `/account/${door}`, { body })).json();
}

const allDoors = ['sessions/token', 'recovery', 'verifications/email', 'verifications/phone'];
const refused = { code: 401, type: 'user_invalid_token' };

describe.each(tokens)('%s', (_kind, doors, seconds, create) => {
	it('opens its own doors once, and no other', async () => {
		const secrets: [door: string, secret: string][] = [];
		for (const door of doors) secrets.push([door, await create()]);

		for (const [door, secret] of secrets) {
			for (const other of allDoors.filter((one) => !doors.includes(one))) {
				expect(await exchange(other, secret), other).toMatchObject(refused);
			}
			expect(await exchange(door, secret), door).toMatchObject({ userId: 'ada' });
			expect(await exchange(door, secret), door).toMatchObject(refused);
		}
	});

	it('is of no use to another user', async () => {
		await appwrite.ask('POST', '/users', { userId: 'bo' });
		const secret = await create();
		for (const door of allDoors) {
			expect(await exchange(door, secret, 'bo'), door).toMatchObject(refused);
		}
	});

	it(`is good for ${seconds} seconds`, async () => {
		const [door = ''] = doors;
		const [early, late] = [await create(), await create()];

		await appwrite.control('POST', '/clock', { advanceSeconds: seconds - 5 });
		expect(await exchange(door, early)).toMatchObject({ userId: 'ada' });
		await appwrite.control('POST', '/clock', { advanceSeconds: 10 });
		expect(await exchange(door, late)).toMatchObject(refused);
	});
});

it('a recovery link sets one password, even if two come with it at once', async () => {
	const { body: token } = await appwrite.ask('POST', '/account/recovery', { ...ada, url });
	const reset = (password: string) =>
		appwrite.ask('PUT', '/account/recovery', { userId: 'ada', secret: token.secret, password });
	const answers = await Promise.all([reset('first horse'), reset('second horse')]);

	expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
	const password = answers[0]?.status === 200 ? 'first horse' : 'second horse';
	const session = await appwrite.ask('POST', '/account/sessions/email', { ...ada, password });
	expect(session.status).toBe(201);
});
