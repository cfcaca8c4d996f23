import { startApp } from '../e2e/processes.js';
import { routes } from '../routes.ts';
import { send, sendForm } from './send.ts';
import { cookieOf, expect, someAddress, test } from './world.ts';

// Where an address or a form may lead, and that nobody is sent in circles.

const targets = [
	'//evil.example',
	'///evil.example',
	'////evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'/\t/evil.example',
	'/\r\n/evil.example',
	'\t//evil.example',
	'/%09/evil.example',
	'/%5Cevil.example',
	'/.//evil.example',
	'/a/..//evil.example',
	'https://evil.example',
	'https:evil.example',
	'HTTPS:/evil.example',
	'https://localhost.evil.example',
	'//localhost@evil.example',
	'/@evil.example',
	'javascript:alert(1)',
	'data:text/html,<script>alert(1)</script>',
	'/a\r\nset-cookie: session=evil',
	'/\u0000',
	'/€',
	`/${'a'.repeat(5_000)}`,
	'account',
	''
];

const addresses = [
	...targets.map((target) => `?redirectTo=${encodeURIComponent(target)}`),
	'?redirectTo=/account&redirectTo=//evil.example',
	'?redirectTo=//evil.example&redirectTo=/account',
	'?redirectTo[]=//evil.example',
	'?redirectTo=%ff'
];

/** That it leads somewhere on this site. */
function expectHere(origin: string, location: unknown, what: string) {
	expect(typeof location, what).toBe('string');
	expect(location, what).not.toMatch(/^[/\\]{2}|[\s\\]/);
	expect(new URL(String(location), origin).origin, what).toBe(origin);
}

test('a login leads nowhere but to this site, and no target is an obstacle to it [RD-01 RD-02]', async ({
	world
}) => {
	const { email, password } = await world.signUp();
	await Promise.all(
		addresses.map(async (query) => {
			const form = { email, password };
			const answer = await sendForm(world.origin, `/login${query}`, form, someAddress());
			expect(answer.status, query).toBe(303);
			expect(cookieOf(answer.cookies, 'session').length, query).toBeGreaterThan(100);
			expectHere(world.origin, answer.headers.location, query);
		})
	);
});

test('no page for the signed-out sends the signed-in to another site, nor does its data [RD-01]', async ({
	world
}) => {
	const headers = { accept: 'text/html', cookie: await world.logIn(await world.signUp()) };
	const pages = routes.filter(({ group, isPage }) => isPage && group === '(guest)');
	const asked = pages.flatMap(({ path }) => addresses.map((query) => ({ path, query })));
	await Promise.all(
		asked.map(async ({ path, query }) => {
			const page = await send(world.origin, path + query, { headers });
			expect(page.status, path + query).toBe(303);
			expectHere(world.origin, page.headers.location, path + query);

			const data = await send(world.origin, `${path}/__data.json${query}`, { headers });
			expectHere(world.origin, JSON.parse(data.text).location, path + query);
		})
	);
});

test('a form of a provider keeps a target on this site [RD-01]', async ({ world }) => {
	await Promise.all(
		addresses.map(async (query) => {
			const answer = await sendForm(world.origin, `/login/oauth/oidc${query}`, {}, someAddress());
			expect(answer.status, query).toBe(303);
			expectHere(world.origin, answer.headers.location, query);
		})
	);
});

test('no page leads in circles, whoever asks for it [RD-03]', async ({ world }) => {
	const revoked = await world.logIn(await world.signUp());
	await send(world.origin, '/api/session', { method: 'DELETE', headers: { cookie: revoked } });
	const half = await world.signUp();
	await world.requireSecondFactor(half);
	const visitors = {
		nobody: '',
		user: await world.logIn(await world.signUp()),
		half: await world.logIn(half),
		revoked
	};
	const pages = routes.filter(({ isPage }) => isPage).map(({ path }) => path);

	for (const [visitor, cookie] of Object.entries(visitors)) {
		await Promise.all(pages.map((path) => expectEnd(world.origin, path, cookie, visitor)));
	}
	// Of its own, as an app that has seen an outage asks nothing for a while.
	const { server, origin } = await startApp(world.appwrite);
	await world.control('POST', '/faults', { path: '/account', kind: 500, times: 10_000 });
	for (const cookie of Object.values(visitors)) {
		await Promise.all(pages.map((path) => expectEnd(origin, path, cookie, 'outage')));
	}
	await world.control('DELETE', '/faults', {});
	server.kill('SIGKILL');
});

/** Follows redirects as a browser does that keeps its cookies: three at most. */
async function expectEnd(origin: string, start: string, cookie: string, visitor: string) {
	let at = start;
	let mine = cookie;
	for (let hops = 0; hops <= 3; hops += 1) {
		const { status, headers, cookies } = await send(origin, at, {
			headers: { accept: 'text/html', cookie: mine }
		});
		if (cookies.some((one) => one.startsWith('appwrite-ssr-session=;'))) mine = '';
		if (status < 300 || status > 399) return;
		at = String(headers.location);
	}
	expect.soft(at, `${visitor} at ${start}`).toBe('a page within three redirects');
}
