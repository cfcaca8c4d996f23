import { expect } from '@playwright/test';
import { send, sendForm } from './send.ts';
import { cookieOf, test } from './world.ts';

test('what was typed outlives an outage without a script, and is there when the page is back [AX-06]', async ({
	world
}) => {
	const session = await world.logIn(await world.signUp());
	// Both tries of the one question.
	await world.control('POST', '/faults', { path: '/account', kind: '503', times: 2 });
	const refused = await sendForm(
		world.origin,
		'/account?/name',
		{ name: 'Ada King' },
		{ cookie: session }
	);
	expect(refused.status).toBe(503);

	const cookie = `${session}; ${cookieOf(refused.cookies, 'draft')}`;
	const page = await send(world.origin, '/account', { headers: { cookie, accept: 'text/html' } });
	expect(page.text).toMatch(/<h1[^>]*>Hello Ada Lovelace/);
	expect(page.text).toContain('This was not done.');
	expect(page.text).toMatch(/name="name"[^>]*value="Ada King"|value="Ada King"[^>]*name="name"/);
});
