import { redirect, type RequestEvent } from '@sveltejs/kit';
import { refuse } from '$lib/server/appwrite/failure';
import { formAction } from '$lib/server/forms/form';
import {
	closeMailedLink,
	isClosedHere,
	openMailedLink,
	readMailedLink,
	type MailedLink
} from '$lib/server/mailed-links/mailed-link';
import { verificationRefusals } from '$lib/server/forms/error-messages';
import { emptyForm } from '$lib/server/forms/schemas';
import { verifyEmail } from '$lib/server/verification/verification';
import type { Actions, PageServerLoad } from './$types';

const OPENED = 'verification-link';

export const load: PageServerLoad = (event) => {
	const link = openMailedLink(event, OPENED);
	return { hasLink: link !== null, isDone: isDone(event, link) };
};

export const actions: Actions = {
	default: formAction(
		emptyForm,
		async (_, event) => {
			const link = readMailedLink(event, OPENED);
			if (!isDone(event, link)) await verify(event, link ?? refuse(400, 'user_invalid_token'));
			redirect(303, `${event.locals.user ? '/account' : '/login'}?notice=email-verified`);
		},
		verificationRefusals
	)
};

async function verify(event: RequestEvent, link: MailedLink) {
	await verifyEmail(event, link);
	closeMailedLink(event, OPENED, link);
}

/** Whether what the link is for has come true. */
function isDone(event: RequestEvent, link: MailedLink | null): boolean {
	const { user } = event.locals;
	const isOfUser = user !== null && user.emailVerified && user.id === link?.userId;
	return isOfUser || isClosedHere(event, OPENED, link);
}
