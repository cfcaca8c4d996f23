import { beforeEach, describe, expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

let appwrite: ReturnType<typeof createTestAppwrite>;

beforeEach(() => {
	appwrite = createTestAppwrite();
});

function signUp(email: string, password = 'correct horse', headers = {}) {
	const body = { userId: 'unique()', email, password };
	return appwrite.request('POST', '/account', { headers, body });
}

it('the control is of no use to a web page, nor to whoever does not know its address [DV-06]', async () => {
	const body = { advanceSeconds: 60 };
	const headers = { origin: 'http://localhost:5173' };
	const path = `${appwrite.controlPath}/clock`;

	expect((await appwrite.send('POST', path, { headers, body })).status).toBe(403);
	expect((await appwrite.send('POST', '/control/clock', { body })).status).toBe(404);
	expect((await appwrite.control('POST', '/clock', body)).status).toBe(200);
});

describe('policies', () => {
	it('a password must be as strong as the project asks for, and is told how strong', async () => {
		const rules = { min: 12, uppercase: true, symbols: true };
		const policy = await appwrite.control('PATCH', '/project/policies/password-strength', rules);
		expect(await policy.json()).toEqual({
			...{ $id: 'password-strength', min: 12, uppercase: true, lowercase: false },
			...{ number: false, symbols: true }
		});

		const weak = await (await signUp('ada@example.com', 'correct horse')).json();
		expect(weak.message).toBe(
			'Invalid `password` param: Password must be between 12 and 256 characters long, include an uppercase letter, include a symbol.'
		);
		expect((await signUp('ada@example.com', 'Correct-horse')).status).toBe(201);
	});

	it('a full project takes no more users, until there is no limit again', async () => {
		await signUp('ada@example.com');
		await appwrite.control('PATCH', '/project/policies/user-limit', { total: 1 });
		const refusal = await (await signUp('bo@example.com')).json();
		expect(refusal.type).toBe('user_count_exceeded');

		await appwrite.control('PATCH', '/project/policies/user-limit', { total: null });
		expect((await signUp('bo@example.com')).status).toBe(201);
	});

	it.each([
		['an unknown policy', '/project/policies/nope', { enabled: true }],
		['a limit of none', '/project/policies/session-limit', { total: 0 }],
		['a session of four seconds', '/project/policies/session-duration', { duration: 4 }],
		['a text for a switch', '/project/policies/session-alert', { enabled: 'true' }],
		['a service that cannot be switched off', '/project/services/console', { enabled: false }]
	])('%s is refused', async (_case, path, body) => {
		const response = await appwrite.control('PATCH', path, body);

		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ type: 'general_argument_invalid' });
	});
});

it('a service that is off is off for everybody but keys', async () => {
	await appwrite.control('PATCH', '/project/services/account', { enabled: false });

	const asGuest = await signUp('ada@example.com');
	expect(asGuest.status).toBe(403);
	expect(await asGuest.json()).toMatchObject({ type: 'general_service_disabled' });
	expect((await signUp('ada@example.com', 'correct horse', appwrite.asKey)).status).toBe(201);
	expect((await appwrite.request('GET', '/ping')).status).toBe(200);
});

it('a key works until it is deleted, and no two have one id', async () => {
	const body = { keyId: 'reader', name: 'Reader', scopes: ['users.read'] };
	const { secret, ...key } = await (await appwrite.control('POST', '/project/keys', body)).json();
	expect(key).toMatchObject({ $id: 'reader', name: 'Reader', scopes: ['users.read'] });
	expect((await appwrite.control('POST', '/project/keys', body)).status).toBe(409);

	const asReader = { headers: { 'x-appwrite-key': secret } };
	expect((await appwrite.request('GET', '/health', asReader)).status).toBe(200);
	expect((await appwrite.control('DELETE', '/project/keys/reader')).status).toBe(204);
	expect((await appwrite.request('GET', '/health', asReader)).status).toBe(401);
	expect((await appwrite.control('DELETE', '/project/keys', { keyId: 'reader' })).status).toBe(404);
});

it('a mock phone goes by its number in the path or in the body', async () => {
	const phone = { number: '+4915112345678', otp: '246810' };
	expect((await appwrite.control('POST', '/project/mock-phones', phone)).status).toBe(201);
	expect((await appwrite.control('POST', '/project/mock-phones', phone)).status).toBe(409);

	const path = `/project/mock-phones/${encodeURIComponent(phone.number)}`;
	expect((await appwrite.control('DELETE', path)).status).toBe(204);
	expect((await appwrite.control('DELETE', '/project/mock-phones', phone)).status).toBe(404);
});

it('a session that has a year to live is over once the clock says so', async () => {
	const headers = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };
	await appwrite.control('POST', '/clock', { advanceSeconds: 31_536_000 - 60 });
	expect((await appwrite.request('GET', '/account', { headers })).status).toBe(200);

	await appwrite.control('POST', '/clock', { advanceSeconds: 120 });
	expect((await appwrite.request('GET', '/account', { headers })).status).toBe(401);
});

it('a reset leaves the project and its key, and nothing else', async () => {
	const headers = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };
	const key = { keyId: 'reader', name: 'Reader', scopes: [] };
	const { secret } = await (await appwrite.control('POST', '/project/keys', key)).json();
	await appwrite.control('PATCH', '/project/policies/session-duration', { duration: 5 });
	await appwrite.control('POST', '/clock', { advanceSeconds: -3600 });
	expect((await appwrite.control('POST', '/reset')).status).toBe(204);

	expect((await appwrite.request('GET', '/account', { headers })).status).toBe(401);
	const asReader = { headers: { 'x-appwrite-key': secret } };
	expect((await appwrite.request('GET', '/health', asReader)).status).toBe(401);

	const again = { 'x-appwrite-session': await appwrite.signUpAndIn('ada@example.com') };
	const session = await appwrite.request('GET', '/account/sessions/current', { headers: again });
	const { $createdAt, expire } = await session.json();
	expect(Math.abs(Date.parse($createdAt) - Date.now())).toBeLessThan(10_000);
	expect(Date.parse(expire) - Date.now()).toBeGreaterThan(31_500_000_000);
});
