import { isHttpError, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { describe, expect, it, vi } from 'vitest';
import type { User } from '$lib/user';
import { requestEvent, secretOf, sessionCookies } from '../../../tests/request-event';
import { rememberConfirmation } from './confirmation';
import {
	guardRoute,
	requireAccount,
	requireHalfSignedIn,
	requireRecentConfirmation,
	requireUser
} from './guards';

vi.mock('$app/env/private', () => ({ APPWRITE_API_KEY: 'standard_the-key', COOKIE_SECRET: [] }));

const ada: User = {
	id: 'ada',
	isAnonymous: false,
	name: 'Ada',
	email: 'ada@example.com',
	emailVerified: true,
	phone: '',
	phoneVerified: false,
	hasPassword: true,
	mfa: false,
	preferences: { theme: 'system', language: 'en', timeZone: 'UTC' },
	createdAt: ''
};

const visitors: Record<string, Partial<App.Locals>> = {
	guest: {},
	user: { user: ada },
	nameless: { user: { ...ada, isAnonymous: true, name: '', email: '' } },
	half: { failure: { kind: 'second-factor' } },
	blocked: { failure: { kind: 'blocked' } },
	unknown: { failure: { kind: 'outage', reason: 'ECONNREFUSED' } },
	misconfigured: { failure: { kind: 'misconfigured', type: 'project_not_found', advice: '' } }
};

function visit(
	visitor: string,
	routeId: string | undefined,
	address = 'https://app.example/there'
) {
	return requestEvent(address, { routeId, locals: visitors[visitor] }).event;
}

/** What becomes of the request: where it is sent, which status it is answered with, or `open`. */
async function outcome(act: (event: RequestEvent) => unknown, event: RequestEvent) {
	try {
		const response = act(event);
		return response instanceof Response ? response.status : 'open';
	} catch (thrown) {
		if (isRedirect(thrown)) return thrown.location;
		if (isHttpError(thrown)) return thrown.status;
		throw thrown;
	}
}

describe('a page that nobody has opened [AZ-01]', () => {
	it.each([
		['guest', '/login?redirectTo=%2Fthere'],
		['user', 'open'],
		['nameless', 'open'],
		['half', '/login/second-factor?redirectTo=%2Fthere'],
		['blocked', '/login?notice=account-blocked']
	])('is for a %s: %s', async (visitor, expected) => {
		for (const routeId of ['/(user)/there', '/there', '/(new-group)/there']) {
			expect(await outcome(guardRoute, visit(visitor, routeId)), routeId).toBe(expected);
		}
	});
});

describe('an endpoint that nobody has opened [AZ-01 AZ-06]', () => {
	it.each([
		['guest', 401],
		['user', 'open'],
		['half', 401],
		['blocked', 401],
		['unknown', 503],
		['misconfigured', 500]
	])('answers a %s with %s', async (visitor, expected) => {
		expect(await outcome(guardRoute, visit(visitor, '/(user)/api/user'))).toBe(expected);
	});
});

it.each(Object.keys(visitors))('a public page is open to a %s', async (visitor) => {
	expect(await outcome(guardRoute, visit(visitor, '/(public)'))).toBe('open');
	expect(await outcome(guardRoute, visit(visitor, undefined))).toBe('open');
});

it.each([
	['guest', 'open'],
	['unknown', 'open'],
	['nameless', 'open'],
	['user', '/account'],
	['half', '/login/second-factor?redirectTo=%2Faccount']
])('a page for the signed-out is for a %s: %s', async (visitor, expected) => {
	expect(await outcome(guardRoute, visit(visitor, '/(guest)/login'))).toBe(expected);
});

it.each([
	['guest', '/login?redirectTo=%2Faccount'],
	['user', '/account'],
	['half', 'open'],
	['unknown', 503],
	['misconfigured', 500]
])('the page between the factors is for a %s: %s', async (visitor, expected) => {
	expect(await outcome(requireHalfSignedIn, visit(visitor, '/(second-factor)/there'))).toBe(
		expected
	);
});

it('who is signed in already goes where the login would have led', async () => {
	const event = visit('user', '/(guest)/login', 'https://app.example/login?redirectTo=/a');
	expect(await outcome(guardRoute, event)).toBe('/a');
	const evil = visit(
		'user',
		'/(guest)/login',
		'https://app.example/login?redirectTo=//evil.example'
	);
	expect(await outcome(guardRoute, evil)).toBe('/account');
});

it.each([
	['guest', '/login?redirectTo=%2Fthere'],
	['unknown', 503],
	['misconfigured', 500]
])('requireUser alone keeps a %s out: %s', async (visitor, expected) => {
	expect(await outcome(requireUser, visit(visitor, '/(public)/there'))).toBe(expected);
});

it('requireUser gives the user', () => {
	expect(requireUser(visit('user', '/(user)/there'))).toEqual(ada);
});

it.each([
	['guest', '/login?redirectTo=%2Fthere'],
	['nameless', '/signup?redirectTo=%2Fthere'],
	['user', 'open']
])('a page for accounts sends a %s to %s', async (visitor, expected) => {
	expect(await outcome(requireAccount, visit(visitor, '/(user)/there'))).toBe(expected);
});

describe('a change that wants to be confirmed', () => {
	const secret = secretOf('ada', '5e'.repeat(128));

	/** Somebody at a page for it, with these cookies. */
	function ask(cookies: Record<string, string>, user = ada) {
		const locals = { user };
		return requestEvent('https://app.example/there', { cookies, locals });
	}

	/** The cookies of somebody who has just confirmed that it is them. */
	function confirmed(session: string, by: Parameters<typeof rememberConfirmation>[1] = 'sign-in') {
		const { event, jar } = ask(sessionCookies(session));
		rememberConfirmation(event, by);
		return Object.fromEntries(jar);
	}

	const question = '/account/confirm?redirectTo=%2Fthere';

	it('is open to who has just signed in or confirmed', async () => {
		const { event } = ask(confirmed(secret));
		expect(await outcome(requireRecentConfirmation, event)).toEqual('open');
	});

	it('asks everybody else', async () => {
		const { event } = ask(sessionCookies(secret));
		expect(await outcome(requireRecentConfirmation, event)).toBe(question);
	});

	it('asks for the second factor where there is one, and not for what signing in took', async () => {
		const user = { ...ada, mfa: true };
		const signedIn = ask(confirmed(secret), user);
		expect(await outcome(requireRecentConfirmation, signedIn.event)).toBe(question);
		const shown = ask(confirmed(secret, 'totp'), user);
		expect(await outcome(requireRecentConfirmation, shown.event)).toBe('open');
	});

	it('asks again after ten minutes', async () => {
		const cookies = confirmed(secret);
		vi.useFakeTimers({ now: Date.now() + 10 * 60_000 });
		expect(await outcome(requireRecentConfirmation, ask(cookies).event)).toBe(question);
		vi.useRealTimers();
	});

	it.each([
		['another session of the same user', secretOf('ada', 'ab'.repeat(128))],
		['another user', secretOf('eve', '5e'.repeat(128))]
	])('asks %s in the same browser', async (_who, other) => {
		const { event } = ask({ ...confirmed(secret), ...sessionCookies(other) });
		expect(await outcome(requireRecentConfirmation, event)).toBe(question);
	});

	it('asks no guest, who could not answer', async () => {
		const { event } = ask(sessionCookies(secret), { ...ada, isAnonymous: true });
		expect(await outcome(requireRecentConfirmation, event)).toBe('open');
	});
});
