import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { sendPhoneCode, verifyPhone } from '$lib/server/contact/contact';
import { formAction } from '$lib/server/forms/form';
import { requireAccount, requireRecentConfirmation } from '$lib/server/session/guards';
import { codeRefusals } from '$lib/server/forms/error-messages';
import { codeForm, emptyForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireUnverifiedPhone(event);
};

export const actions: Actions = {
	send: formAction(emptyForm, async (_, event) => {
		await sendPhoneCode(event, requireUnverifiedPhone(event).phone);
		redirect(303, '/account/phone/code?notice=code-sent');
	}),

	verify: formAction(
		codeForm,
		async ({ code }, event) => {
			await verifyPhone(event, requireUnverifiedPhone(event), code);
			redirect(303, '/account/phone?notice=phone-verified');
		},
		codeRefusals
	)
};

/** The user, of whose number there is something to confirm. */
function requireUnverifiedPhone(event: RequestEvent): User {
	requireAccount(event);
	const user = requireRecentConfirmation(event);
	if (!user.phone) redirect(303, '/account/phone');
	if (user.phoneVerified) redirect(303, '/account/phone?notice=phone-verified');
	return user;
}
