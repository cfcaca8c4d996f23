import { APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID } from '$app/env/private';
import { LOCAL_PROJECT } from '$lib/local-project';
import { noticeFrom, type Notice } from '$lib/notices';
import { isUnknown, type Failure } from '$lib/server/appwrite/failure';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals: { user, failure }, url }) => {
	// Read, so that each page that is gone to asks anew: in another tab, somebody may have left or come.
	void url.pathname;
	return {
		user,
		visitor: user ? 'user' : visitorOf(failure),
		notice: noticeFrom(url) ?? noticeOf(failure),
		/** Where the mail of the embedded Appwrite lies; `null` on a real one. */
		mailbox:
			APPWRITE_PROJECT_ID === LOCAL_PROJECT ? new URL('/mailbox', APPWRITE_ENDPOINT).href : null
	};
};

/** What a page may say to somebody of whom there is no user to show. */
function visitorOf(failure: Failure | null): 'guest' | 'second-factor' | 'unknown' {
	if (failure?.kind === 'second-factor') return 'second-factor';
	return isUnknown(failure) ? 'unknown' : 'guest';
}

/** Told once: the cookie of such a session is deleted along with this page. */
function noticeOf(failure: Failure | null): Notice | null {
	if (failure?.kind === 'signed-out') return 'signed-out';
	return failure?.kind === 'blocked' ? 'account-blocked' : null;
}
