import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { routes } from '../routes.ts';
import { longest } from '../worst-texts.ts';
import { send, sendForm } from './send.ts';
import { expect, someAddress, test } from './world.ts';

// What strangers send is looked at before any limit counts it: whatever it is, it must not keep others waiting. Measured in
// the CPU time of the app, which is the same on a machine that has more to do.

test.skip(process.platform !== 'linux', 'the CPU time of the app is read from /proc');

/** In plain requests. Text that is read once costs two of them at most; read once for each character, a hundred. */
const MOST_WORK = 12;
/** Requests at once, as the CPU time comes in hundredths of a second. */
const CROWD = 3;

interface App {
	origin: string;
	/** Seconds of CPU that the app takes for this. */
	workOf(what: () => Promise<unknown>): Promise<number>;
}

/** An app that nobody else asks anything of. */
async function withApp(use: (app: App) => Promise<void>) {
	const { server: backend, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	const { server, origin } = await startApp(appwrite, { ADDRESS_HEADER: 'x-forwarded-for' });
	const spent = () => {
		const stat = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1] ?? '';
		const [user = 0, system = 0] = stat.split(' ').slice(11, 13).map(Number);
		return (user + system) / 100;
	};
	async function workOf(what: () => Promise<unknown>) {
		const before = spent();
		await what();
		return spent() - before;
	}

	try {
		await use({ origin, workOf });
	} finally {
		server.kill('SIGKILL');
		backend.kill('SIGKILL');
	}
}

function crowd(ask: () => Promise<unknown>) {
	return Promise.all(Array.from({ length: CROWD }, ask));
}

/** The least of some tries: in the others, the machine may have had more to do. */
async function leastWork({ workOf }: App, enough: number, ask: () => Promise<unknown>) {
	let least = Infinity;
	for (let time = 0; time < 3 && least > enough; time += 1)
		least = Math.min(least, await workOf(() => crowd(ask)));
	return least;
}

/** Of one plain request, once all is compiled. */
async function plainWork({ workOf }: App, ask: () => Promise<unknown>) {
	for (let time = 0; time < 10; time += 1) await crowd(ask);
	const seconds = await workOf(async () => {
		for (let time = 0; time < 20; time += 1) await crowd(ask);
	});
	return seconds / 20;
}

/** Every header that the code in the build looks for. */
function readHeaders(): string[] {
	const files = readdirSync('build', { recursive: true, withFileTypes: true })
		.filter(({ name, parentPath }) => name.endsWith('.js') && !parentPath.includes('client'))
		.map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'));
	const found = files.flatMap((text) => [
		...text.matchAll(/headers(?:\.get\(|\[)\s*(['"])([\w-]+)\1|req\.headers\.(\w+)\b(?!\()/g)
	]);
	const names = found.map(([, , got, named]) => (got ?? named ?? '').toLowerCase());
	// Node itself answers a request in which one of these is wrong.
	const framing = ['connection', 'content-length', 'expect', 'transfer-encoding', 'upgrade'];
	return [...new Set(names), 'x-forwarded-for'].filter((name) => name && !framing.includes(name));
}

/** What can stand in a header or an address, and in a body without being made longer by escapes. */
const plain = longest.filter(({ text }) => /^[ -~]+$/.test(text));

test('ten forms with the longest fields keep nobody waiting, whichever the form [IN-08]', async () => {
	test.setTimeout(300_000);
	await withApp(async (app) => {
		const { origin } = app;
		const open = routes.filter(({ group, isPage }) => isPage && /^\((public|guest)\)$/.test(group));
		let fields = 0;
		for (const { path, doors } of open) {
			const page = path.replace('/x', '/oidc');
			const { text: html } = await send(origin, page, { headers: { accept: 'text/html' } });
			const names = new Set(
				[...html.matchAll(/<input[^>]* name="(\w+)"/g)].map(([, name]) => name)
			);
			const form = Object.fromEntries([...names].map((name) => [name, '']));
			for (const door of doors.filter((one) => one !== 'GET')) {
				const post = (values: Record<string, string>) =>
					sendForm(origin, page + door, values, someAddress());
				const most = MOST_WORK * (await plainWork(app, () => post(form)));
				for (const name of names) {
					fields += 1;
					for (const { what, text } of plain) {
						const work = await leastWork(app, most, () => post({ ...form, [String(name)]: text }));
						expect.soft(work, `${page}${door} ${name}: ${what}`).toBeLessThanOrEqual(most);
					}
				}
			}
		}
		expect(fields).toBeGreaterThan(8);
	});
});

test('no header and no address costs more than it is long [IN-08]', async () => {
	test.setTimeout(300_000);
	await withApp(async (app) => {
		const { origin } = app;
		const get = (headers: Record<string, string>, path = '/login') =>
			send(origin, path, { headers: { accept: 'text/html', ...headers } });
		const post = (headers: Record<string, string>) => sendForm(origin, '/login', {}, headers);
		const most = MOST_WORK * (await plainWork(app, () => get({})));
		const headers = readHeaders();
		expect(headers).toEqual(expect.arrayContaining(['accept', 'cookie', 'origin', 'user-agent']));

		for (const { what, text } of plain) {
			for (const name of headers) {
				for (const ask of [get, post]) {
					const work = await leastWork(app, most, () => ask({ [name]: text }));
					expect.soft(work, `${name}: ${what}`).toBeLessThanOrEqual(most);
				}
			}
			const path = encodeURI(text).slice(0, 15_000);
			for (const address of [`/${path}`, `/login?redirectTo=${path}`, `/login?${path}`]) {
				const work = await leastWork(app, most, () => get({}, address));
				expect.soft(work, `${address.slice(0, 20)}: ${what}`).toBeLessThanOrEqual(most);
			}
		}
	});
});

test('ten of the worst forms at once leave the app answering [IN-08]', async () => {
	await withApp(async ({ origin, workOf }) => {
		const post = (path: string, password: string) =>
			sendForm(origin, path, { password, name: 'Eve', email: 'eve' }, someAddress());
		const health = async () => (await send(origin, '/healthz')).status;
		const attack = (password: string) => async () => {
			const posts = ['/signup', '/reset-password'].flatMap((path) =>
				Array.from({ length: 5 }, () => post(path, password))
			);
			expect(await health()).toBe(200);
			for (const { status } of await Promise.all(posts)) expect(status).toBe(400);
		};
		for (let time = 0; time < 5; time += 1) await attack('')();
		const empty = await workOf(async () => {
			for (let time = 0; time < 20; time += 1) await attack('')();
		});
		const worst = await workOf(attack(`${'a'.repeat(15_000)}1`));
		expect(worst).toBeLessThanOrEqual((MOST_WORK * empty) / 20);
	});
});
