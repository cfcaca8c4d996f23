import type { RequestEvent } from '@sveltejs/kit';
import { AppwriteFailure } from '$lib/server/appwrite/failure';
import { clientAddress } from '$lib/server/web/client-address';
import { pseudonym } from '$lib/server/operations/derived-key';
import { log } from '$lib/server/operations/log';
import { readSessionUserId } from './session-cookie';
import { TooManyAttempts } from '$lib/server/limits/too-many-attempts';

/** What somebody did that concerns who they are and how they sign in. */
export type AuthEvent =
	| 'account_deleted'
	| 'attempt_limited'
	| 'attempt_refused'
	| 'authenticator_added'
	| 'authenticator_removed'
	| 'cross_site_refused'
	| 'email_changed'
	| 'email_verified'
	| 'login'
	| 'login_mail_requested'
	| 'logout'
	| 'password_changed'
	| 'password_reset'
	| 'phone_changed'
	| 'phone_verified'
	| 'provider_connected'
	| 'provider_disconnected'
	| 'provider_refused'
	| 'recovery_codes_created'
	| 'recovery_requested'
	| 'second_factor'
	| 'second_factor_off'
	| 'second_factor_on'
	| 'session_revoked'
	| 'signup'
	| 'verification_requested';

interface Details {
	/** Of whom, if not of whoever is signed in. */
	userId?: string;
	/** The address or number that was typed, where nothing else says who it was. Logged as a pseudonym. */
	account?: string;
	[detail: string]: string | number | boolean | undefined;
}

/** Characters of a header in which a client writes what it likes. */
const LONGEST_AGENT = 256;

/** Writes one line: who did what, with which result, from where and with which program. */
export function logAuth(
	event: RequestEvent,
	name: AuthEvent,
	{ account, ...details }: Details = {},
	outcome: 'ok' | 'refused' | 'limited' = 'ok'
) {
	const write = outcome === 'ok' ? log.info : log.warn;
	write(name, {
		outcome,
		id: event.locals.requestId,
		userId: signedInUserId(event),
		account: account ? pseudonym(account) : undefined,
		address: clientAddress(event),
		agent: event.request.headers.get('user-agent')?.slice(0, LONGEST_AGENT),
		...details
	});
}

/** An attempt that a form or an endpoint has answered with no. An outage is logged where it is met. */
export function logRefusal(event: RequestEvent, thrown: unknown, details: Details = {}) {
	const { route } = event;
	const told = { route: route.id ?? undefined, ...details };
	if (thrown instanceof TooManyAttempts) {
		logAuth(event, 'attempt_limited', { ...told, seconds: thrown.seconds }, 'limited');
	} else if (thrown instanceof AppwriteFailure && thrown.failure.kind === 'refused') {
		logAuth(event, 'attempt_refused', { ...told, reason: thrown.failure.type }, 'refused');
	}
}

/** Between the two factors Appwrite has taken the session for one, but gives no user. */
function signedInUserId(event: RequestEvent): string | undefined {
	const { user, failure } = event.locals;
	return failure?.kind === 'second-factor' ? readSessionUserId(event) : user?.id;
}
