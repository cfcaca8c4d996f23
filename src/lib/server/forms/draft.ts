import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FormAnswer } from '$lib/form';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { actionOf, keepable } from './form';
import { readFields } from '$lib/server/web/request-body';

const COOKIE = 'draft';
/** For logging in, also where that takes a mail. */
const SECONDS = 15 * 60;
/** Bytes: nothing longer is waited for. */
const LONGEST_FORM = 4_096;
/** Bytes: encrypted and in base64 they still fit into a cookie. */
const LONGEST = 2_500;

const draft = v.object({
	page: v.string(),
	action: v.string(),
	values: v.record(v.string(), v.string()),
	/** Whose session was there when it was typed. */
	userId: v.string()
});

/**
 * Keeps in this browser what was typed into a form whose page its author is not shown now, because the session ended
 * meanwhile, Appwrite does not answer, or they have to confirm first who they are. Keeps no secrets, nothing long, and
 * nothing of a person who is not known.
 *
 * @param userId whose it is: that of the session that ended, unless given
 */
export async function keepDraft(event: RequestEvent, userId = event.locals.formerUserId) {
	const { request, url } = event;
	if (!userId || request.method !== 'POST') return;
	const length = Number(request.headers.get('content-length') ?? Infinity);
	if (length > LONGEST_FORM) return;

	const fields = await readFields(request.clone()).catch(() => null);
	if (!fields) return;
	const kept = { page: url.pathname, action: actionOf(url), values: keepable(fields), userId };
	if (Buffer.byteLength(JSON.stringify(kept)) > LONGEST) return;
	setFlowCookie(event, COOKIE, kept, SECONDS);
}

/** Gives it back, once, to its author on the page that it was typed on; it is not sent without them. */
export function takeDraft(event: RequestEvent): FormAnswer | null {
	const kept = readFlowCookie(event, COOKIE, draft);
	if (kept?.page !== event.url.pathname) return null;

	deleteFlowCookie(event, COOKIE);
	// Somebody else may have signed in on a shared computer.
	if (kept.userId !== event.locals.user?.id) return null;
	const message = 'This was not done. Check it and send it again.';
	return { action: kept.action, values: kept.values, message };
}
