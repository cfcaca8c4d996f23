import { redirect } from '@sveltejs/kit';
import { refuseAs } from '$lib/server/appwrite-errors';
import { deleteFlowCookie } from '$lib/server/flow-cookie';
import { formAction } from '$lib/server/form';
import { openMailedLink, readMailedLink, type MailedLink } from '$lib/server/mailed-link';
import { linkRefusals } from '$lib/server/refusals';
import { emptyForm } from '$lib/server/schemas';
import { verifyEmail } from '$lib/server/verification';
import type { Actions, PageServerLoad } from './$types';

const OPENED = 'verification-link';

export const load: PageServerLoad = (event) => {
	const link = openMailedLink(event, OPENED);
	return { hasLink: link !== null, isDone: isDone(event.locals, link) };
};

export const actions: Actions = {
	default: formAction(
		emptyForm,
		async (_, event) => {
			const link = readMailedLink(event, OPENED) ?? refuseAs('user_invalid_token');
			if (!isDone(event.locals, link)) await verifyEmail(event, link);
			deleteFlowCookie(event, OPENED);
			redirect(303, `${event.locals.user ? '/account' : '/login'}?notice=email-verified`);
		},
		linkRefusals
	)
};

/** Whether what the link is for has come true: by a second click, or the button of another tab. */
function isDone({ user }: App.Locals, link: MailedLink | null): boolean {
	return user !== null && user.emailVerified && user.id === link?.userId;
}
