import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { isConfirmed, rememberConfirmation } from '$lib/server/confirmation';
import { formAction } from '$lib/server/form';
import { requireUser } from '$lib/server/guards';
import { limitLogin } from '$lib/server/rate-limiter';
import { redirectTarget } from '$lib/server/redirects';
import { passwordRefusals } from '$lib/server/refusals';
import { passwordForm } from '$lib/server/schemas';
import { confirmsByPassword } from '$lib/server/second-factor';
import { createPasswordSession } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = requireUser(event);
	if (isConfirmed(event, user)) redirect(303, redirectTarget(event.url));
	if (await confirmsByPassword(event, user)) return;
	redirect(303, keepRedirectTo('/account/confirm/code', event.url));
};

export const actions: Actions = {
	default: formAction(
		passwordForm,
		async ({ password }, event) => {
			const { email } = requireUser(event);
			// A new session takes the place of this one: ASVS 7.2.4 wants that when somebody confirms who they are.
			await limitLogin(event, email, () => createPasswordSession(event, { email, password }));
			rememberConfirmation(event, 'password');
			redirect(303, redirectTarget(event.url));
		},
		passwordRefusals
	)
};
