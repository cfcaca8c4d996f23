import { describe, expect, it, vi } from 'vitest';
import {
	requestEvent,
	secretOf,
	sessionCookies,
	sessionSecret
} from '../../../tests/request-event';
import { seal } from '../../../tests/sealed-session';

const settings = vi.hoisted(() => ({
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [] as string[]
}));
vi.mock('$app/env/private', () => settings);
const { readSession, readSessionUserId, setSession, updateSession } =
	await import('./session-cookie');

const COOKIE = 'appwrite-ssr-session';

function read(value: string, name = COOKIE, address = 'http://localhost/') {
	return readSession(requestEvent(address, { cookies: { [name]: value } }).event);
}

function sealed(secret = sessionSecret) {
	return sessionCookies(secret, { prefix: '' })[COOKIE] ?? '';
}

describe('readSession', () => {
	it('opens what was sealed, also by an earlier version', () => {
		expect(read(sealed())).toMatchObject({ secret: sessionSecret, factors: [] });
	});

	it.each([
		['nothing', ''],
		['a word', 'session'],
		['Appwrite’s secret as it is', sessionSecret],
		['the text of an unset variable', 'undefined'],
		['what another key sealed', seal({ secret: sessionSecret }, 'standard_another-key')],
		['a flow cookie', seal({ until: 9e15, value: {} }, 'standard_the-key', 'draft')],
		['no secret', seal({ userId: 'ada', until: 9e15, factors: [] }, 'standard_the-key')],
		['a secret that cannot be one', sealed(secretOf('ada', ''))],
		['half of one', sealed().slice(0, 200)],
		['another version', sealed().replace('v1.', 'v2.')],
		['line breaks', `${sealed()}\r\nx-appwrite-key: mine`.slice(0, 5)],
		['an emoji', '🍪'],
		['15 kB', `v1.${'A'.repeat(15_000)}`]
	])('takes %s for no session', (_, value) => {
		expect(read(value)).toBeNull();
	});

	it('opens nothing that was changed, whichever byte', () => {
		const bytes = Buffer.from(sealed().slice(3), 'base64url');
		for (let i = 0; i < bytes.length; i += 7) {
			const changed = bytes.map((byte, at) => (at === i ? byte ^ 1 : byte));
			expect(read(`v1.${Buffer.from(changed).toString('base64url')}`), `byte ${i}`).toBeNull();
		}
	});

	it('looks over https only at the cookie that is bound to this host', () => {
		expect(read(sealed(), COOKIE, 'https://app.example/')).toBeNull();
		expect(read(sealed(), `__Host-${COOKIE}`, 'https://app.example/')).not.toBeNull();
	});
});

describe('the keys', () => {
	const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)];

	it('of COOKIE_SECRET open what they sealed, while they are listed', () => {
		const cookie = seal({ secret: sessionSecret, userId: 'a', until: 1, factors: [] }, older);
		settings.COOKIE_SECRET = [newer, older];
		expect(read(cookie)).toMatchObject({ secret: sessionSecret });
		settings.COOKIE_SECRET = [newer];
		expect(read(cookie)).toBeNull();
		settings.COOKIE_SECRET = [];
	});

	it('are one, the newest, for sealing', () => {
		settings.COOKIE_SECRET = [newer, older];
		const { event, jar } = requestEvent('http://localhost/');
		setSession(event, { secret: sessionSecret, userId: 'a', until: Date.now() + 1e6, factors: [] });
		settings.COOKIE_SECRET = [newer];
		expect(read(jar.get(COOKIE) ?? '')).not.toBeNull();
		settings.COOKIE_SECRET = [];
	});
});

it('shows neither Appwrite’s secret nor the user [CK-02 SE-01]', () => {
	const { event, jar } = requestEvent('https://app.example/');
	const session = {
		secret: sessionSecret,
		userId: '6a60e1c20f3a8b1c9d24',
		until: Date.now() + 1e9,
		factors: []
	};
	setSession(event, session);
	const [[name, value] = ['', '']] = [...jar];
	expect([...jar]).toHaveLength(1);
	expect(name).toBe(`__Host-${COOKIE}`);
	expect(value.length).toBeLessThan(1_200);
	for (const encoding of ['latin1', 'base64', 'hex'] as const) {
		const text = Buffer.from(value.slice(3), 'base64url').toString(encoding);
		expect(text).not.toContain(Buffer.from(sessionSecret.slice(30, 60)).toString(encoding));
		expect(text).not.toContain('6a60e1c20f3a8b1c9d24');
	}
});

it('keeps the rest when one part changes, within the same request too', () => {
	const { event } = requestEvent('https://app.example/', { cookies: sessionCookies() });
	updateSession(event, { confirmation: { at: 1, by: 'totp' } });
	expect(readSession(event)).toMatchObject({
		secret: sessionSecret,
		confirmation: { at: 1, by: 'totp' }
	});
	expect(readSessionUserId(event)).toBe('6a60e1c20f3a8b1c9d24');
});
