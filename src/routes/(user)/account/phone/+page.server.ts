import { redirect } from '@sveltejs/kit';
import { changePhone, sendPhoneCode, verifyPhone } from '$lib/server/contact';
import { formAction } from '$lib/server/form';
import { requireAccount, requirePassword, requireUser } from '$lib/server/guards';
import { codeRefusals, contactRefusals } from '$lib/server/refusals';
import { codeForm, emptyForm, phoneChangeForm } from '$lib/server/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireAccount(event);
};

export const actions: Actions = {
	change: formAction(
		phoneChangeForm,
		async (change, event) => {
			await changePhone(event, requirePassword(event), change);
			redirect(303, '/account/phone?notice=phone-changed');
		},
		contactRefusals('phone', 'This number belongs to another account.')
	),

	send: formAction(emptyForm, async (_, event) => {
		await sendPhoneCode(event, requireUser(event).phone);
		redirect(303, '/account/phone?notice=code-sent');
	}),

	verify: formAction(
		codeForm,
		async ({ code }, event) => {
			await verifyPhone(event, requireUser(event), code);
			redirect(303, '/account/phone?notice=phone-verified');
		},
		codeRefusals
	)
};
