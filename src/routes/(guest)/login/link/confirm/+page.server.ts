import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { deleteFlowCookie } from '$lib/server/web/flow-cookie';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { beginSignIn } from '$lib/server/limits/known-browser';
import { awaitedAddress } from '$lib/server/passwordless/login-token';
import { readPurpose } from '$lib/server/mailed-links/link-purpose';
import {
	linkFingerprint,
	openMailedLink,
	readMailedLink,
	requireSameLink,
	type MailedLink
} from '$lib/server/mailed-links/mailed-link';
import { refuse } from '$lib/server/appwrite/failure';
import { welcomeOwner } from '$lib/server/ways-in/review';
import { limitLinks } from '$lib/server/limits/rate-limiter';
import { redirectTarget } from '$lib/server/web/redirects';
import { linkRefusals } from '$lib/server/forms/error-messages';
import { linkForm } from '$lib/server/forms/schemas';
import { signInWithToken } from '$lib/server/session/session';
import type { Actions, PageServerLoad } from './$types';

const OPENED = 'login-link-opened';

export const load: PageServerLoad = async (event) => {
	requireGuest(event);
	const link = openMailedLink(event, OPENED) ?? askAgain(event.url);
	// After a button was refused, this very answer says why.
	const isForm = event.request.method === 'POST';
	if (!isForm && !(await readPurpose(link, 'login'))) askAgain(event.url);
	return { to: awaitedAddress(event, 'login-link', link.userId), link: linkFingerprint(link) };
};

export const actions: Actions = {
	default: formAction(
		linkForm,
		async (form, event) => {
			requireGuest(event);
			const link = readMailedLink(event, OPENED);
			const { user } = event.locals;
			requireSameLink(event, link, form.link);
			// The button was pressed twice, and a link works once.
			const isDone = link ? user?.id === link.userId : user && !user.isAnonymous;
			if (isDone) redirect(303, redirectTarget(event.url));
			if (!link) askAgain(event.url);
			await logInByLink(event, link);
			redirect(303, redirectTarget(event.url));
		},
		linkRefusals
	)
};

async function logInByLink(event: RequestEvent, link: MailedLink) {
	const { email } = (await readPurpose(link, 'login')) ?? refuse(401, 'user_invalid_token');
	const { userId, secret } = link;
	const to = awaitedAddress(event, 'login-link', userId);
	await limitLinks(event, () => signInWithToken(event, { userId, secret }));
	await welcomeOwner(event, { mailbox: email });
	if (to) beginSignIn(event, to);
	deleteFlowCookie(event, OPENED);
	deleteFlowCookie(event, 'login-link');
}

function askAgain(url: URL): never {
	redirect(303, keepRedirectTo('/login/link?notice=link-gone', url));
}
