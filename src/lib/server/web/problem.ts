import type { RequestEvent } from '@sveltejs/kit';
import { logRefusal } from '$lib/server/session/auth-log';
import { toRefusal, type Refusals } from '$lib/server/forms/error-messages';

/** An error as endpoints tell it: RFC 9457, `application/problem+json`. */
export function problem(status: number, title: string, more: Record<string, unknown> = {}) {
	const body = JSON.stringify({ type: 'about:blank', title, status, ...more });
	return new Response(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

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
