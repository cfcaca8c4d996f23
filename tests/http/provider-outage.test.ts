import { startApp, startAppwrite } from '../e2e/processes.js';
import { startFaultProxy } from './fault-proxy.ts';
import type { Fault } from './faults.ts';
import { send, sendForm } from './send.ts';
import { cookieOf, expect, someAddress, test } from './world.ts';

// A provider that does not answer is no matter of those who sign in otherwise, whatever strangers ask of it.

/** More than may be under way at once. */
const CROWD = 80;

/** What Appwrite says after it has waited for the provider, or that it still waits. */
const faults: Record<string, Fault> = {
	fails: (_, response) =>
		void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Error</h1>'),
	hangs: () => undefined
};

interface Scene {
	origin: string;
	/** Calls of the start at the dead provider. */
	asked: () => number;
	/** Whether somebody can log in, see their account, and set out for another provider. */
	expectAllElseWell(): Promise<void>;
}

async function withDeadProvider(fault: Fault, act: (scene: Scene) => Promise<void>) {
	const { server: backend, appwrite } = await startAppwrite(
		'--port',
		'0',
		'--database',
		':memory:'
	);
	const proxy = await startFaultProxy(appwrite.endpoint);
	let asked = 0;
	proxy.fault = (request, response, pass) => {
		if (!request.url?.includes('/tokens/oauth2/github')) return pass();
		asked += 1;
		return fault(request, response, pass);
	};
	const settings = { ADDRESS_HEADER: 'x-forwarded-for', USER_CACHE_SECONDS: '0' };
	const { server, origin } = await startApp({ ...appwrite, endpoint: proxy.endpoint }, settings);

	const person = { email: 'ada@example.com', password: 'correct horse' };
	const signUp = { name: 'Ada', ...person };
	expect((await sendForm(origin, '/signup', signUp, someAddress())).status).toBe(303);

	async function expectAllElseWell() {
		const { status, cookies } = await sendForm(origin, '/login', person, someAddress());
		expect(status).toBe(303);
		const headers = { accept: 'text/html', cookie: cookieOf(cookies, 'session') };
		expect((await send(origin, '/account', { headers })).status).toBe(200);
		const { status: other, text } = await setOut(origin, 'oidc');
		expect(other).toBe(200);
		expect(text).toMatch(/http-equiv="refresh" content="0;url=http/);
	}

	try {
		await act({ origin, asked: () => asked, expectAllElseWell });
	} finally {
		server.kill('SIGKILL');
		backend.kill('SIGKILL');
	}
}

/** Presses the button of a provider, and gives the cookie that this starts with. */
async function start(origin: string, provider: string): Promise<string> {
	const { status, cookies } = await sendForm(origin, `/login/oauth/${provider}`, {}, someAddress());
	expect(status).toBe(303);
	return cookieOf(cookies, 'oauth');
}

function follow(origin: string, provider: string, cookie: string) {
	const headers = { accept: 'text/html', cookie };
	return send(origin, `/login/oauth/${provider}`, { headers });
}

async function setOut(origin: string, provider: string) {
	return follow(origin, provider, await start(origin, provider));
}

for (const [what, fault] of Object.entries(faults)) {
	test(`where a provider ${what}, who signs in otherwise does not notice [RS-10]`, async () => {
		await withDeadProvider(fault, async ({ origin, asked, expectAllElseWell }) => {
			const crowd = Array.from({ length: CROWD }, () => setOut(origin, 'github'));
			await expect.poll(asked, 'enough to open a circuit').toBeGreaterThanOrEqual(5);
			await expectAllElseWell();
			for (const { status, text } of await Promise.all(crowd)) {
				expect(status).toBe(503);
				expect(text).toContain('This way to sign in does not answer at the moment.');
			}
			await expectAllElseWell();
		});
	});
}

test('a start at a provider has Appwrite asked once, however often it is followed [RL-07 RS-10]', async () => {
	await withDeadProvider(faults.fails as Fault, async ({ origin, asked, expectAllElseWell }) => {
		const cookie = await start(origin, 'github');
		const answers = await Promise.all(
			Array.from({ length: 40 }, () => follow(origin, 'github', cookie))
		);
		expect(answers.filter(({ status }) => status === 503)).toHaveLength(1);
		const others = answers.filter(({ status }) => status !== 503);
		for (const { status, headers } of others)
			expect([status, headers.location]).toEqual([303, '/login']);
		// A read that fails is tried once more; this one, which is led on to a page, is not.
		expect(asked()).toBe(1);
		expect((await follow(origin, 'github', '')).status).toBe(303);
		expect(asked()).toBe(1);
		await expectAllElseWell();
	});
});
