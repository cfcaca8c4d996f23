import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { keepRedirectTo } from '$lib/redirect-to';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';

/** As long as a link is good for. */
const OPENED_SECONDS = 3600;

const part = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256));
const mailedLink = v.object({ userId: part, secret: part });

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

	setFlowCookie(event, name, arrived, OPENED_SECONDS);
	event.setHeaders({ 'referrer-policy': 'no-referrer' });
	redirect(303, keepRedirectTo(event.url.pathname, event.url));
}

/** For the button of that page: the same, also from a client that kept the address. */
export function readMailedLink(event: RequestEvent, name: string) {
	return linkOf(event.url) ?? readFlowCookie(event, name, mailedLink);
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
