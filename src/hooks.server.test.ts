import type { HandleServerError } from '@sveltejs/kit';
import { expect, it, vi } from 'vitest';
import { requestEvent } from '../tests/request-event';

vi.mock('$app/env', () => ({ building: false, dev: false }));
vi.mock('$app/env/private', () => ({
	APPWRITE_ENDPOINT: 'https://appwrite.example/v1',
	APPWRITE_PROJECT_ID: 'project',
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	APPWRITE_ALLOW_HTTP: false,
	ORIGIN: 'https://app.example',
	APPWRITE_FORWARD_CLIENT_IP: false,
	OAUTH_PROVIDERS: [],
	REDIS_URL: '',
	USER_CACHE_SECONDS: 5
}));

const { handleError, init } = await import('./hooks.server');

const unreadable = Object.defineProperty(new Error('SECRET'), 'stack', {
	get() {
		throw new Error('SECRET');
	}
});

it.each<[string, unknown]>([
	['an error', new Error('SECRET')],
	['an object', { name: 'SyntaxError', message: 'SECRET', text: 'SECRET' }],
	['null', null],
	['a string', 'SECRET'],
	['an error that cannot be read', unreadable]
])('says the same of whatever was thrown: %s [RS-08]', async (_, error) => {
	const lines: unknown[] = [];
	vi.spyOn(console, 'error').mockImplementation((line) => lines.push(line));
	const { event } = requestEvent('http://localhost/');
	const input = { error, event, status: 500, message: 'Internal Error' };

	const told = await handleError(input as unknown as Parameters<HandleServerError>[0]);
	expect(told).toEqual({ message: 'Something went wrong on our side.', id: 'request-1' });
	expect(lines).toHaveLength(1);
	expect(lines.join()).toContain('"event":"unexpected_error","id":"request-1"');
	expect(lines.join()).not.toContain('SECRET');
});

it('a promise that fails unheard is logged, without what it says [RS-08]', async () => {
	const lines: unknown[] = [];
	vi.spyOn(console, 'error').mockImplementation((line) => lines.push(line));
	const before = process.listeners('unhandledRejection');
	await init?.();
	const added = process.listeners('unhandledRejection').filter((one) => !before.includes(one));
	expect(added).toHaveLength(1);

	added[0]?.(new Error('SECRET'), Promise.resolve());
	expect(lines.join()).toContain('"event":"unhandled_rejection"');
	expect(lines.join()).not.toContain('SECRET');
});
