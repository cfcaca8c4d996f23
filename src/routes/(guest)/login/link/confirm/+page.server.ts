import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { deleteFlowCookie } from '$lib/server/web/flow-cookie';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { beginSignIn } from '$lib/server/limits/known-browser';
import { awaitedAddress } from '$lib/server/passwordless/login-token';
import { openMailedLink, readMailedLink } from '$lib/server/mailed-links/mailed-link';
import { limitLinks } from '$lib/server/limits/rate-limiter';
import { redirectTarget } from '$lib/server/web/redirects';
import { linkRefusals } from '$lib/server/forms/error-messages';
import { emptyForm } from '$lib/server/forms/schemas';
import { signInWithToken } from '$lib/server/session/session';
import type { Actions, PageServerLoad } from './$types';

const OPENED = 'login-link-opened';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	const link = openMailedLink(event, OPENED) ?? askAgain(event.url);
	return { to: awaitedAddress(event, 'login-link', link.userId) };
};

export const actions: Actions = {
	default: formAction(
		emptyForm,
		async (_, event) => {
			requireGuest(event);
			const link = readMailedLink(event, OPENED);
			const { user } = event.locals;
			// The button was pressed twice, and a link works once.
			const isDone = link ? user?.id === link.userId : user && !user.isAnonymous;
			if (isDone) redirect(303, redirectTarget(event.url));
			if (!link) askAgain(event.url);
			const to = awaitedAddress(event, 'login-link', link.userId);
			await limitLinks(event, () => signInWithToken(event, link));
			if (to) beginSignIn(event, to);
			deleteFlowCookie(event, OPENED);
			deleteFlowCookie(event, 'login-link');
			redirect(303, redirectTarget(event.url));
		},
		linkRefusals
	)
};

function askAgain(url: URL): never {
	redirect(303, keepRedirectTo('/login/link?notice=link-gone', url));
}
