import { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID } from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import { Client } from 'node-appwrite';
import { setTimeout } from 'node:timers/promises';
import { Agent, DecoratorHandler, type Dispatcher } from 'undici';
import * as v from 'valibot';
import {
	answerFailure,
	toFailure,
	toPageFailure,
	UnexpectedAnswer,
	type Caller,
	type Failure
} from './appwrite-errors';
import { isWorthAnotherTry, judgeRead, judgeWrite } from './appwrite-verdicts';
import { Bulkhead } from './bulkhead';
import { CircuitBreaker } from './circuit-breaker';
import { within } from './deadline';
import { log } from './log';
import { sessionUserId } from './session-secret';
import { forgetSession, forgetUser } from './user-cache';

// Milliseconds for a call as a whole: waiting for room, connecting, a second try, the last byte of the answer.
const CONNECT_MS = 1_000;
/** For reading and deleting. */
const READ_MS = 3_000;
/** For writing: Appwrite hashes passwords with argon2, which takes its time on a busy server. */
const WRITE_MS = 8_000;

/** Calls at once, and connections: at 50 ms each some 1,300 calls a second, more than one process renders pages. */
const MOST_CALLS = 64;
const MOST_WAITING = 256;
const ROOM_MS = 1_000;

/** Less than any proxy in front of an Appwrite waits by default (60 s and more), so that none hangs up first. */
const KEEP_ALIVE_MS = 30_000;

/** Connections are shared by all requests; the secrets stay in the headers of each. */
const dispatcher = new Agent({
	connections: MOST_CALLS,
	keepAliveTimeout: KEEP_ALIVE_MS,
	connect: { timeout: CONNECT_MS }
}).compose((dispatch) => (options, handler) => {
	return dispatch(options, new LateAnswer(handler, deadline(options.method)));
});

const breaker = new CircuitBreaker();
const bulkhead = new Bulkhead(MOST_CALLS, MOST_WAITING, ROOM_MS);

type Call = Parameters<Client['call']>;

/** The SDK's client with what it lacks: deadlines, a second try, no redirects to other hosts, and one way to fail. */
export class AppwriteClient extends Client {
	readonly #event: RequestEvent;
	readonly #caller: Caller;
	readonly #onFailure: typeof answerFailure;

	constructor(event: RequestEvent, caller: Caller, onFailure = answerFailure) {
		super();
		this.#event = event;
		this.#caller = caller;
		this.#onFailure = onFailure;
		this.setEndpoint(APPWRITE_ENDPOINT).setProject(APPWRITE_PROJECT_ID);
		// The mails that a call causes are written in it.
		const language = event.locals.user?.preferences.language;
		if (language) this.setLocale(language);
	}

	// Followed, a redirect would carry the key or the session to another host.
	override prepareRequest(...request: Parameters<Client['prepareRequest']>) {
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
			return await protect(method, isRead(method) ? () => tryTwice(ask) : ask);
		} catch (thrown) {
			return this.#fail(toFailure(thrown, this.#caller), performance.now() - started);
		} finally {
			this.#forgetChanged(...request);
		}
	}

	override async redirect(...request: Parameters<Client['redirect']>) {
		try {
			return await protect('GET', () => super.redirect(...request));
		} catch (thrown) {
			return this.#fail(toPageFailure(thrown, this.#caller));
		}
	}

	/** Believes an answer only in the shape that it must have; any other is an outage. */
	readonly check = <Schema extends v.GenericSchema>(schema: Schema, answer: unknown) => {
		const { success, output } = v.safeParse(schema, answer);
		return success ? output : this.#fail({ kind: 'outage', reason: 'UnexpectedAnswer' });
	};

	/** Whatever this app changes goes through here. A call that failed may have changed something too. */
	#forgetChanged(...[method, { pathname }, , params]: Call) {
		if (isRead(method)) return;
		const { session } = this.config;
		const [, inPath] = /\/users\/([^/]+)/.exec(pathname) ?? [];
		const userId: unknown = session ? sessionUserId(session) : (inPath ?? params?.userId);
		if (typeof userId === 'string') forgetUser(userId);
	}

	#fail(failure: Failure, ms?: number): never {
		if (['signed-out', 'blocked', 'second-factor'].includes(failure.kind))
			forgetSession(this.config.session);
		const { locals, route } = this.#event;
		const fields = { id: locals.requestId, route: route.id, ms: ms && Math.round(ms), ...failure };
		if (failure.kind === 'outage') log.warn('appwrite_outage', fields);
		if (failure.kind === 'misconfigured') log.error('appwrite_misconfigured', fields);
		return this.#onFailure(failure, this.#event);
	}
}

/** Calls Appwrite, unless it is known to be down or too many calls are under way, and within its time. */
function protect<T>(method: string, call: () => Promise<T>): Promise<T> {
	const ms = deadline(method);
	const end = performance.now() + ms;
	const judge = isRead(method) ? judgeRead : judgeWrite;
	return breaker.run(() => bulkhead.run(() => within(end - performance.now(), call())), judge);
}

function isRead(method: string): boolean {
	return method.toUpperCase() === 'GET';
}

function deadline(method: string): number {
	return isRead(method) || method.toUpperCase() === 'DELETE' ? READ_MS : WRITE_MS;
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

/** Closes the connection of an answer that is late: nobody waits for it any more, and it would keep its place. */
class LateAnswer extends DecoratorHandler implements Dispatcher.DispatchHandlers {
	readonly #handler: Dispatcher.DispatchHandlers;
	readonly #ms: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(handler: Dispatcher.DispatchHandlers, ms: number) {
		super(handler);
		this.#handler = handler;
		this.#ms = ms;
	}

	onConnect(abort: (error?: Error) => void) {
		this.#timer = globalThis.setTimeout(() => {
			abort(new DOMException('No answer in time', 'TimeoutError'));
		}, this.#ms);
		this.#handler.onConnect?.(abort);
	}

	onComplete(trailers: string[] | null) {
		clearTimeout(this.#timer);
		this.#handler.onComplete?.(trailers);
	}

	onError(error: Error) {
		clearTimeout(this.#timer);
		this.#handler.onError?.(error);
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
