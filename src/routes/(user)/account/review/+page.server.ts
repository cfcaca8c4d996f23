import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import type { User } from '$lib/user';
import { changePhone } from '$lib/server/contact/contact';
import {
	connectionRefusals,
	contactRefusals,
	secondFactorRefusals
} from '$lib/server/forms/error-messages';
import { formAction } from '$lib/server/forms/form';
import { connectionForm, emptyForm, phoneChangeForm } from '$lib/server/forms/schemas';
import { requestRecovery } from '$lib/server/recovery/recovery';
import { removeAuthenticator } from '$lib/server/second-factor/authenticator';
import { requireStrongestFactor } from '$lib/server/second-factor/factors';
import { turnOffMfaWithoutFactors } from '$lib/server/second-factor/mfa';
import { hasDetour } from '$lib/server/session/detour';
import {
	requirePassword,
	requireRecentConfirmation,
	requireUser
} from '$lib/server/session/guards';
import { signOut } from '$lib/server/session/session';
import { disconnect } from '$lib/server/ways-in/connections';
import { finishReview, isOwnMailbox } from '$lib/server/ways-in/review';
import { listWaysIn } from '$lib/server/ways-in/ways-in';
import { redirectTarget } from '$lib/server/web/redirects';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = await requireReview(event);
	return { ways: await listWaysIn(event, user) };
};

export const actions: Actions = {
	newPassword: formAction(emptyForm, async (_, event) => {
		const { email } = await requireReview(event);
		await requestRecovery(event, email);
		redirect(303, keepRedirectTo('/account/review?notice=recovery-mailed', event.url));
	}),

	phone: formAction(
		phoneChangeForm,
		async (change, event) => {
			await requireReview(event);
			requireRecentConfirmation(event);
			await changePhone(event, requirePassword(event), change);
			redirect(303, keepRedirectTo('/account/review?notice=number-changed', event.url));
		},
		contactRefusals('phone', 'This number belongs to another account.')
	),

	disconnect: formAction(
		connectionForm,
		async ({ identityId }, event) => {
			await requireReview(event);
			await disconnect(event, requireRecentConfirmation(event), identityId);
			redirect(303, keepRedirectTo('/account/review?notice=provider-disconnected', event.url));
		},
		connectionRefusals
	),

	removeAuthenticator: formAction(
		emptyForm,
		async (_, event) => {
			await requireReview(event);
			await requireStrongestFactor(event);
			await removeAuthenticator(event);
			await turnOffMfaWithoutFactors(event);
			redirect(303, keepRedirectTo('/account/review?notice=authenticator-removed', event.url));
		},
		secondFactorRefusals
	),

	finish: formAction(emptyForm, async (_, event) => {
		await requireReview(event);
		await finishReview(event);
		redirect(303, redirectTarget(event.url));
	})
};

/** The user who has to look through their ways in; everybody else is sent on. */
async function requireReview(event: RequestEvent): Promise<User> {
	const user = requireUser(event);
	if (!hasDetour(event)) return redirect(303, redirectTarget(event.url));
	if (isOwnMailbox(event, user)) return user;
	await signOut(event);
	return redirect(303, '/login?notice=link-gone');
}
