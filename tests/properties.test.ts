import { isActionFailure, redirect } from '@sveltejs/kit';
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it, vi } from 'vitest';
import { accountAnswer } from '$lib/server/answers';
import { toFailure } from '$lib/server/appwrite-errors';
import { readFlowCookie } from '$lib/server/flow-cookie';
import { formAction } from '$lib/server/form';
import { safeRedirect } from '$lib/server/redirects';
import { emailForm, loginForm } from '$lib/server/schemas';
import { readSession } from '$lib/server/session-cookie';
import { requestEvent, secretOf } from './request-event';
import { seal } from './sealed-session';

// What holds for everything that anybody can send, not for examples of it alone.

vi.mock('$app/env/private', () => ({
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	REDIS_URL: ''
}));

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

function textOf(...parts: string[]) {
	return fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((chosen) => chosen.join(''));
}

const targets = fc.oneof(
	anyText,
	fc.webUrl(),
	textOf(
		'/',
		'\\',
		'.',
		'..',
		'%2f',
		'%5c',
		'%09',
		'\t',
		'\r\n',
		'\0',
		'@',
		':',
		'?',
		'#',
		';',
		' ',
		'é'
	),
	textOf('/', '//', '\\', 'evil.example', 'https:', 'javascript:', 'data:', '.', 'account', '\t')
);

it('a redirect leads to a path of this site, in one spelling, whatever was asked for [RD-01]', () => {
	fc.assert(
		fc.property(targets, (target) => {
			const path = safeRedirect(target);
			expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
			expect(new URL(path, 'https://app.example').origin).toBe('https://app.example');
			expect(safeRedirect(path)).toBe(path);
		}),
		{ numRuns: 500 }
	);
});

const addresses = fc.oneof(
	anyText,
	textOf(
		'a',
		'B',
		'@',
		'＠',
		'.',
		',',
		' ',
		'example',
		'com',
		'\r\n',
		'\t',
		'%0d%0a',
		'<',
		'>',
		';',
		'ß'
	)
);

it('an address that is taken for one is a single one, of plain characters, in its only spelling [LG-04]', () => {
	fc.assert(
		fc.property(fc.oneof(addresses, fc.emailAddress()), (typed) => {
			const { success, output } = v.safeParse(emailForm, { email: typed });
			if (!success) return;
			expect(output.email).toMatch(/^[^\s,;<>@\\\p{Cc}]+@[a-z0-9.-]+$/u);
			expect(output.email.length).toBeLessThanOrEqual(254);
			expect(v.parse(emailForm, { email: output.email })).toEqual(output);
		}),
		{ numRuns: 500 }
	);
});

it('capitals, spaces around it and wide characters make no other address [LG-04 RL-04]', () => {
	const word = fc.string({ unit: fc.constantFrom(...'abcxyz019'), minLength: 1, maxLength: 20 });
	fc.assert(
		fc.property(word, word, (local, domain) => {
			const address = `${local}@${domain}.example`;
			const spellings = [address.toUpperCase(), ` ${address}\t`, address.replace('@', '＠')];
			for (const email of spellings)
				expect(v.parse(emailForm, { email })).toEqual({ email: address });
		})
	);
});

it('a cookie is a session only if its secret can be sent on as one, and none is an error [CK-10]', () => {
	const secrets = fc.oneof(
		anyText,
		fc.json().map((json) => Buffer.from(json).toString('base64')),
		fc.tuple(anyText, anyText).map(([id, secret]) => secretOf(id, secret))
	);
	const cookies = (value: string) => ({
		'appwrite-ssr-session': value,
		'appwrite-ssr-oauth': value
	});
	fc.assert(
		fc.property(secrets, (text) => {
			const unsealed = requestEvent('http://localhost/', { cookies: cookies(text) }).event;
			expect(readSession(unsealed)).toBeNull();
			expect(readFlowCookie(unsealed, 'oauth', v.unknown())).toBeNull();

			const kept = { secret: text, userId: 'ada', until: 9e15, factors: [] };
			const sealed = cookies(seal(kept, 'standard_the-key'));
			const session = readSession(requestEvent('http://localhost/', { cookies: sealed }).event);
			if (session === null) return;
			expect(session.secret).toMatch(/^[A-Za-z0-9+/]+=*$/);
			expect(JSON.parse(atob(session.secret))).toMatchObject({
				secret: expect.stringMatching(/^[^]{16,}$/)
			});
		}),
		{ numRuns: 500 }
	);
});

const names = fc.oneof(
	fc.constantFrom('email', 'password', '__proto__', 'constructor', 'email[]', 'a[__proto__][x]'),
	anyText
);
const bodies = fc.oneof(
	fc.array(fc.tuple(names, anyText)).map((fields) => new URLSearchParams(fields)),
	fc.array(fc.tuple(names, anyText)).map(multipart),
	fc.uint8Array().map((bytes) => new Blob([bytes], { type: 'multipart/form-data; boundary=x' }))
);

function multipart(fields: [string, string][]) {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, new Blob([value]), value);
	return form;
}

it('a form is taken or refused with 400, whatever its body, and changes nothing else [IN-02 IN-03 IN-05]', async () => {
	const before = Object.getOwnPropertyNames(Object.prototype);
	await fc.assert(
		fc.asyncProperty(bodies, async (body) => {
			const { event } = requestEvent('https://app.example/login', { method: 'POST', body });
			const answer = await formAction(loginForm, async () => redirect(303, '/'))(event).catch(
				(thrown) => thrown
			);
			expect(isActionFailure(answer) ? answer.status : answer.location).toBeOneOf([400, '/']);
		}),
		{ numRuns: 300 }
	);
	expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});

const ada = {
	...{ $id: 'ada', $createdAt: '2026-01-01T00:00:00.000+00:00', status: true, mfa: false },
	...{ name: 'Ada', email: 'ada@example.com', emailVerification: false, passwordUpdate: '' },
	...{ phone: '', phoneVerification: false, prefs: {} }
};

it('nothing but a user is taken for one [CK-09]', () => {
	const fields = Object.entries(ada).map(([name, value]) => [
		name,
		fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, fc.jsonValue())
	]);
	const answers = fc.oneof(fc.jsonValue(), fc.record(Object.fromEntries(fields)));
	fc.assert(
		fc.property(answers, (answer) => {
			const { success, output } = v.safeParse(accountAnswer, answer);
			if (!success) return;
			expect(output.$id).toMatch(/./s);
			expect(output.status).toBe(true);
			for (const [name, value] of Object.entries(ada)) {
				expect(typeof output[name as keyof typeof output]).toBe(typeof value);
			}
		}),
		{ numRuns: 500 }
	);
	expect(v.is(accountAnswer, ada)).toBe(true);
});

it('whatever is thrown at a call is sorted, and only Appwrite itself ends a session [RS-02 RS-08]', () => {
	const thrown = fc.oneof(
		fc.anything({ withNullPrototype: true }),
		fc
			.record({ name: anyText, code: fc.anything(), type: fc.anything() })
			.map((fields) => Object.assign(new Error(), fields))
	);
	fc.assert(
		fc.property(thrown, fc.constantFrom('session', 'key', 'guest'), (what, caller) => {
			const { kind } = toFailure(what, caller);
			expect(kind).toBe('outage');
		}),
		{ numRuns: 500 }
	);
});
