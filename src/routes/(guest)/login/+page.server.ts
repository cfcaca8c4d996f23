import { redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/forms/form';
import { requireGuest } from '$lib/server/session/guards';
import { redirectTarget } from '$lib/server/web/redirects';
import { loginRefusals } from '$lib/server/forms/error-messages';
import { loginForm } from '$lib/server/forms/schemas';
import { logIn } from '$lib/server/session/session';
import { afterSignIn } from '$lib/server/slots/after-sign-in';
import { signInWays } from '$lib/server/slots/sign-in-ways';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireGuest(event);
	return { ways: signInWays };
};

export const actions: Actions = {
	default: formAction(
		loginForm,
		async (credentials, event) => {
			requireGuest(event);
			await logIn(event, credentials);
			for (const act of afterSignIn) await act(event);
			redirect(303, redirectTarget(event.url));
		},
		loginRefusals
	)
};
