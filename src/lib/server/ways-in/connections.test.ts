import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '$lib/user';
import { requestEvent, sessionCookies } from '../../../../tests/request-event';
import { disconnect } from './connections';

const settings = vi.hoisted(() => ({
	APPWRITE_ENDPOINT: '',
	APPWRITE_PROJECT_ID: 'project',
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	APPWRITE_FORWARD_CLIENT_IP: false,
	USER_CACHE_SECONDS: 0,
	REDIS_URL: ''
}));
vi.mock('$app/env/private', () => settings);

let connected: string[];

const appwrite = createServer((request, response) => {
	if (request.method === 'DELETE') {
		connected = connected.filter((id) => !request.url?.endsWith(`/${id}`));
		response.writeHead(204).end();
		return;
	}
	const $createdAt = '2026-01-01T00:00:00.000+00:00';
	const identities = connected.map(($id) => ({
		$id,
		$createdAt,
		provider: 'oidc',
		providerEmail: ''
	}));
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ total: identities.length, identities }));
});

beforeAll(async () => {
	await once(appwrite.listen(0, '127.0.0.1'), 'listening');
	settings.APPWRITE_ENDPOINT = `http://127.0.0.1:${(appwrite.address() as AddressInfo).port}/v1`;
});

beforeEach(() => {
	connected = ['one'];
});

afterAll(() => {
	appwrite.closeAllConnections();
	appwrite.close();
});

const ada = { id: 'ada', email: 'ada@example.com', emailVerified: false, hasPassword: false };

function disconnectOne(user: Partial<User>, id = 'one') {
	const { event } = requestEvent('http://localhost/', {
		cookies: sessionCookies(undefined, { prefix: '' })
	});
	return disconnect(event, { ...ada, ...user } as User, id);
}

describe('the last connection', () => {
	it.each<[string, Partial<User>]>([
		['has neither a password nor a confirmed address', {}],
		['has a password but no address to type with it', { hasPassword: true, email: '' }],
		['has no address at all', { email: '', emailVerified: true }]
	])('stays for who %s', async (_, user) => {
		await expect(disconnectOne(user)).rejects.toMatchObject({ failure: { type: 'last_way_in' } });
		expect(connected).toEqual(['one']);
	});

	it.each<[string, Partial<User>]>([
		['a password', { hasPassword: true }],
		['a confirmed address, to which a code can be sent', { emailVerified: true }]
	])('goes for who has %s', async (_, user) => {
		await disconnectOne(user);
		expect(connected).toEqual([]);
	});
});

it('one of two connections goes in any case', async () => {
	connected = ['one', 'two'];
	await disconnectOne({});
	expect(connected).toEqual(['two']);
});

it('a connection that is not the user’s own is left alone', async () => {
	const foreign = disconnectOne({ hasPassword: true }, 'three');
	await expect(foreign).rejects.toMatchObject({ failure: { type: 'user_identity_not_found' } });
});
