import { beforeEach, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const IPHONE =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

async function targetsOf(session: string) {
	const headers = { 'x-appwrite-session': session };
	const { targets } = await (await appwrite.request('GET', '/account', { headers })).json();
	return targets;
}

function register(session: string, identifier: string) {
	return appwrite.request('POST', '/account/targets/push', {
		headers: { 'x-appwrite-session': session, 'user-agent': IPHONE },
		body: { targetId: 'unique()', identifier }
	});
}

it('a push target is named after the device', async () => {
	const session = await appwrite.signUpAndIn('ada@example.com');
	const target = await (await register(session, 'token')).json();

	expect(target).toMatchObject({ name: 'Apple iPhone', providerType: 'push', providerId: null });
});

it('signing a device out takes its push target with it, and no other', async () => {
	const session = await appwrite.signUpAndIn('ada@example.com');
	const other = await appwrite.signUpAndIn('ada@example.com');
	await register(session, 'one');
	await register(other, 'another');
	const headers = { 'x-appwrite-session': session };
	await appwrite.request('DELETE', '/account/sessions/current', { headers });

	expect(await targetsOf(other)).toMatchObject([
		{ identifier: 'ada@example.com' },
		{ identifier: 'another' }
	]);
});

it("a push target cannot take over another one's identifier", async () => {
	const adas = await appwrite.signUpAndIn('ada@example.com');
	const bobs = await appwrite.signUpAndIn('bob@example.com');
	await register(adas, 'token');
	const { $id } = await (await register(bobs, 'own')).json();

	const answer = await appwrite.request('PUT', `/account/targets/${$id}/push`, {
		headers: { 'x-appwrite-session': bobs },
		body: { identifier: 'token' }
	});
	expect(answer.ok).toBe(false);
	expect(await targetsOf(bobs)).toMatchObject([{}, { identifier: 'own' }]);
});
