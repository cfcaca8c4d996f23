import { error, isActionFailure, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import type { FormAnswer } from '$lib/form';
import { requestEvent } from '../../../tests/request-event';
import { AppwriteFailure } from './appwrite-errors';
import { formAction } from './form';
import type { Refusals } from './refusals';
import { loginForm } from './schemas';
import { TooManyAttempts } from './too-many-attempts';

vi.mock('$app/env/private', () => ({ APPWRITE_API_KEY: 'standard_the-key', COOKIE_SECRET: [] }));

const secret = 'correct horse';

/** What an action answers to a body; `act` is what it does with good data. */
async function send(body: BodyInit, act: () => unknown, query = '', refusals?: Refusals) {
	const headers: Record<string, string> = {};
	const set = (more: Record<string, string>) => Object.assign(headers, more);
	const { event } = requestEvent(`https://app.example/login${query}`, { method: 'POST', body });
	event.setHeaders = set;

	const action = formAction(loginForm, async () => redirect(303, String(act())), refusals);
	const answer: unknown = await action(event);
	if (!isActionFailure(answer)) throw new Error('not refused');
	return { status: answer.status, headers, ...(answer.data as unknown as FormAnswer) };
}

function form(fields: Record<string, string | Blob>) {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.append(name, value);
	return data;
}

const good = form({ email: 'Ada@Example.com ', password: secret });
const never = () => {
	throw new Error('must not be reached');
};
function failing(thrown: unknown) {
	return () => {
		throw thrown;
	};
}

describe('a form', () => {
	it('that is right leads on', async () => {
		await expect(send(good, () => '/account')).rejects.toMatchObject({ location: '/account' });
	});

	it('that is wrong is told by field, and keeps what was typed', async () => {
		const answer = await send(form({ email: 'ada@', password: '' }), never);
		expect(answer).toMatchObject({
			status: 400,
			values: { email: 'ada@' },
			errors: { email: expect.stringContaining('email'), password: 'Enter your password.' }
		});
	});

	it.each<[string, BodyInit]>([
		['nothing', new URLSearchParams()],
		['a file for a text', form({ email: new Blob(['x']), password: secret })],
		['names of prototypes', form({ ['__proto__']: 'x', constructor: 'x', 'a[b]': 'x' })],
		['no form', 'nonsense'],
		['addresses in a row', form({ email: 'a@example.com,b@example.com', password: secret })],
		[
			'an address with a line break',
			form({ email: 'a@example.com\r\nBcc: b@e.com', password: 'x' })
		],
		['an endless address', form({ email: `${'a'.repeat(5_000)}@example.com`, password: secret })],
		['an endless password', form({ email: 'a@example.com', password: 'x'.repeat(5_000) })]
	])('that holds %s is refused with 400', async (_, body) => {
		expect(await send(body, never)).toMatchObject({ status: 400 });
	});

	it('never gives a password back [LG-05]', async () => {
		const refused = failing(
			new AppwriteFailure({ kind: 'refused', status: 401, type: 'user_invalid_credentials' })
		);
		const answer = await send(good, refused);
		expect(answer).toMatchObject({ status: 401, message: expect.any(String) });
		expect(JSON.stringify(answer)).not.toContain(secret);
	});

	it('tells a refusal at the field that it is about', async () => {
		const refusals = { user_teapot: { status: 418, field: 'email', message: 'Short and stout.' } };
		const refused = failing(
			new AppwriteFailure({ kind: 'refused', status: 418, type: 'user_teapot' })
		);
		const answer = await send(good, refused, '', refusals);
		expect(answer).toMatchObject({ status: 418, errors: { email: 'Short and stout.' } });
		expect(answer).not.toHaveProperty('message');
	});

	it('keeps what was typed through an outage', async () => {
		const answer = await send(good, failing(thrownBy(() => error(503, 'down'))));
		expect(answer).toMatchObject({ status: 503, values: { email: 'Ada@Example.com ' } });
	});

	it('says that Appwrite takes no more of it for a while', async () => {
		const limited = thrownBy(() => error(503, { message: 'down', isLimited: true }));
		expect(await send(good, failing(limited))).toMatchObject({
			status: 503,
			message: expect.stringContaining('try again in an hour'),
			headers: { 'retry-after': '3600' }
		});
	});

	it('says when to try again', async () => {
		const answer = await send(good, failing(new TooManyAttempts(119_000)));
		expect(answer).toMatchObject({
			status: 429,
			message: 'Too many attempts. Try again in 2 minutes.',
			headers: { 'retry-after': '119' }
		});
	});

	it('does not hide a fault of ours', async () => {
		const fault = new TypeError('our fault');
		await expect(send(good, failing(fault))).rejects.toBe(fault);
		const unforeseen = new AppwriteFailure({ kind: 'refused', status: 418, type: 'teapot' });
		await expect(send(good, failing(unforeseen))).rejects.toBe(unforeseen);
	});

	it('says which form of the page it was', async () => {
		expect(await send(form({}), never)).toMatchObject({ action: '' });
		expect(await send(form({}), never, '?/name&redirectTo=/')).toMatchObject({ action: '?/name' });
	});
});

it('an address has one spelling [LG-04]', () => {
	for (const email of ['ADA@example.com', ' ada@example.com ', 'ada＠example.com']) {
		expect(v.parse(loginForm, { email, password: ' x ' })).toEqual({
			email: 'ada@example.com',
			password: ' x '
		});
	}
});

function thrownBy(act: () => never): unknown {
	try {
		return act();
	} catch (thrown) {
		return thrown;
	}
}
