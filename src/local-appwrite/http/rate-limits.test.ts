import { expect, it } from 'vitest';
import { createTestAppwrite } from '../test-client.ts';

const ada = { email: 'ada@example.com', password: 'correct horse' };

function signIn(appwrite: ReturnType<typeof createTestAppwrite>, password: string, headers = {}) {
	const body = { email: ada.email, password };
	return appwrite.request('POST', '/account/sessions/email', { headers, body });
}

it('the next hour begins with new attempts', async () => {
	const appwrite = createTestAppwrite({ rateLimits: true });
	for (let attempt = 0; attempt < 10; attempt += 1) await signIn(appwrite, 'wrong horse');
	const refusal = await signIn(appwrite, 'wrong horse');
	expect(refusal.status).toBe(429);
	const end = Number(refusal.headers.get('x-ratelimit-reset'));
	expect(end % 3600).toBe(0);

	await appwrite.control('POST', '/clock', { advanceSeconds: end - Math.floor(Date.now() / 1000) });
	const response = await signIn(appwrite, 'wrong horse');
	expect(response.status).toBe(401);
	expect(response.headers.get('x-ratelimit-remaining')).toBe('9');
});

it('a key uses up no attempts, but its success gives back those of others', async () => {
	const appwrite = createTestAppwrite({ rateLimits: true });
	await appwrite.signUpAndIn(ada.email);
	await signIn(appwrite, 'wrong horse');
	const told = await signIn(appwrite, 'wrong horse', appwrite.asKey);
	expect(told.headers.get('x-ratelimit-remaining')).toBe('8');
	const second = await signIn(appwrite, 'wrong horse');
	expect(second.headers.get('x-ratelimit-remaining')).toBe('8');

	await signIn(appwrite, ada.password, appwrite.asKey);
	const response = await signIn(appwrite, 'wrong horse');
	expect(response.headers.get('x-ratelimit-remaining')).toBe('9');
});

it('without the limits requests are told of them and never refused', async () => {
	const appwrite = createTestAppwrite();
	for (let attempt = 0; attempt < 12; attempt += 1) {
		const response = await signIn(appwrite, 'wrong horse');
		expect(response.status).toBe(401);
		expect(response.headers.get('x-ratelimit-remaining')).toBe('9');
	}
});
