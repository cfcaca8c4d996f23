import { request } from 'node:http';
import { once } from 'node:events';
import { closedRoutes, routes, type Route } from '../routes.ts';
import { send, type Answer } from './send.ts';
import { expect, test, type World } from './world.ts';

// Whoever is not signed in, at every route there is, in every spelling of its address.

/** Ways to write an address that a guard could take for another one, and the router for the same. */
function spellings(path: string): string[] {
	const [, first = '', rest = ''] = path.match(/^\/(.)(.*)$/) ?? [];
	const encoded = `%${first.charCodeAt(0).toString(16)}${rest}`;
	const tail = path.slice(path.lastIndexOf('/') + 1);
	return [
		path,
		`/${encoded}`,
		`/${path}`,
		`/.${path}`,
		`/x/..${path}`,
		`/%2e${path}`,
		`/%2F${first}${rest}`,
		path.toUpperCase(),
		`${path}/`,
		`${path};a=1`,
		`${path}.html`,
		`${path}%2F`,
		`${path}/__data.json`,
		`/${encoded}/__data.json?x-sveltekit-invalidated=11`,
		`${path}/__data.json?x-sveltekit-invalidated=01`,
		`${path}/__route.js`,
		`${path}/../${tail}`
	];
}

const asPage = { accept: 'text/html', 'x-sveltekit-pathname': '/', 'x-original-url': '/' };

/** Asks in small crowds; gives each answer with what was asked. */
async function askAll(world: World, asked: [method: string, path: string][]) {
	const answers: { what: string; answer: Answer }[] = [];
	for (let from = 0; from < asked.length; from += 40) {
		const crowd = asked.slice(from, from + 40).map(async ([method, path]) => {
			const isWrite = method === 'POST' || method === 'DELETE';
			const type = isWrite ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
			const headers = { ...asPage, ...type, origin: world.origin };
			const body = isWrite ? 'name=Eve&confirm=delete' : undefined;
			const answer = await send(world.origin, path, { method, headers, body });
			return { what: `${method} ${path}`, answer };
		});
		answers.push(...(await Promise.all(crowd)));
	}
	return answers;
}

/** Whether something was shown or done. Data that only says where to go is 200, too; a HEAD of it says no more. */
function isOpen(what: string, { status, text }: Answer): boolean {
	if (status < 200 || status > 299 || status === 204) return false;
	if (what.startsWith('HEAD ') && what.includes('__data.json')) return false;
	return !text.startsWith('{"type":"redirect"');
}

/** Every method at every spelling, and every action at those by which the router may find it. */
function doorsOf({ path, isPage, doors }: Route): [method: string, path: string][] {
	const methods = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', ...(isPage ? [] : doors)]);
	const [plain = '', encoded = ''] = spellings(path);
	const actions = doors.filter((door) => door.startsWith('?'));
	return [
		...spellings(path).flatMap((spelling) =>
			[...methods].map((method): [string, string] => [method, spelling])
		),
		...actions.flatMap((action) =>
			[plain, encoded, `/${plain}`, `${plain}/`].map((at): [string, string] => [
				'POST',
				at + action
			])
		)
	];
}

test('who is not signed in is let in nowhere, by no spelling or method, and Appwrite is not asked [AZ-01 AZ-03]', async ({
	world
}) => {
	const asked = closedRoutes.flatMap(doorsOf);
	expect(asked.length).toBeGreaterThan(1000);

	world.calls.length = 0;
	const answers = await askAll(world, asked);
	const letIn = answers.filter(({ what, answer }) => isOpen(what, answer) || answer.status >= 500);
	expect(letIn.map(({ what, answer }) => `${what} ${answer.status}`)).toEqual([]);
	expect(world.calls).toEqual([]);
});

test('the same spellings lead who is signed in to their page, or to none', async ({ world }) => {
	const ada = await world.signUp();
	const cookie = await world.logIn(ada);
	const answers = await Promise.all(
		spellings('/account').map((path) =>
			send(world.origin, path, { headers: { ...asPage, cookie } })
		)
	);
	const open = answers.filter(
		({ status, headers }) => status === 200 && !/script/.test(`${headers['content-type']}`)
	);
	expect(open.length).toBeGreaterThan(4);
	for (const { text } of open) expect(text).toContain(ada.name);
});

test('who is not signed in is told so before anything is read of what they send [AZ-04]', async ({
	world
}) => {
	const writes = closedRoutes.flatMap(({ path, doors }) =>
		doors.filter((door) => door !== 'GET').map((door) => path + door.replace(/^[A-Z]+$/, ''))
	);
	const statuses = writes.map(async (path) => {
		const headers = { ...asPage, origin: world.origin, 'content-length': 10_000 };
		const type = { 'content-type': 'application/x-www-form-urlencoded' };
		const begun = request(world.origin + path, {
			method: 'POST',
			headers: { ...headers, ...type }
		});
		begun.on('error', () => undefined).flushHeaders();
		// Nothing of the 10,000 bytes is ever sent.
		const [response] = await once(begun, 'response');
		begun.destroy();
		return response.statusCode;
	});
	for (const status of await Promise.all(statuses)) expect([303, 401]).toContain(status);
});

/** What Appwrite may know of a user beside what pages need. */
const canaries = {
	password: 'canary-hash',
	hash: 'canary-algorithm',
	hashOptions: { salt: 'canary-salt' },
	labels: ['canary-label'],
	accessedAt: 'canary-accessed',
	registration: 'canary-registration',
	mfaRecoveryCodes: ['canary-code'],
	secret: 'canary-secret',
	targets: [{ identifier: 'canary-target' }],
	impersonatorUserId: 'canary-impersonator',
	prefs: { theme: 'dark', apiToken: 'canary-preference' },
	somethingNew: 'canary-new'
};

test('of a user, pages and their data hold only what was chosen [AZ-07]', async ({ world }) => {
	const ada = await world.signUp();
	const cookie = await world.logIn(ada);
	world.extras = canaries;
	const pages = routes.filter(({ doors }) => doors.includes('GET'));
	const answers = pages.flatMap(({ path, isPage }) =>
		[path, ...(isPage ? [`${path === '/' ? '' : path}/__data.json`] : [])].map(async (at) => ({
			at,
			...(await send(world.origin, at, { headers: { accept: 'text/html', cookie } }))
		}))
	);
	const shown = await Promise.all(answers);
	world.extras = {};

	expect(shown.filter(({ text }) => text.includes(ada.name)).length).toBeGreaterThan(10);
	const leaks = shown.filter(({ text }) => text.includes('canary-'));
	// The download of everything holds all of the preferences, and no secret.
	expect(leaks.map(({ at }) => at)).toEqual(['/account/data/export']);
	expect(leaks[0]?.text).not.toMatch(/canary-(hash|algorithm|salt|code|secret)/);
});
