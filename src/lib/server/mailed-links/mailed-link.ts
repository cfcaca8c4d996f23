import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { keepRedirectTo } from '$lib/redirect-to';
import { pseudonym } from '$lib/server/operations/derived-key';
import { logAuth } from '$lib/server/session/auth-log';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';

/** As long as a link is good for. */
const OPENED_SECONDS = 3600;

const part = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256));
const mailedLink = v.object({
	userId: part,
	secret: part,
	/** Sealed, see `link-purpose.ts`; empty in a link that is not of this app. */
	for: v.optional(v.pipe(v.string(), v.maxLength(1_024)), '')
});

export type MailedLink = v.InferOutput<typeof mailedLink>;

/**
 * For the page of a link from a mail: what the link brought along, or `null` if none was opened here. It
 * leaves the address at once, which histories and logs keep, for a cookie under `name`. Nothing else is done
 * with it: programs that look through mails open links too.
 */
export function openMailedLink(event: RequestEvent, name: string) {
	event.setHeaders({ 'cache-control': 'private, no-store' });
	const arrived = linkOf(event.url);
	// After a button was refused, this very answer says why.
	if (!arrived || event.request.method === 'POST') return readMailedLink(event, name);

	keepMailedLink(event, name, arrived);
	event.setHeaders({ 'referrer-policy': 'no-referrer' });
	redirect(303, keepRedirectTo(event.url.pathname, event.url));
}

/** For the button of that page: the same, also from a client that kept the address. */
export function readMailedLink(event: RequestEvent, name: string) {
	return linkOf(event.url) ?? readFlowCookie(event, name, mailedLink);
}

/** Keeps the link in this browser for an hour, for its page. */
export function keepMailedLink(event: RequestEvent, name: string, link: MailedLink) {
	setFlowCookie(event, name, link, OPENED_SECONDS);
}

/** Stands for a link in the form of its page, which must not hold the secret. */
export function linkFingerprint({ secret }: MailedLink): string {
	return pseudonym(`link ${secret}`);
}

/**
 * Leads back to the page if its button was made for another link than the one that is open now: another tab has opened
 * that since, which may be somebody else's and lead into their account.
 *
 * @param fingerprint of the link that the form was made for; empty from a client that is no page of ours
 */
export function requireSameLink(event: RequestEvent, link: MailedLink | null, fingerprint: string) {
	if (!link || !fingerprint || fingerprint === linkFingerprint(link)) return;
	const route = event.route.id ?? undefined;
	logAuth(event, 'attempt_refused', { route, reason: 'other_link' }, 'refused');
	redirect(303, keepRedirectTo(`${event.url.pathname}?notice=other-link`, event.url));
}

/** Remembers that the link of this page has done what it is for, as its button may be pressed once more. */
export function closeMailedLink(event: RequestEvent, name: string, link: MailedLink) {
	deleteFlowCookie(event, name);
	setFlowCookie(event, usedName(name), link, OPENED_SECONDS);
}

/**
 * Whether it was done here: by a double click, in another tab, or before somebody went back. Whoever comes without
 * a link means the last one.
 */
export function isClosedHere(event: RequestEvent, name: string, link: MailedLink | null): boolean {
	const used = readFlowCookie(event, usedName(name), mailedLink);
	return used !== null && (link === null || link.secret === used.secret);
}

function usedName(name: string): string {
	return `${name}-used`;
}

function linkOf({ searchParams }: URL) {
	const { success, output } = v.safeParse(mailedLink, Object.fromEntries(searchParams));
	return success ? output : null;
}
