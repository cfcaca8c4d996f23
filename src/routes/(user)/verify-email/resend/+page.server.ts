import { redirect } from '@sveltejs/kit';
import { formAction } from '$lib/server/form';
import { requireUser } from '$lib/server/guards';
import { atLeast } from '$lib/server/least-time';
import { emptyForm } from '$lib/server/schemas';
import { sendVerification } from '$lib/server/verification';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const { email, emailVerified } = requireUser(event);
	if (!email) redirect(303, '/account/email');
	if (emailVerified) redirect(303, '/account?notice=email-verified');
};

export const actions: Actions = {
	default: formAction(emptyForm, async (_, event) => {
		const { email, emailVerified } = requireUser(event);
		if (emailVerified) redirect(303, '/account?notice=email-verified');
		await atLeast(sendVerification(event, email));
		redirect(303, '/verify-email/resend?notice=verification-sent');
	})
};
