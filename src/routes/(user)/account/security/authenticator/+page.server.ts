import { redirect } from '@sveltejs/kit';
import { confirmEnrolment, readEnrolment } from '$lib/server/second-factor/authenticator';
import { formAction } from '$lib/server/forms/form';
import { requireUser } from '$lib/server/session/guards';
import { turnOnMfa } from '$lib/server/second-factor/mfa';
import { toQrCode } from './qr-code.server';
import { secondFactorRefusals } from '$lib/server/forms/error-messages';
import { secondFactorForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireUser(event);
	const enrolment = readEnrolment(event);
	if (!enrolment) redirect(303, '/account/security');
	return { secret: enrolment.secret, qrCode: toQrCode(enrolment.uri) };
};

export const actions: Actions = {
	// That it is them was asked when they began, and is known by what is kept of that.
	default: formAction(
		secondFactorForm,
		async ({ code }, event) => {
			requireUser(event);
			if (!readEnrolment(event)) redirect(303, '/account/security');
			await confirmEnrolment(event, code);
			redirect(303, await turnOnMfa(event));
		},
		secondFactorRefusals
	)
};
