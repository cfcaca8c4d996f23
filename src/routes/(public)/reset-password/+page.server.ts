import { redirect, type RequestEvent } from '@sveltejs/kit';
import { formAction } from '$lib/server/forms/form';
import {
	isClosedHere,
	openMailedLink,
	readMailedLink,
	type MailedLink
} from '$lib/server/mailed-links/mailed-link';
import { RECOVERY_LINK, recoveryAddress, resetPassword } from '$lib/server/recovery/recovery';
import { redirectTarget, withRedirectTo } from '$lib/server/web/redirects';
import { linkRefusals, newPasswordRefusals } from '$lib/server/forms/error-messages';
import { newPasswordForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const link = openMailedLink(event, RECOVERY_LINK);
	leaveIfDone(event, link);
	return { hasLink: link !== null, address: recoveryAddress(event) };
};

export const actions: Actions = {
	default: formAction(
		newPasswordForm,
		async ({ password }, event) => {
			leaveIfDone(event, readMailedLink(event, RECOVERY_LINK));
			const target = redirectTarget(event.url);
			const isSignedOut = await resetPassword(event, password);
			const notice = isSignedOut ? 'password-reset' : 'password-reset-only';
			redirect(303, withRedirectTo('/login', target, { notice }));
		},
		{ ...newPasswordRefusals('password'), ...linkRefusals }
	)
};

/** A second press of the button, which may bring another password: that is not the one that counts. */
function leaveIfDone(event: RequestEvent, link: MailedLink | null) {
	if (!isClosedHere(event, RECOVERY_LINK, link)) return;
	const target = redirectTarget(event.url);
	redirect(303, withRedirectTo('/login', target, { notice: 'password-reset-before' }));
}
