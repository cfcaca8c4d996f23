import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test as base } from '@playwright/test';
import { startApp, startAppwrite } from '../e2e/processes.js';
import { startFaultProxy } from './fault-proxy.ts';
import { outages, type Fault } from './faults.ts';
import { secretOfCookie } from '../sealed-session.js';
import { send, sendForm } from './send.ts';
import { cookieOf } from './world.ts';

// An app that is ended while a session still waits to be ended at Appwrite, which did not confirm it.

interface Departure {
	origin: string;
	/** Signs up and out; what Appwrite makes of each try to end the session, the last one from then on. */
	leave(...tries: Fault[]): Promise<void>;
	/** Ends the app as a supervisor does; answers its exit code and what became of the logout, by the log. */
	end(): Promise<{ code: number; told: object[] }>;
	/** Whether somebody who has kept the cookie is still let in by Appwrite. */
	isSessionAlive(): Promise<boolean>;
}

const test = base.extend<{ departure: Departure }>({
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures off the pattern.
	departure: async ({}, use) => {
		const { server: backend, appwrite } = await startAppwrite(
			'--port',
			'0',
			'--database',
			':memory:'
		);
		const proxy = await startFaultProxy(appwrite.endpoint);
		const { server, origin } = await startApp({ ...appwrite, endpoint: proxy.endpoint });
		let log = '';
		server.stdout?.on('data', (text) => (log += text));
		server.stderr?.on('data', (text) => (log += text));
		let cookie = '';

		async function leave(...tries: Fault[]) {
			const { cookies } = await sendForm(origin, '/signup', {
				name: 'Ada',
				email: 'ada@example.com',
				password: 'a field of barley'
			});
			cookie = cookieOf(cookies, 'session');
			proxy.fault = inTurn(tries);
			const { headers } = await sendForm(origin, '/logout', {}, { cookie });
			expect(headers.location).toBe('/?notice=signed-out-here');
		}

		async function end() {
			const exit = once(server, 'close');
			server.kill('SIGTERM');
			const [code] = await exit;
			return { code, told: outcomesIn(log) };
		}

		async function isSessionAlive() {
			const session = secretOfCookie(cookie, appwrite.apiKey);
			const headers = { 'x-appwrite-project': appwrite.projectId, 'x-appwrite-session': session };
			return (await fetch(`${appwrite.endpoint}/account`, { headers })).ok;
		}

		await use({ origin, leave, end, isSessionAlive });
		server.kill('SIGKILL');
		backend.kill('SIGKILL');
	}
});

function inTurn(tries: Fault[]): Fault {
	const left = [...tries];
	return (request, response, pass) => {
		if (request.method !== 'DELETE') return pass();
		const fault = left.length > 1 ? left.shift() : left[0];
		return fault?.(request, response, pass);
	};
}

/** The lines on the logout that its request could not tell any more. */
function outcomesIn(log: string) {
	const lines: Record<string, unknown>[] = log
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));
	const { id } = lines.find(({ event }) => event === 'logout') ?? {};
	return lines
		.filter((line) => line.id === id && /^logout_/.test(String(line.event)))
		.map(({ event, tries }) => ({ event, tries }));
}

const unavailable = outages['503 as JSON'] as Fault;
const allow: Fault = (_request, _response, pass) => pass();

test('the end of an app ends a session too that Appwrite has not confirmed yet [CK-05 SH-01]', async ({
	departure
}) => {
	await departure.leave(unavailable, allow);
	expect(await departure.isSessionAlive()).toBe(true);

	const confirmed = { event: 'logout_confirmed', tries: 1 };
	expect(await departure.end()).toEqual({ code: 0, told: [confirmed] });
	expect(await departure.isSessionAlive()).toBe(false);
});

test('what an app could not end at Appwrite before it ended is in its log [SH-01]', async ({
	departure
}) => {
	await departure.leave(unavailable);
	const unconfirmed = { event: 'logout_not_confirmed', tries: 1 };
	expect(await departure.end()).toEqual({ code: 0, told: [unconfirmed] });
	expect(await departure.isSessionAlive()).toBe(true);
});

test('a try that is under way when an app ends, and fails, is in its log too [SH-01]', async ({
	departure
}) => {
	let tried: Socket | undefined;
	await departure.leave(unavailable, ({ socket }) => (tried = socket));
	await expect.poll(() => tried !== undefined).toBe(true);

	const end = departure.end();
	const isUp = () => send(departure.origin, '/healthz').then(Boolean, () => false);
	await expect.poll(isUp, { intervals: [50] }).toBe(false);
	tried?.resetAndDestroy();
	const unconfirmed = { event: 'logout_not_confirmed', tries: 1 };
	expect(await end).toEqual({ code: 0, told: [unconfirmed] });
});
