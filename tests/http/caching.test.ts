import { routes } from '../routes.ts';
import { send } from './send.ts';
import { startSharedCache } from './shared-cache.ts';
import { expect, test } from './world.ts';

const asPage = { accept: 'text/html' };

/** Every page and endpoint, and the data of pages. */
const addresses = routes
	.filter(({ doors }) => doors.includes('GET'))
	.flatMap(({ path, isPage }) =>
		isPage ? [path, `${path === '/' ? '' : path}/__data.json`] : [path]
	);

/** Addresses that a cache could take for files, and the app for pages. */
const disguised = ['/account', '/account/sessions', '/account/data', '/api/user'].flatMap(
	(path) => [
		`${path}/x.css`,
		`${path}.css`,
		`${path};x.css`,
		`${path}%2fx.js`,
		`${path}/..%2fx.css`
	]
);

test('a cache in front gives nobody the page of somebody else [CA-02]', async ({ world }) => {
	const cache = await startSharedCache(world.origin);
	const [ada, bob] = [await world.signUp('Ada Lovelace'), await world.signUp('Bob Berners')];
	const visits = [
		{ cookie: await world.logIn(ada), others: [bob] },
		{ cookie: await world.logIn(bob), others: [ada] },
		{ cookie: undefined, others: [ada, bob] }
	];

	let own = 0;
	for (const { cookie, others } of [...visits, ...visits.slice(0, 1)]) {
		const headers = cookie ? { ...asPage, cookie } : asPage;
		const answers = [...addresses, ...disguised].map(async (path) => {
			const { text, cookies, headers: answered } = await send(cache.origin, path, { headers });
			for (const { id, name, email } of others) {
				for (const part of [id, name, email]) expect(text, path).not.toContain(part);
			}
			if (answered['x-cache']) expect(cookies, path).toEqual([]);
			if (cookie && /Ada Lovelace|Bob Berners/.test(text)) own += 1;
		});
		await Promise.all(answers);
	}
	expect(own).toBeGreaterThan(30);
	// It keeps what it may: else this would prove nothing.
	expect(cache.kept()).toContain('/login');
	cache.close();
});

test('what comes with a session, or brings a cookie, is stored nowhere [CA-01]', async ({
	world
}) => {
	const cookie = await world.logIn(await world.signUp());
	const more = ['/nowhere', '/login?redirectTo=//evil.example', '/account?/name', '/account/'];
	const visitors = [cookie, 'appwrite-ssr-session=broken', ''];
	const answers = visitors.flatMap((visitor) =>
		[...addresses, ...more].map(async (path) => {
			const headers = { ...asPage, cookie: visitor };
			return { path, visitor, ...(await send(world.origin, path, { headers })) };
		})
	);
	for (const { path, visitor, headers, cookies } of await Promise.all(answers)) {
		if (visitor === '' && cookies.length === 0) continue;
		// What needs no look at a session says nothing of anybody, such as the way to a page without a slash.
		if (['/account/', '/healthz', '/readyz'].includes(path)) continue;
		expect(headers['cache-control'], `${path} ${visitor}`).toBe('private, no-store');
	}
});

test('an address that looks like a file shows nothing of anybody [CA-03]', async ({ world }) => {
	const ada = await world.signUp();
	const cookie = await world.logIn(ada);
	const answers = disguised.map(async (path) => {
		const { status, headers } = await send(world.origin, path, { headers: { ...asPage, cookie } });
		expect(status, path).toBe(404);
		expect(headers['cache-control'], path).toBe('private, no-store');
	});
	await Promise.all(answers);
});
