import { redirect, type RequestEvent } from '@sveltejs/kit';
import { formAction } from '$lib/server/forms/form';
import {
	isClosedHere,
	linkFingerprint,
	openMailedLink,
	readMailedLink,
	requireSameLink,
	type MailedLink
} from '$lib/server/mailed-links/mailed-link';
import { readPurpose } from '$lib/server/mailed-links/link-purpose';
import { RECOVERY_LINK, recoveryAddress, resetPassword } from '$lib/server/recovery/recovery';
import { redirectTarget, withRedirectTo } from '$lib/server/web/redirects';
import { linkRefusals, newPasswordRefusals } from '$lib/server/forms/error-messages';
import { newPasswordForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const link = openMailedLink(event, RECOVERY_LINK);
	leaveIfDone(event, link);
	const mailed = link && (await readPurpose(link, 'recovery'));
	return {
		link: link && linkFingerprint(link),
		isDead: link !== null && mailed === null,
		address: mailed?.email ?? recoveryAddress(event)
	};
};

export const actions: Actions = {
	default: formAction(
		newPasswordForm,
		async ({ password, link: fingerprint }, event) => {
			const link = readMailedLink(event, RECOVERY_LINK);
			requireSameLink(event, link, fingerprint);
			leaveIfDone(event, link);
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
