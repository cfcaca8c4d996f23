import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { isUnknown } from '$lib/server/appwrite/failure';
import { answerFailure, currentPage } from './failure-response';
import { problem } from '$lib/server/web/problem';
import { isConfirmed } from './confirmation';
import { findDetour } from './detour';
import { redirectTarget, withRedirectTo } from '$lib/server/web/redirects';

/**
 * The signed-in user; anybody else is sent to where they can become one, and who has something to deal with first to
 * that. First line of a protected load.
 */
export function requireUser(event: RequestEvent): User {
	const { user, failure } = event.locals;
	const detour = user && findDetour(event);
	if (detour) return redirect(303, withRedirectTo(detour, currentPage(event)));
	if (user) return user;
	if (failure) return answerFailure(failure, event);
	return redirect(303, withRedirectTo('/login', currentPage(event)));
}

/**
 * The signed-in user, who has shown within ten minutes that it is them and not somebody at a screen left open;
 * else they are asked to, and come back. First line of what changes how one signs in, or cannot be undone.
 *
 * @param back where to come back to; here, unless given
 */
export function requireRecentConfirmation(event: RequestEvent, back = currentPage(event)): User {
	const user = requireUser(event);
	// Nothing is known by which they could be recognised again, and there is nothing that it would protect.
	if (user.isAnonymous || isConfirmed(event, user)) return user;
	return redirect(303, withRedirectTo('/account/confirm', back));
}

/** The signed-in user, who has an account; who tries the site without one is led to making one. */
export function requireAccount(event: RequestEvent): User {
	const user = requireUser(event);
	if (!user.isAnonymous) return user;
	return redirect(303, withRedirectTo('/signup', currentPage(event)));
}

/**
 * The signed-in user, who has a password; else they are led to choose one. For changes that Appwrite asks the
 * password for: without one, it would take whatever was typed for the new password.
 */
export function requirePassword(event: RequestEvent): User {
	const user = requireAccount(event);
	if (user.hasPassword) return user;
	return redirect(303, '/account/password?notice=password-first');
}

/**
 * The signed-in user, whose address is confirmed, or whose number if they have no address; else they are led to confirm
 * it, and come back. For what adds a way to sign in: else somebody could prepare an account with the address of another
 * person, and come back to it after that person has made it theirs.
 */
export function requireVerified(event: RequestEvent): User {
	const user = requireAccount(event);
	if (user.email ? user.emailVerified : user.phoneVerified) return user;
	const path = user.email ? '/verify-email/resend' : '/account/phone/code';
	const notice = user.email ? 'confirm-email-first' : 'confirm-phone-first';
	return redirect(303, withRedirectTo(path, currentPage(event), { notice }));
}

/**
 * Sends on whoever has signed in already, but for who tries the site without an account: they may want one. While
 * nothing can be known, the page is for everybody; its forms say that they do not work, rather than to wait once more
 * for an Appwrite that has just not answered, or to end a session that is somebody's. Else a form that was filled in
 * is acted upon, also where somebody has signed in in another tab: whose session it begins is who is there then.
 */
export function requireGuest(event: RequestEvent) {
	const { user, failure } = event.locals;
	const target = redirectTarget(event.url);
	const isForm = event.request.method === 'POST';
	if (isForm && failure && isUnknown(failure)) answerFailure(failure, event);
	if (!isForm && user && !user.isAnonymous) redirect(303, target);
	if (failure?.kind === 'second-factor')
		redirect(303, withRedirectTo('/login/second-factor', target));
}

/** Only for the time between the first factor and the second. */
export function requireHalfSignedIn(event: RequestEvent) {
	const { failure } = event.locals;
	if (failure?.kind === 'second-factor') return;
	if (failure && isUnknown(failure)) answerFailure(failure, event);
	const target = redirectTarget(event.url);
	redirect(303, event.locals.user ? target : withRedirectTo('/login', target));
}

/** Whether the page is shown also while nobody can tell who is there: what is not behind a login, or not at all. */
export function isForEverybody({ route }: RequestEvent): boolean {
	const group = route.id?.split('/')[1];
	return group === undefined || group === '(public)' || group === '(guest)';
}

/**
 * The guard of every route, by the group that its files stand in: `(public)` is for all, `(guest)` for the
 * signed-out, and whatever stands elsewhere for the signed-in only, so that a new page is closed until
 * somebody opens it. Groups are read from the route's ID, as a path has more spellings than one.
 */
export function guardRoute(event: RequestEvent): Response | undefined {
	const group = event.route.id?.split('/')[1];
	const isOpen = group === undefined || group === '(public)';
	if (isOpen) return;
	if (group === '(guest)') return guardGuest(event);
	return guardUser(event, group === '(second-factor)' ? requireHalfSignedIn : requireUser);
}

function guardGuest(event: RequestEvent): undefined {
	// As below: what an outage means for a form is said by its action.
	if (!isUnknown(event.locals.failure)) requireGuest(event);
}

function guardUser(
	event: RequestEvent,
	guard: (event: RequestEvent) => unknown
): Response | undefined {
	if (event.route.id?.includes('/api/')) return denyEndpoint(event);
	// An error thrown in a hook cannot be shown by the app's own error page: the page's load throws it.
	if (isUnknown(event.locals.failure)) return;
	guard(event);
}

function denyEndpoint(event: RequestEvent): Response | undefined {
	const { locals } = event;
	const { requestId: id } = locals;
	const detour = locals.user && findDetour(event);
	if (detour) return problem(403, 'There is something to deal with first.', { page: detour });
	if (locals.user) return;
	switch (locals.failure?.kind) {
		case 'outage':
			return problem(503, 'Our sign-in service does not answer.', { id });
		case 'misconfigured':
			return problem(500, 'This site is not set up correctly.', { id });
		case 'unsupported':
			return problem(501, 'This site cannot do this at the moment.', { id });
		case 'second-factor':
			return problem(401, 'A second factor is required.', { id });
		default:
			return problem(401, 'You are not signed in.', { id });
	}
}
