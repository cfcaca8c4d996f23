import { expect, it, vi } from 'vitest';
import type { User } from '$lib/user';
import { requestEvent } from '../../../../tests/request-event';

vi.mock('$app/env/private', () => ({
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [],
	REDIS_URL: ''
}));
const { keepDraft, takeDraft } = await import('./draft');

const page = 'https://app.example/account/email';

/** The jar of a browser that has sent this while nobody was signed in. */
async function jarAfter(
	fields: Record<string, string>,
	{
		locals = { formerUserId: 'ada' },
		query = ''
	}: { locals?: Partial<App.Locals>; query?: string } = {}
) {
	const body = new URLSearchParams(fields);
	const headers = { 'content-length': String(body.toString().length) };
	const { event, jar } = requestEvent(page + query, { method: 'POST', body, headers, locals });
	await keepDraft(event);
	return jar;
}

function take(jar: Map<string, string>, address = page, userId = 'ada') {
	const locals = { user: { id: userId } as User };
	const { event, jar: left } = requestEvent(address, { cookies: Object.fromEntries(jar), locals });
	return { draft: takeDraft(event), left };
}

it('what was typed comes back to its form, but no secret', async () => {
	const secrets = { password: 'correct horse', newPassword: 'battery', code: '123456' };
	const jar = await jarAfter({ email: 'ada@example.com', ...secrets }, { query: '?/change' });
	expect(take(jar).draft).toMatchObject({
		action: '?/change',
		values: { email: 'ada@example.com' }
	});
	expect(take(jar).draft?.values).toEqual({ email: 'ada@example.com' });
});

it('comes back once, and to its own page only', async () => {
	const jar = await jarAfter({ email: 'ada@example.com' });
	expect(take(jar, 'https://app.example/account').draft).toBeNull();
	const { draft, left } = take(jar);
	expect(draft).not.toBeNull();
	expect(take(left).draft).toBeNull();
});

it('comes back to nobody else', async () => {
	const jar = await jarAfter({ email: 'ada@example.com' });
	const { draft, left } = take(jar, page, 'eve');
	expect(draft).toBeNull();
	expect(take(left).draft).toBeNull();
	expect(take(jar).draft?.values).toEqual({ email: 'ada@example.com' });
});

it('is not kept of somebody who is not known', async () => {
	expect((await jarAfter({ email: 'ada@example.com' }, { locals: {} })).size).toBe(0);
});

it('is not kept of who is signed in, as nothing keeps them from their page', async () => {
	const locals = { user: { id: 'ada' } as User };
	expect((await jarAfter({ email: 'ada@example.com' }, { locals })).size).toBe(0);
});

it.each([
	['a cookie', 3_000],
	['what is waited for', 5_000]
])('is not kept if it is longer than %s', async (_, length) => {
	expect((await jarAfter({ name: 'x'.repeat(length) })).size).toBe(0);
});
