import { redirect, type RequestEvent } from '@sveltejs/kit';
import { refuse } from '$lib/server/appwrite/failure';
import { verificationRefusals } from '$lib/server/forms/error-messages';
import { formAction } from '$lib/server/forms/form';
import { linkForm } from '$lib/server/forms/schemas';
import { readPurpose } from '$lib/server/mailed-links/link-purpose';
import {
	closeMailedLink,
	isClosedHere,
	keepMailedLink,
	linkFingerprint,
	openMailedLink,
	readMailedLink,
	requireSameLink,
	type MailedLink
} from '$lib/server/mailed-links/mailed-link';
import { currentPage } from '$lib/server/session/failure-response';
import { requireUser } from '$lib/server/session/guards';
import { verifyEmail } from '$lib/server/verification/verification';
import { welcomeOwner } from '$lib/server/ways-in/review';
import { redirectTarget, withNotice, withRedirectTo } from '$lib/server/web/redirects';
import type { Actions, PageServerLoad } from './$types';

const OPENED = 'verification-link';

export const load: PageServerLoad = async (event) => {
	const link = openMailedLink(event, OPENED);
	return { state: await stateOf(event, link), link: link && linkFingerprint(link) };
};

export const actions: Actions = {
	default: formAction(
		linkForm,
		async (form, event) => {
			const link = readMailedLink(event, OPENED);
			requireSameLink(event, link, form.link);
			if (!isDone(event, link)) await verify(event, link ?? refuse(400, 'user_invalid_token'));
			const target = event.locals.user ? redirectTarget(event.url) : '/login';
			redirect(303, withNotice(target, 'email-verified'));
		},
		verificationRefusals
	)
};

async function stateOf(event: RequestEvent, link: MailedLink | null) {
	if (isDone(event, link)) return 'done';
	if (!link) return 'incomplete';
	if (!(await readPurpose(link, 'verification'))) return 'dead';
	requireAccountOfLink(event, link);
	return event.locals.user?.id === link.userId ? 'open' : 'foreign';
}

async function verify(event: RequestEvent, link: MailedLink) {
	requireAccountOfLink(event, link);
	const mailbox = await verifyEmail(event, link);
	closeMailedLink(event, OPENED, link);
	await welcomeOwner(event, { mailbox });
}

/** Leads whoever has no account here to logging in, and back to the link: only its owner can confirm an address. */
function requireAccountOfLink(event: RequestEvent, link: MailedLink) {
	const { user, failure } = event.locals;
	if (user && !user.isAnonymous) return requireUser(event);
	keepMailedLink(event, OPENED, link);
	if (failure) return requireUser(event);
	const notice = 'log-in-to-confirm';
	return redirect(303, withRedirectTo('/login', currentPage(event), { notice }));
}

/** Whether what the link is for has come true. */
function isDone(event: RequestEvent, link: MailedLink | null): boolean {
	const { user } = event.locals;
	const isOfUser = user !== null && user.emailVerified && user.id === link?.userId;
	return isOfUser || isClosedHere(event, OPENED, link);
}
