import { redirect } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import { requireRecentConfirmation, requireUser } from '$lib/server/session/guards';
import { redirectTarget } from '$lib/server/web/redirects';
import { secondFactorRefusals } from '$lib/server/forms/error-messages';
import { factorForm, secondFactorForm } from '$lib/server/forms/schemas';
import {
	confirmsByPassword,
	loadSecondFactor,
	meetChallenge,
	startChallenge
} from '$lib/server/second-factor/second-factor';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireCode(event);
	return loadSecondFactor(event);
};

export const actions: Actions = {
	send: formAction(
		factorForm,
		async ({ factor }, event) => {
			await requireCode(event);
			await startChallenge(event, factor);
			redirect(303, keepRedirectTo(event.url.pathname, event.url));
		},
		secondFactorRefusals
	),

	verify: formAction(
		secondFactorForm,
		async ({ code }, event) => {
			await requireCode(event);
			await meetChallenge(event, code);
			redirect(303, redirectTarget(event.url));
		},
		secondFactorRefusals
	)
};

/**
 * For who cannot confirm by password, and for what Appwrite wants a challenge for: that comes after the password,
 * not in its place, as a mailbox may lie open on the same screen.
 */
async function requireCode(event: RequestEvent) {
	if (await confirmsByPassword(event, requireUser(event))) requireRecentConfirmation(event);
}
