import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { redirectTarget, withNotice } from '$lib/server/web/redirects';
import { formAction } from '$lib/server/forms/form';
import { requireUser } from '$lib/server/session/guards';
import { atLeast } from '$lib/server/web/constant-time';
import { emptyForm } from '$lib/server/forms/schemas';
import { sendVerification } from '$lib/server/verification/verification';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireUnverified(event);
};

export const actions: Actions = {
	default: formAction(emptyForm, async (_, event) => {
		const email = requireUnverified(event);
		await atLeast(sendVerification(event, email));
		redirect(303, keepRedirectTo('/verify-email/resend?notice=verification-sent', event.url));
	})
};

/** The address of the user, of whom there is something to confirm. */
function requireUnverified(event: RequestEvent): string {
	const { email, emailVerified } = requireUser(event);
	if (!email) redirect(303, '/account/email');
	if (emailVerified) redirect(303, withNotice(redirectTarget(event.url), 'email-verified'));
	return email;
}
