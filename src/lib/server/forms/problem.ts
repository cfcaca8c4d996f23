import type { RequestEvent } from '@sveltejs/kit';
import { logRefusal } from '$lib/server/session/auth-log';
import { problem } from '$lib/server/web/problem';
import { toRefusal, type Refusals } from './error-messages';

/**
 * What a form would say of a failed attempt, for an endpoint, and a line in the log. Throws on what nothing can be said
 * about. `account` is the address that was typed.
 */
export function problemOf(
	event: RequestEvent,
	thrown: unknown,
	{ refusals, account }: { refusals?: Refusals; account?: string } = {}
): Response {
	const refusal = toRefusal(thrown, refusals);
	if (!refusal) throw thrown;
	logRefusal(event, thrown, { account });
	if (refusal.retryAfter) event.setHeaders({ 'retry-after': String(refusal.retryAfter) });
	const id = refusal.status < 500 ? undefined : event.locals.requestId;
	return problem(refusal.status, refusal.message, { id });
}
