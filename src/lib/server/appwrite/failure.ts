import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { advice } from './advice';
import { withRedirectTo } from '$lib/server/web/redirects';
import { deleteSessionCookie } from '$lib/server/session/session-cookie';

/** Which of the three clients asked: the same 401 means another thing to each. */
export type Caller = 'key' | 'session' | 'guest';

/** What a call to Appwrite can end in, other than an answer. */
export type Failure =
	/** Appwrite said no, for a reason that a form can tell. */
	| { kind: 'refused'; status: number; type: string }
	/** The session is over, or never was. */
	| { kind: 'signed-out' }
	/** The password was right; a second factor is still wanted. */
	| { kind: 'second-factor' }
	/** Appwrite wants a challenge met within the last half hour before it does this. */
	| { kind: 'unconfirmed' }
	/** The owner of this session has been blocked. */
	| { kind: 'blocked' }
	/** Our key, scope or project is wrong: nobody's session is. */
	| { kind: 'misconfigured'; type: string; advice: string }
	/** No answer, or none that can be believed. Nothing is known about the session. */
	| { kind: 'outage'; reason: string };

export class AppwriteFailure extends Error {
	override name = 'AppwriteFailure';
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(failure.kind);
		this.failure = failure;
	}
}

/** Appwrite's answer is not what it must be: a captive portal, a wrong port, half an answer. */
export class UnexpectedAnswer extends Error {
	override name = 'UnexpectedAnswer';
}

/** What a project may lack while everything else works. */
export const OPTIONAL = ['general_phone_disabled', 'general_smtp_disabled'];

/** No connection at all: whatever was asked cannot be the reason, and has not been done. */
export const NO_CONNECTION = [
	...['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND'],
	'UND_ERR_CONNECT_TIMEOUT'
];

/** No call was made, or Appwrite has not looked at it, as there were too many. */
const NOT_BEGUN = ['CircuitOpen', 'Overloaded', 'general_rate_limit_exceeded'];

/** Whether Appwrite has for certain done nothing of what was asked: not where only its answer is missing. */
export function isUndone(failure: Failure): boolean {
	if (failure.kind === 'refused') return OPTIONAL.includes(failure.type);
	if (failure.kind !== 'outage') return true;
	return NO_CONNECTION.includes(failure.reason) || NOT_BEGUN.includes(failure.reason);
}

/** Sorts whatever a call threw into what the app does about it. Types: Appwrite's table of errors. */
export function toFailure(thrown: unknown, caller: Caller): Failure {
	if (!isAppwriteException(thrown)) return { kind: 'outage', reason: nameOf(thrown) };

	const { code: status, type } = thrown;
	// Without a type it was not Appwrite that answered but something on the way to it.
	if (!type) return { kind: 'outage', reason: `status ${status} without a type` };
	if (caller === 'session') {
		if (type === 'general_unauthorized_scope') return { kind: 'signed-out' };
		if (type === 'user_more_factors_required') return { kind: 'second-factor' };
		if (type === 'user_challenge_required') return { kind: 'unconfirmed' };
		if (type === 'user_blocked') return { kind: 'blocked' };
	}

	const fix = isUnknownPlatform(thrown) ? advice.general_unknown_origin : advice[type];
	if (fix) return { kind: 'misconfigured', type, advice: fix };
	// 501 is how Appwrite says that a way to sign in is switched off: a refusal, not a fault.
	if (status === 429 || (status >= 500 && status !== 501)) return { kind: 'outage', reason: type };
	return { kind: 'refused', status, type };
}

/** What Appwrite's error pages stand for: the SDK tells no more of them than the status. */
const pageTypes: Record<number, string> = {
	400: 'general_unknown_origin',
	401: 'user_unauthorized',
	403: 'project_id_missing',
	404: 'project_not_found',
	412: 'project_provider_disabled'
};

/** `toFailure` for what Appwrite meant for a browser, the start at an OAuth2 provider. */
export function toPageFailure(thrown: unknown, caller: Caller): Failure {
	if (!isAppwriteException(thrown)) return toFailure(thrown, caller);
	return toFailure(Object.assign(thrown, { type: pageTypes[thrown.code] }), caller);
}

/**
 * Ends the request as the failure demands: by a redirect, an error page, or for a refusal by an
 * `AppwriteFailure`, which the form that caused it puts into words.
 */
export function answerFailure(failure: Failure, event: RequestEvent): never {
	switch (failure.kind) {
		case 'refused':
			throw new AppwriteFailure(failure);
		case 'signed-out':
			deleteSessionCookie(event);
			return redirect(303, withRedirectTo('/login', currentPage(event), { notice: 'signed-out' }));
		case 'blocked':
			deleteSessionCookie(event);
			return redirect(303, '/login?notice=account-blocked');
		case 'second-factor':
			return redirect(303, withRedirectTo('/login/second-factor', currentPage(event)));
		case 'unconfirmed':
			return redirect(303, withRedirectTo('/account/confirm/code', currentPage(event)));
		case 'misconfigured':
			// Not a fault of the page that asked, but something that this site does not have.
			if (OPTIONAL.includes(failure.type)) return refuse(403, failure.type);
			return error(500, {
				message: 'This site is not set up correctly.',
				id: event.locals.requestId,
				isUndone: true
			});
		case 'outage':
			return error(503, {
				message: 'Our sign-in service does not answer. You have not been signed out.',
				id: event.locals.requestId,
				isLimited: failure.reason === 'general_rate_limit_exceeded',
				isUndone: isUndone(failure)
			});
	}
}

/** Leaves it to the caller what a failure means, instead of ending the request. */
export function raiseFailure(failure: Failure): never {
	throw new AppwriteFailure(failure);
}

/** Refuses as Appwrite does, for a reason of our own; a form puts `type` into words. */
export function refuse(status: number, type: string): never {
	throw new AppwriteFailure({ kind: 'refused', status, type });
}

/** Where the visitor is, to come back to: after a form, the page without the name of its action. */
export function currentPage({ url, request }: RequestEvent): string {
	return request.method === 'POST' ? keepRedirectTo(url.pathname, url) : url.pathname + url.search;
}

/** Appwrite mails links to hosts that it knows only, and refuses others as if the visitor had sent something wrong. */
function isUnknownPlatform({ message }: Error): boolean {
	return /^Invalid `(url|success|failure)` param/.test(message);
}

// Known by its name, as only the modules that build the clients import node-appwrite.
export function isAppwriteException(
	thrown: unknown
): thrown is Error & { code: number; type?: string } {
	return thrown instanceof Error && thrown.name === 'AppwriteException';
}

/** A word for the log. For bad JSON the SDK throws a plain object that holds the whole answer. */
function nameOf(thrown: unknown): string {
	if (!(thrown instanceof Error)) return 'malformed answer';
	const { cause } = thrown;
	if (cause instanceof Error && 'code' in cause) return String(cause.code);
	return thrown.name;
}
