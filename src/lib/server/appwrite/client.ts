import { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID } from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import { Client } from 'node-appwrite';
import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { advice } from './advice';
import { toFailure, toPageFailure, UnexpectedAnswer, type Caller, type Failure } from './failure';
import { routeOf, serviceOf } from './route';
import { findService } from './service';
import { withDeadline } from './transport';
import { isWorthAnotherTry, judgeRead, judgeWrite } from './health';
import { within } from './deadline';
import { log } from '$lib/server/operations/log';
import { sessionUserId } from './session-secret';

// Milliseconds for a call as a whole: waiting for room, connecting, a second try, the last byte of the answer.
/** For reading and deleting. */
const READ_MS = 3_000;
/** For writing: Appwrite hashes passwords with argon2, which takes its time on a busy server. */
const WRITE_MS = 8_000;

type Call = Parameters<Client['call']>;

export type { Caller };

interface Options {
	/** Ends the call: throws whatever its caller is to meet. */
	onFailure: (failure: Failure, event: RequestEvent) => never;
	/** What remembers users, and must not where something has changed. */
	cache: { forgetUser(userId: string): void; forgetSession(secret: string): void };
	/** For each call as a whole; if left out, 3 s, and 8 s for one that writes. */
	deadlineMs?: number;
}

/** The SDK's client with what it lacks: deadlines, a second try, no redirects to other hosts, and one way to fail. */
export class AppwriteClient extends Client {
	readonly #event: RequestEvent;
	readonly #caller: Caller;
	readonly #options: Options;
	/** Which part of Appwrite was asked last. */
	#service: string | undefined;

	constructor(event: RequestEvent, caller: Caller, options: Options) {
		super();
		this.#event = event;
		this.#caller = caller;
		this.#options = options;
		this.setEndpoint(APPWRITE_ENDPOINT).setProject(APPWRITE_PROJECT_ID);
		// The mails that a call causes are written in it.
		const language = event.locals.user?.preferences.language;
		if (language) this.setLocale(language);
	}

	// Followed, a redirect would carry the key or the session to another host.
	override prepareRequest(...request: Parameters<Client['prepareRequest']>) {
		const [method, url] = request;
		const connections = findService(serviceOf(url)).connections(isRead(method));
		const dispatcher = withDeadline(connections, this.#deadline(method));
		const { uri, options } = super.prepareRequest(...request);
		return { uri, options: { ...options, redirect: 'error' as const, dispatcher } };
	}

	override async call(...request: Call) {
		const [method, url, headers, params, responseType] = request;
		const ask = async () => {
			// A copy, as the SDK writes the parameters of a read into it.
			const answer = await super.call(method, new URL(url), headers, params, responseType);
			if (!isAnswer(answer, method, url)) throw new UnexpectedAnswer();
			return answer;
		};

		const started = performance.now();
		try {
			return await this.#protect(method, url, isRead(method) ? () => tryTwice(ask) : ask);
		} catch (thrown) {
			const failure = toFailure(thrown, this.#caller, serviceOf(url));
			return this.#fail(failure, {
				call: routeOf(method, url),
				ms: Math.round(performance.now() - started)
			});
		} finally {
			this.#forgetChanged(...request);
		}
	}

	override async redirect(...request: Parameters<Client['redirect']>) {
		const [method, url] = request;
		try {
			return await this.#protect(method, url, () => super.redirect(...request));
		} catch (thrown) {
			const failure = toPageFailure(thrown, this.#caller, serviceOf(url));
			return this.#fail(failure, { call: routeOf(method, url) });
		}
	}

	/** Believes an answer only in the shape that it must have; any other is an outage. */
	readonly check = <Schema extends v.GenericSchema>(schema: Schema, answer: unknown) => {
		const { success, output } = v.safeParse(schema, answer);
		if (success) return output;
		return this.#fail({ kind: 'outage', reason: 'UnexpectedAnswer', service: this.#service });
	};

	/** Whatever this app changes goes through here. A call that failed may have changed something too. */
	#forgetChanged(...[method, { pathname }, , params]: Call) {
		if (isRead(method)) return;
		const { session } = this.config;
		const [, inPath] = /\/users\/([^/]+)/.exec(pathname) ?? [];
		const userId: unknown = session ? sessionUserId(session) : (inPath ?? params?.userId);
		if (typeof userId === 'string') this.#options.cache.forgetUser(userId);
	}

	/** Calls a service of Appwrite, unless it is known to be down or too many calls are under way, and within its time. */
	#protect<T>(method: string, url: URL, call: () => Promise<T>): Promise<T> {
		const end = performance.now() + this.#deadline(method);
		const judge = isRead(method) ? judgeRead : judgeWrite;
		this.#service = serviceOf(url);
		const inTime = () => within(end - performance.now(), call());
		return findService(this.#service).run(isRead(method), inTime, judge);
	}

	#deadline(method: string): number {
		if (this.#options.deadlineMs) return this.#options.deadlineMs;
		return isRead(method) || method.toUpperCase() === 'DELETE' ? READ_MS : WRITE_MS;
	}

	#fail(failure: Failure, about: { call?: string; ms?: number } = {}): never {
		if (['signed-out', 'blocked', 'second-factor'].includes(failure.kind))
			this.#options.cache.forgetSession(this.config.session);
		const { locals, route } = this.#event;
		const fields = { id: locals.requestId, route: route.id, ...about, ...failure };
		if (failure.kind === 'outage') log.warn('appwrite_outage', fields);
		if (failure.kind === 'unsupported')
			log.error('appwrite_unsupported', { ...fields, advice: advice.general_route_not_found });
		if (failure.kind === 'misconfigured') log.error('appwrite_misconfigured', fields);
		return this.#options.onFailure(failure, this.#event);
	}
}

function isRead(method: string): boolean {
	return method.toUpperCase() === 'GET';
}

/** For a connection that is lost, or one server of several that is. The pause keeps second tries from coming all at once. */
async function tryTwice<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (thrown) {
		if (!isWorthAnotherTry(thrown)) throw thrown;
		await setTimeout(50 + 100 * Math.random());
		return ask();
	}
}

/**
 * The SDK takes every 2xx for a success: JSON may be `null` or a list, a web page arrives as `{ message }`, and 204 as
 * an empty message, which is how Appwrite answers a deletion, and nothing else.
 */
function isAnswer(answer: unknown, method: string, url: URL): answer is object {
	if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
	const isText = 'message' in answer && Object.keys(answer).length === 1;
	if (method.toUpperCase() === 'DELETE') return isText && answer.message === '';
	return !isText || (url.pathname.endsWith('/ping') && answer.message === 'Pong!');
}
