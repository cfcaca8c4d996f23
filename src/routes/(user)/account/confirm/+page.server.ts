import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { isConfirmed, rememberConfirmation } from '$lib/server/session/confirmation';
import { formAction } from '$lib/server/forms/form';
import { requireUser } from '$lib/server/session/guards';
import { limitLogin } from '$lib/server/limits/rate-limiter';
import { redirectTarget } from '$lib/server/web/redirects';
import { passwordRefusals } from '$lib/server/forms/error-messages';
import { passwordForm } from '$lib/server/forms/schemas';
import { confirmsByPassword } from '$lib/server/second-factor/second-factor';
import { createPasswordSession } from '$lib/server/session/session';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = requireUser(event);
	if (isConfirmed(event, user)) redirect(303, redirectTarget(event.url));
	if (await confirmsByPassword(event, user)) return;
	askForCode(event);
};

export const actions: Actions = {
	default: formAction(
		passwordForm,
		async ({ password }, event) => {
			const user = requireUser(event);
			// A new session of an account that asks for a second factor would be half signed in.
			if (!(await confirmsByPassword(event, user))) askForCode(event);
			const { email } = user;
			// A new session takes the place of this one: ASVS 7.2.4 wants that when somebody confirms who they are.
			await limitLogin(event, email, () => createPasswordSession(event, { email, password }));
			rememberConfirmation(event, 'password');
			redirect(303, redirectTarget(event.url));
		},
		passwordRefusals
	)
};

function askForCode({ url }: RequestEvent): never {
	redirect(303, keepRedirectTo('/account/confirm/code', url));
}
