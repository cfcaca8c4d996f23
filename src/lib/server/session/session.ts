import type { RequestEvent } from '@sveltejs/kit';
import { toUser, type User } from '$lib/user';
import { accountAnswer, sessionAnswer } from '$lib/server/appwrite/responses';
import { AppwriteFailure, raiseFailure, type Failure } from '$lib/server/appwrite/failure';
import { ID } from '$lib/server/appwrite/services';
import { createAdminClient, createSessionClient } from '$lib/server/session/clients';
import { deleteFlowCookies } from '$lib/server/web/flow-cookie';
import { within } from '$lib/server/appwrite/deadline';
import { isForEverybody } from './guards';
import { failAtLeast } from '$lib/server/web/constant-time';
import { logAuth } from './auth-log';
import { limitLogin } from '$lib/server/limits/rate-limiter';
import { adoptRawSession } from './raw-session-cookie';
import {
	deleteSessionCookie,
	hasBrokenSession,
	readSession,
	setSession,
	type Session
} from './session-cookie';
import { endLater } from './logout-retry';
import { askOnce, recallUser } from './user-cache';

/** How long a page that is for everybody waits to know who is there. */
const PUBLIC_WAIT_MS = 1_000;

/** Where it makes no difference who is there, and leaving must not depend on an answer. */
const NEVER_ASK = /^\/\(public\)\/(api\/session|healthz|logout|readyz)$/;

/** Where secrets are shown or handed out, or somebody comes back to have something changed. */
const ALWAYS_ASK = /\/(api|callback|account\/(data|review|security))(\/|$)/;

/**
 * Whose session came with the request. No plausible cookie, no question to Appwrite; for a page, at most one in
 * USER_CACHE_SECONDS.
 */
export async function findUser(
	event: RequestEvent
): Promise<Pick<App.Locals, 'user' | 'failure' | 'formerUserId'>> {
	if (NEVER_ASK.test(event.route.id ?? '')) return { user: null, failure: null };
	if (hasBrokenSession(event)) deleteSessionCookie(event);
	const sealed = readSession(event);
	const session = sealed ?? (await adoptRawSession(event));
	if (!session) return { user: null, failure: null };

	const remembered = isPageView(event) && recallUser(session.secret);
	if (remembered) return { user: remembered, failure: null };
	try {
		return { user: await askUser(event, session), failure: null };
	} catch (thrown) {
		const failure = failureOf(thrown);
		// An outage is never a logout: only these two say that the session is of no more use.
		if (failure.kind === 'signed-out' || failure.kind === 'blocked') deleteSessionCookie(event);
		return { user: null, failure, formerUserId: sealed?.userId };
	}
}

/** Whatever writes asks for itself and now: an answer to an earlier question may be from before a change. */
function askUser(event: RequestEvent, { secret, userId }: Session): Promise<User> {
	async function ask() {
		const { account, check } = createSessionClient(event, raiseFailure);
		return toUser(check(accountAnswer, await account.get()));
	}

	if (!isPageView(event)) return ask();
	const answer = askOnce(secret, userId, ask);
	return isForEverybody(event) ? within(PUBLIC_WAIT_MS, answer) : answer;
}

function failureOf(thrown: unknown): Failure {
	if (thrown instanceof AppwriteFailure) return thrown.failure;
	const isLate = thrown instanceof DOMException && thrown.name === 'TimeoutError';
	if (!isLate) throw thrown;
	return { kind: 'outage', reason: 'late' };
}

function isPageView({ request, route }: RequestEvent): boolean {
	return ['GET', 'HEAD'].includes(request.method) && !ALWAYS_ASK.test(route.id ?? '');
}

/** Exchanges e-mail and password for a session. Counts no attempts: who lets anybody try has to limit them. */
export function createPasswordSession(
	event: RequestEvent,
	credentials: { email: string; password: string }
) {
	return startSession(event, (account) => account.createEmailPasswordSession(credentials));
}

/**
 * The same for whoever claims to be the owner of an address. Appwrite compares a password only where there is one, and
 * is the sooner done with an address that it does not know: here every refusal takes the same time.
 */
export function logIn(event: RequestEvent, credentials: { email: string; password: string }) {
	return limitLogin(event, credentials.email, () =>
		failAtLeast(createPasswordSession(event, credentials))
	);
}

/** Exchanges a secret that was mailed, texted or brought from a provider for a session; it works once. */
export function signInWithToken(event: RequestEvent, token: { userId: string; secret: string }) {
	return startSession(event, (account) => account.createSession(token));
}

/** Creates a user whom nothing is known of, and who can come back by this session only. */
export function signInAnonymously(event: RequestEvent) {
	return startSession(event, (account) => account.createAnonymousSession());
}

/** Keeps a session that is new, never the one that the browser brought along, which ends. */
async function startSession(
	event: RequestEvent,
	create: (account: ReturnType<typeof createAdminClient>['account']) => Promise<unknown>
) {
	const before = readSession(event);
	const previous = before && createSessionClient(event, raiseFailure);
	const { account, check } = createAdminClient(event);
	const { secret, userId, provider, factors, $createdAt, expire } = check(
		sessionAnswer,
		await create(account)
	);
	// By its own two dates, both of Appwrite's clock, as this machine's and the browser's may be wrong.
	const until = Date.now() + Date.parse(expire) - Date.parse($createdAt);
	const confirmation = { at: Date.now(), by: 'sign-in' };
	setSession(event, { secret, userId, until, factors, confirmation, ...leftToDo(before, userId) });
	logAuth(event, 'login', { userId, provider });
	if (previous) await endSession(event, previous);
}

/** What the same person still has to deal with does not end with the session. */
function leftToDo(before: Session | null, userId: string) {
	if (before?.userId !== userId) return {};
	return { arrival: before.arrival, detours: before.detours };
}

/** Creates the account only; the ID is made by the server, never taken from a form. */
export async function createAccount(
	event: RequestEvent,
	person: { name: string; email: string; password: string }
) {
	const { account, check } = createAdminClient(event);
	const { $id } = check(accountAnswer, await account.create({ userId: ID.unique(), ...person }));
	logAuth(event, 'signup', { userId: $id });
}

/** Makes an account of what somebody did without one: the same user, who can come back from now on. */
export async function claimAccount(
	event: RequestEvent,
	{ name, email, password }: { name: string; email: string; password: string }
) {
	const { account } = createSessionClient(event);
	// First what can be done twice: with an address they sign up no more, even if something was left out.
	await account.updateName({ name });
	await account.updateEmail({ email, password });
	logAuth(event, 'signup');
}

/**
 * Ends the session in the browser, whatever happens, as nobody who wants to leave must be kept by an outage, and at
 * Appwrite, in the end. Says whether Appwrite has confirmed that it is over.
 */
export async function signOut(event: RequestEvent): Promise<boolean> {
	const session = readSession(event) ?? (await adoptRawSession(event));
	const client = session && createSessionClient(event, raiseFailure);
	deleteSessionCookie(event);
	deleteFlowCookies(event);
	if (!client) return true;
	const isConfirmed = await endSession(event, client);
	logAuth(event, 'logout', { userId: session.userId, isConfirmed });
	return isConfirmed;
}

async function endSession(
	event: RequestEvent,
	{ account }: ReturnType<typeof createSessionClient>
): Promise<boolean> {
	const end = () => account.deleteSession({ sessionId: 'current' }).then(() => true, isOver);
	const isConfirmed = await end();
	if (!isConfirmed) endLater(event.locals.requestId, end);
	return isConfirmed;
}

/** Whether a session that could not be ended is of no more use anyway. */
function isOver(thrown: unknown): boolean {
	if (!(thrown instanceof AppwriteFailure)) throw thrown;
	return thrown.failure.kind === 'signed-out' || thrown.failure.kind === 'blocked';
}
