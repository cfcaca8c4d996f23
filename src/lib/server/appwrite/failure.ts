import { advice } from './advice';

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
	/** This Appwrite has no such route, being older or newer than the code that calls it. */
	| { kind: 'unsupported' }
	/** No answer, or none that can be believed. Nothing is known about the session. `service` as `serviceOf` names it. */
	| { kind: 'outage'; reason: string; service?: string };

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

/** Sorts whatever a call to `service` threw into what the app does about it. Types: Appwrite's table of errors. */
export function toFailure(thrown: unknown, caller: Caller, service?: string): Failure {
	const outage = (reason: string): Failure => ({ kind: 'outage', reason, service });
	if (!isAppwriteException(thrown)) return outage(nameOf(thrown));
	if (isUnknownRoute(thrown)) return { kind: 'unsupported' };

	const { code: status, type } = thrown;
	// Without a type it was not Appwrite that answered but something on the way to it.
	if (!type) return outage(`status ${status} without a type`);
	if (caller === 'session') {
		if (type === 'general_unauthorized_scope') return { kind: 'signed-out' };
		if (type === 'user_more_factors_required') return { kind: 'second-factor' };
		if (type === 'user_challenge_required') return { kind: 'unconfirmed' };
		if (type === 'user_blocked') return { kind: 'blocked' };
	}

	const fix = isUnknownPlatform(thrown) ? advice.general_unknown_origin : advice[type];
	if (fix) return { kind: 'misconfigured', type, advice: fix };
	// 501 is how Appwrite says that a way to sign in is switched off: a refusal, not a fault.
	if (status === 429 || (status >= 500 && status !== 501)) return outage(type);
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
export function toPageFailure(thrown: unknown, caller: Caller, service?: string): Failure {
	if (!isAppwriteException(thrown)) return toFailure(thrown, caller, service);
	return toFailure(Object.assign(thrown, { type: pageTypes[thrown.code] }), caller, service);
}

/** Whether it leaves open who is there: the session may be as good as ever. */
export function isUnknown(failure: Failure | null): boolean {
	return failure !== null && ['outage', 'misconfigured', 'unsupported'].includes(failure.kind);
}

/** Leaves it to the caller what a failure means. */
export function raiseFailure(failure: Failure): never {
	throw new AppwriteFailure(failure);
}

/** Refuses as Appwrite does, for a reason of our own; a form puts `type` into words. */
export function refuse(status: number, type: string): never {
	throw new AppwriteFailure({ kind: 'refused', status, type });
}

/**
 * Of a path that it does not know, Appwrite says so on a page, without a type. So does the Traefik in front of a
 * self-hosted one, in words of its own, while that Appwrite starts.
 */
function isUnknownRoute({ code, type, message }: Error & { code: number; type?: string }): boolean {
	if (type) return type === 'general_route_not_found';
	return code === 404 && message.trim() !== '404 page not found';
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
