import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { redirectTarget, withNotice } from '$lib/server/web/redirects';
import type { User } from '$lib/user';
import { sendPhoneCode, verifyPhone } from '$lib/server/contact/contact';
import { formAction } from '$lib/server/forms/form';
import {
	requireAccount,
	requireRecentConfirmation,
	requireVerified
} from '$lib/server/session/guards';
import { codeRefusals } from '$lib/server/forms/error-messages';
import { codeForm, emptyForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireUnverifiedPhone(event);
};

export const actions: Actions = {
	send: formAction(emptyForm, async (_, event) => {
		const { id, phone } = requireUnverifiedPhone(event);
		await sendPhoneCode(event, id, phone);
		redirect(303, keepRedirectTo('/account/phone/code?notice=code-sent', event.url));
	}),

	verify: formAction(
		codeForm,
		async ({ code }, event) => {
			await verifyPhone(event, requireUnverifiedPhone(event), code);
			redirect(303, afterwards(event));
		},
		codeRefusals
	)
};

/** The user, of whose number there is something to confirm. */
function requireUnverifiedPhone(event: RequestEvent): User {
	const user = requireAccount(event);
	if (user.email) requireVerified(event);
	requireRecentConfirmation(event);
	if (!user.phone) redirect(303, '/account/phone');
	if (user.phoneVerified) redirect(303, afterwards(event));
	return user;
}

function afterwards({ url }: RequestEvent): string {
	return withNotice(redirectTarget(url, '/account/phone'), 'phone-verified');
}
