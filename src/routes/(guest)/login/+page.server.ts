import { PHONE_LOGIN } from '$app/env/private';
import { redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/form';
import { requireGuest } from '$lib/server/guards';
import { providers } from '$lib/server/oauth';
import { redirectTarget } from '$lib/server/redirects';
import { loginRefusals } from '$lib/server/refusals';
import { loginForm } from '$lib/server/schemas';
import { logIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { providers, hasPhoneLogin: PHONE_LOGIN };
};

export const actions: Actions = {
	default: formAction(
		loginForm,
		async (credentials, event) => {
			requireGuest(event);
			await logIn(event, credentials);
			redirect(303, redirectTarget(event.url));
		},
		loginRefusals
	)
};
