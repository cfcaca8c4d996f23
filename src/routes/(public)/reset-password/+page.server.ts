import { redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/form';
import { openMailedLink } from '$lib/server/mailed-link';
import { RECOVERY_LINK, recoveryAddress, resetPassword } from '$lib/server/recovery';
import { redirectTarget, withRedirectTo } from '$lib/server/redirects';
import { linkRefusals, newPasswordRefusals } from '$lib/server/refusals';
import { newPasswordForm } from '$lib/server/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const link = openMailedLink(event, RECOVERY_LINK);
	return { hasLink: link !== null, address: recoveryAddress(event) };
};

export const actions: Actions = {
	default: formAction(
		newPasswordForm,
		async ({ password }, event) => {
			const target = redirectTarget(event.url);
			const isSignedOut = await resetPassword(event, password);
			const notice = isSignedOut ? 'password-reset' : 'password-reset-only';
			redirect(303, withRedirectTo('/login', target, { notice }));
		},
		{ ...newPasswordRefusals('password'), ...linkRefusals }
	)
};
