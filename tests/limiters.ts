import { afterAll, beforeAll, describe, vi } from 'vitest';
import type { User } from '../src/lib/user';
import { redisIsMissing, startRedis } from './redis';
import { requestEvent } from './request-event';

// For tests of what is limited. A file that uses it mocks `$app/env/private` and `$app/env`.

export type App = Awaited<ReturnType<typeof startApp>>;

/** The code as it runs in a process of its own, with the settings as they are now. */
export async function startApp() {
	vi.resetModules();
	const { connectRedis, redis } = await import('../src/lib/server/operations/redis');
	const { answerFailure } = await import('../src/lib/server/session/failure-response');
	await connectRedis();

	const { event } = requestEvent('http://localhost/login');
	const fail = (failure: Parameters<typeof answerFailure>[0]) => async () =>
		answerFailure(failure, event);
	return {
		...(await import('../src/lib/server/limits/rate-limiter')),
		...(await import('../src/lib/server/limits/code-limiter')),
		...(await import('../src/lib/server/limits/known-browser')),
		...(await import('../src/lib/server/limits/generation')),
		wrong: fail({ kind: 'refused', status: 401, type: 'user_invalid_credentials' }),
		taken: fail({ kind: 'refused', status: 409, type: 'user_target_already_exists' }),
		down: fail({ kind: 'outage', reason: 'ECONNREFUSED' }),
		late: fail({ kind: 'outage', reason: 'TimeoutError' }),
		unequipped: fail({ kind: 'refused', status: 403, type: 'general_smtp_disabled' }),
		stop: () => redis?.disconnect()
	};
}

export const right = async () => 'in';
export const tooMany = { name: 'TooManyAttempts' };

let people = 0;

export type Person = ReturnType<typeof newcomer>;

/** Nobody has tried anything for this address yet, nor from this network. */
export function newcomer() {
	people += 1;
	const part = `${people >> 8}.${people & 255}`;
	return { id: `user-${people}`, email: `ada${people}@example.com`, from: `10.${part}.1` };
}

type Cookies = Record<string, string>;

/** A request of a browser at this address, and the cookies that it has then. */
export function visit(from: string, cookies: Cookies = {}, user: Partial<User> | null = null) {
	const locals = { user: user as User | null };
	const { event, jar } = requestEvent('http://localhost/login', { cookies, locals });
	event.getClientAddress = () => from;
	return { event, cookies: () => Object.fromEntries(jar) };
}

/** Shows the password: what a browser has that has not shown a second factor, if one is asked for. */
export async function showPassword(app: App, { email, from }: Person): Promise<Cookies> {
	const { event, cookies } = visit(from);
	await app.limitLogin(event, email, right);
	return cookies();
}

/** Signs in with all that is asked for: the cookies of a known browser. */
export async function signIn(app: App, person: Person, emailVerified = true): Promise<Cookies> {
	const { id, email, from } = person;
	const user = { id, email, emailVerified, phone: '' };
	const { event, cookies } = visit(from, await showPassword(app, person), user);
	await app.completeSignIn(event);
	return cookies();
}

/** What came of an attempt, or why it failed. */
export function outcomeOf(attempt: Promise<unknown>): Promise<unknown> {
	return attempt.catch((thrown: unknown) => thrown);
}

export async function repeat(times: number, what: (i: number) => Promise<unknown>) {
	const outcomes: unknown[] = [];
	for (let i = 0; i < times; i += 1) outcomes.push(await outcomeOf(what(i)));
	return outcomes;
}

const noServer = { url: '', stop: async () => {} };
const places = [
	['in memory', async () => noServer, ''],
	['in Redis', () => startRedis(), redisIsMissing]
] as const;

/** The same tests in memory and, where there is one, in Redis. */
export function describeCounted(settings: { REDIS_URL: string }, tests: (app: () => App) => void) {
	describe.each(places)('counted %s', (_, start, isMissing) => {
		let server = noServer;
		let app: App;

		beforeAll(async () => {
			if (isMissing) return;
			server = await start();
			settings.REDIS_URL = server.url;
			app = await startApp();
		});
		afterAll(async () => {
			app?.stop();
			await server.stop();
			settings.REDIS_URL = '';
		});

		describe.skipIf(isMissing)('', () => tests(() => app));
	});
}
