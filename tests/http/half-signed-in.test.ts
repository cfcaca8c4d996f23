import type { APIRequestContext } from '@playwright/test';
import { routes, type Route } from '../routes.ts';
import { expect, test as base } from '../e2e/second-factor-fixtures.ts';

// Between the first factor and the second: a crawl over every route there is, found from its folder.

/** Asks as a browser does that has signed in by the password alone. */
type Visitor = (path: string, method?: string, accept?: string) => Promise<Answer>;
type Answer = Awaited<ReturnType<APIRequestContext['fetch']>>;

const test = base.extend<{ half: Visitor }>({
	half: async ({ request, baseURL, ada, key }, use) => {
		expect(key).toBeTruthy();
		const data = { email: ada.email, password: ada.password };
		const login = await request.post('/api/session', { data, maxRedirects: 0 });
		const cookie = login.headers()['set-cookie']?.split(';')[0] ?? '';

		await use((path, method = 'GET', accept = 'text/html') => {
			const headers = { accept, cookie, origin: baseURL ?? '' };
			const form = method === 'GET' ? undefined : { name: 'Eve', confirm: 'delete' };
			return request.fetch(path, { method, headers, form, maxRedirects: 0 });
		});
	}
});

const closed = routes.filter(({ group }) => !/^\((public|guest|second-factor)\)$/.test(group));
const isApi = ({ path }: Route) => path.startsWith('/api/');

test('the crawl knows the routes', () => {
	const paths = routes.map(({ path }) => path);
	expect(paths).toEqual(
		expect.arrayContaining(['/', '/account', '/api/user', '/login', '/logout'])
	);
	expect(closed.length).toBeGreaterThan(10);
	const doors = closed.flatMap(({ path, doors }) => doors.map((door) => path + door));
	expect(doors).toEqual(expect.arrayContaining(['/account?/name', '/account/security?/turnOff']));
});

test('every page, its data and its actions lead to the second factor [MF-01]', async ({ half }) => {
	const question = /^\/login\/second-factor\?redirectTo=/;

	for (const { path, doors } of closed.filter(({ isPage }) => isPage)) {
		for (const door of doors) {
			const isGet = door === 'GET';
			const at = isGet ? path : path + door;
			const answer = await half(at, isGet ? 'GET' : 'POST');
			expect(answer.status(), at).toBe(303);
			expect(answer.headers().location, at).toMatch(question);
			expect(answer.headers()['set-cookie'] ?? '', at).not.toContain('appwrite-ssr-session=;');

			const data = isGet ? `${path}/__data.json` : at;
			const sent = await half(data, isGet ? 'GET' : 'POST', 'application/json');
			expect(await sent.json(), data).toMatchObject({
				type: 'redirect',
				location: expect.stringMatching(question)
			});
		}
	}
});

test('every endpoint says that a second factor is required, or leads there [MF-01]', async ({
	half
}) => {
	for (const route of closed.filter(({ isPage }) => !isPage)) {
		for (const method of route.doors) {
			const answer = await half(route.path, method);
			expect(answer.status(), route.path).toBe(isApi(route) ? 401 : 303);
			if (isApi(route)) {
				expect(await answer.json()).toMatchObject({ title: 'A second factor is required.' });
			} else {
				expect(answer.headers().location).toMatch(/^\/login\/second-factor/);
			}
		}
	}
});

test('pages for the signed-out lead to the second factor, too', async ({ half }) => {
	for (const { path, doors } of routes.filter(({ group }) => group === '(guest)')) {
		for (const door of doors) {
			const isGet = door === 'GET';
			const answer = await half(isGet ? path : path + door, isGet ? 'GET' : 'POST');
			expect(answer.status(), path + door).toBe(303);
			expect(answer.headers().location, path + door).toMatch(/^\/login\/second-factor/);
		}
	}
});

test('what is open to all shows nothing of the person [MF-01]', async ({ half, ada }) => {
	const open = routes.filter(({ group }) => /^\((public|second-factor)\)$/.test(group));
	for (const { path } of open.filter(({ doors }) => doors.includes('GET'))) {
		for (const address of [path, `${path === '/' ? '' : path}/__data.json`]) {
			const answer = await half(address);
			const text = await answer.text();
			expect(answer.status(), address).toBeLessThan(500);
			for (const own of [ada.id, ada.email, ada.name]) expect(text, address).not.toContain(own);
		}
	}
});

test('nothing was changed by all this [MF-01]', async ({ half, ada, owner }) => {
	for (const { path, doors } of closed) {
		for (const door of doors.filter((door) => door !== 'GET')) await half(path + door, 'POST');
	}
	expect(await owner('GET', '/account')).toMatchObject({
		name: ada.name,
		email: ada.email,
		mfa: true
	});
	expect((await owner('GET', '/account/sessions')).total).toBe(2);
});
