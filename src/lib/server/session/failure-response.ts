import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import {
	AppwriteFailure,
	isUndone,
	OPTIONAL,
	refuse,
	type Failure
} from '$lib/server/appwrite/failure';
import { isProviderStart, SIGN_IN } from '$lib/server/appwrite/route';
import { withRedirectTo } from '$lib/server/web/redirects';
import { deleteSessionCookie } from './session-cookie';

/**
 * Ends the request as the failure demands: by a redirect, an error page, or for a refusal by an
 * `AppwriteFailure`, which the form that caused it puts into words.
 */
export function answerFailure(failure: Failure, event: RequestEvent): never {
	switch (failure.kind) {
		case 'refused':
			throw new AppwriteFailure(failure);
		case 'signed-out':
			deleteSessionCookie(event);
			return redirect(303, withRedirectTo('/login', currentPage(event), { notice: 'signed-out' }));
		case 'blocked':
			deleteSessionCookie(event);
			return redirect(303, '/login?notice=account-blocked');
		case 'second-factor':
			return redirect(303, withRedirectTo('/login/second-factor', currentPage(event)));
		case 'unconfirmed':
			return redirect(303, withRedirectTo('/account/confirm/code', currentPage(event)));
		case 'misconfigured':
			// Not a fault of the page that asked, but something that this site does not have.
			if (OPTIONAL.includes(failure.type)) return refuse(403, failure.type);
			return error(500, {
				message: 'This site is not set up correctly.',
				id: event.locals.requestId,
				isUndone: true
			});
		case 'unsupported':
			return error(501, {
				message: 'This site cannot do this at the moment.',
				id: event.locals.requestId,
				isUndone: true
			});
		case 'outage':
			return error(503, {
				message: outageMessage(failure.service),
				id: event.locals.requestId,
				isLimited: failure.reason === 'general_rate_limit_exceeded',
				isUndone: isUndone(failure)
			});
	}
}

function outageMessage(service = SIGN_IN): string {
	if (service === SIGN_IN)
		return 'Our sign-in service does not answer. You have not been signed out.';
	if (isProviderStart(service))
		return 'This way to sign in does not answer at the moment. Choose another one, or try again in a minute.';
	return 'Something that this page needs does not answer at the moment. Try again in a minute.';
}

/** Where the visitor is, to come back to: after a form, the page without the name of its action. */
export function currentPage({ url, request }: RequestEvent): string {
	return request.method === 'POST' ? keepRedirectTo(url.pathname, url) : url.pathname + url.search;
}
