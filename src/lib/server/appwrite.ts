import {
	APPWRITE_API_KEY,
	APPWRITE_ENDPOINT,
	APPWRITE_FORWARD_CLIENT_IP,
	APPWRITE_PROJECT_ID
} from '$app/env/private';
import type { RequestEvent } from '@sveltejs/kit';
import { Account, Client, ID, Query, Users } from 'node-appwrite';
import { Agent } from 'undici';
import * as v from 'valibot';
import {
	answerFailure,
	toFailure,
	toPageFailure,
	UnexpectedAnswer,
	type Caller,
	type Failure
} from './appwrite-errors';
import { clientAddress } from './client-address';
import { log } from './log';
import { readSessionCookie, sessionUserId } from './session-cookie';
import { forgetSession, forgetUser } from './user-cache';

const CONNECT_MS = 1_000;
/** For reading and deleting. */
const READ_MS = 3_000;
/** For writing: Appwrite hashes passwords with argon2, which takes its time on a busy server. */
const WRITE_MS = 8_000;

export { ID, Query };

/**
 * For creating accounts and sessions: only a key is shown a session's secret. It acts in nobody's name, and
 * Appwrite counts no attempts of a key: limit them before you call.
 */
export function createAdminClient(event: RequestEvent, onFailure = answerFailure) {
	const client = new AppwriteClient(event, 'key', onFailure);
	client.setKey(APPWRITE_API_KEY);
	// A session shows the device that it was opened with; Appwrite takes the word of a key for it.
	const agent = event.request.headers.get('user-agent');
	if (agent) client.setForwardedUserAgent(agent);
	forwardAddress(client, event);
	return { ...services(client), users: new Users(client), ping: () => client.ping() };
}

/**
 * For everything about the current account. A failed call ends the request (`answerFailure`): without a
 * session the visitor is sent to the login page. `onFailure` may end it otherwise.
 */
export function createSessionClient(event: RequestEvent, onFailure = answerFailure) {
	const secret = readSessionCookie(event);
	if (!secret) return onFailure({ kind: 'signed-out' }, event);

	const client = new AppwriteClient(event, 'session', onFailure);
	client.setSession(secret);
	const agent = event.request.headers.get('user-agent');
	if (agent) client.addHeader('user-agent', agent);
	forwardAddress(client, event);
	return services(client);
}

/** For what Appwrite grants to anybody and refuses to a key, such as confirming an address. */
export function createGuestClient(event: RequestEvent) {
	return services(new AppwriteClient(event, 'guest'));
}

/**
 * Lets sessions and the log show the visitor's address instead of this server's. Appwrite believes the header, so
 * the operator has to know that nobody else can reach it with one.
 */
function forwardAddress(client: AppwriteClient, event: RequestEvent) {
	const address = APPWRITE_FORWARD_CLIENT_IP && clientAddress(event);
	if (address) client.addHeader('x-forwarded-for', address);
}

function services(client: AppwriteClient) {
	return {
		account: new Account(client),
		/** The session's own account, for good. Appwrite has this; the SDK has no method for it. */
		deleteAccount: () => {
			const headers = { 'x-appwrite-project': APPWRITE_PROJECT_ID };
			return client.call('DELETE', new URL(`${APPWRITE_ENDPOINT}/account`), headers);
		},
		check: client.check
	};
}

/** Connections are shared by all requests; the secrets stay in the headers of each. */
const dispatcher = new Agent({ connect: { timeout: CONNECT_MS } });

/** The SDK's client with what it lacks: deadlines, no redirects to other hosts, and one way to fail. */
class AppwriteClient extends Client {
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
		const signal = AbortSignal.timeout(deadline(request[0]));
		return { uri, options: { ...options, redirect: 'error' as const, signal, dispatcher } };
	}

	override async call(...request: Parameters<Client['call']>) {
		try {
			const answer: unknown = await within(deadline(request[0]), super.call(...request));
			if (!isAnswer(answer, request[0], request[1])) throw new UnexpectedAnswer();
			return answer;
		} catch (thrown) {
			return this.#fail(toFailure(thrown, this.#caller));
		} finally {
			this.#forgetChanged(...request);
		}
	}

	override async redirect(...request: Parameters<Client['redirect']>) {
		try {
			return await within(READ_MS, super.redirect(...request));
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
	#forgetChanged(...[method, { pathname }, , params]: Parameters<Client['call']>) {
		if (method.toUpperCase() === 'GET') return;
		const { session } = this.config;
		const [, inPath] = /\/users\/([^/]+)/.exec(pathname) ?? [];
		const userId: unknown = session ? sessionUserId(session) : (inPath ?? params?.userId);
		if (typeof userId === 'string') forgetUser(userId);
	}

	#fail(failure: Failure): never {
		if (['signed-out', 'blocked', 'second-factor'].includes(failure.kind))
			forgetSession(this.config.session);
		const request = { id: this.#event.locals.requestId, route: this.#event.route.id };
		if (failure.kind === 'outage') log.warn('appwrite_outage', { ...request, ...failure });
		if (failure.kind === 'misconfigured')
			log.error('appwrite_misconfigured', { ...request, ...failure });
		return this.#onFailure(failure, this.#event);
	}
}

function deadline(method: string): number {
	return ['GET', 'DELETE'].includes(method.toUpperCase()) ? READ_MS : WRITE_MS;
}

/**
 * Rejects after `ms` whatever `work` does. The signal of the request is not enough: on Node 20 a garbage
 * collection after the headers have arrived can lose it, and a body that hangs is then awaited without end.
 */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new DOMException('No answer in time', 'TimeoutError')), ms);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * The SDK takes every 2xx for a success: JSON may be `null` or a list, a web page arrives as `{ message }`,
 * and 204 as an empty message, which only a deletion may answer.
 */
function isAnswer(answer: unknown, method: string, url: URL): answer is object {
	if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
	const isText = 'message' in answer && Object.keys(answer).length === 1;
	if (!isText) return true;
	if (url.pathname.endsWith('/ping')) return answer.message === 'Pong!';
	return answer.message === '' && method.toUpperCase() === 'DELETE';
}
