import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requireHalfSignedIn } from '$lib/server/session/guards';
import { redirectTarget } from '$lib/server/web/redirects';
import { secondFactorRefusals } from '$lib/server/forms/error-messages';
import { factorForm, secondFactorForm } from '$lib/server/forms/schemas';
import {
	loadSecondFactor,
	meetChallenge,
	startChallenge
} from '$lib/server/second-factor/second-factor';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireHalfSignedIn(event);
	return loadSecondFactor(event);
};

export const actions: Actions = {
	send: formAction(
		factorForm,
		async ({ factor }, event) => {
			requireHalfSignedIn(event);
			await startChallenge(event, factor);
			redirect(303, keepRedirectTo(event.url.pathname, event.url));
		},
		secondFactorRefusals
	),

	verify: formAction(
		secondFactorForm,
		async ({ code }, event) => {
			requireHalfSignedIn(event);
			await meetChallenge(event, code);
			redirect(303, redirectTarget(event.url));
		},
		secondFactorRefusals
	)
};
