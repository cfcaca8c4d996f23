import { dev } from '$app/env';
import {
	text,
	type Handle,
	type HandleServerError,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { AppwriteFailure, isUnknown } from '$lib/server/appwrite/failure';
import { keepDraft } from '$lib/server/forms/draft';
import { logAuth } from '$lib/server/session/auth-log';
import { guardRoute, isForEverybody } from '$lib/server/session/guards';
import { completeSignIn } from '$lib/server/limits/known-browser';
import { describe, log } from '$lib/server/operations/log';
import { isCrossSite } from '$lib/server/web/cross-site';
import { refuseUnsafeSettings } from '$lib/server/operations/unsafe-settings';
import { watchShutdown } from '$lib/server/operations/shutdown';
import { connectRedis } from '$lib/server/operations/redis';
import { findUser } from '$lib/server/session/session';
import { hearOfChanges } from '$lib/server/session/user-cache';

export const init: ServerInit = async () => {
	refuseUnsafeSettings();
	outliveRejections();
	watchShutdown();
	await connectRedis();
	await hearOfChanges();
};

/** A promise of a load that fails before it is awaited would end the process, with all that it does for others. */
function outliveRejections() {
	process.on('unhandledRejection', (reason) => {
		log.error('unhandled_rejection', { error: describe(reason) });
	});
}

const nameRequest: Handle = ({ event, resolve }) => {
	event.locals = { requestId: crypto.randomUUID(), user: null, failure: null };
	return resolve(event);
};

/** What depends on the answer; what every one says is in `src/node-server`. */
const setHeaders: Handle = async ({ event, resolve }) => {
	// Whatever the cookie, a page may show what it holds: who is signed in, or where a code went.
	const isPersonal = event.request.headers.has('cookie');
	const response = await resolve(event);
	const { headers } = response;

	const isPassing = isPersonal || headers.has('set-cookie') || response.status === 429;
	if (isPassing) headers.set('cache-control', 'private, no-store');
	if (response.status === 503 && !headers.has('retry-after')) headers.set('retry-after', '30');
	headers.append('vary', 'Cookie');
	return response;
};

const refuseCrossSite: Handle = ({ event, resolve }) => {
	if (!isCrossSite(event)) return resolve(event);
	logAuth(event, 'cross_site_refused', { route: event.route.id ?? undefined }, 'refused');
	return text('This request came from another site.', { status: 403 });
};

/** SvelteKit 2 fails where the name of an action is one that objects inherit, or the one that it keeps for itself. */
const refuseReservedActions: Handle = ({ event, resolve }) => {
	const names = [...event.url.searchParams.keys()].filter((key) => key.startsWith('/'));
	const isReserved = names.some((name) => name === '/default' || name.slice(1) in Object.prototype);
	return isReserved ? text('There is no such action.', { status: 404 }) : resolve(event);
};

const recogniseUser: Handle = async ({ event, resolve }) => {
	Object.assign(event.locals, await findUser(event));
	await completeSignIn(event);
	return resolve(event);
};

/** Written into the page, so that it has its colours before any script and without. */
const renderTheme: Handle = ({ event, resolve }) => {
	const theme = event.locals.user?.preferences.theme ?? 'system';
	return resolve(event, { transformPageChunk: ({ html }) => html.replace('%theme%', theme) });
};

const guardRoutes: Handle = async ({ event, resolve }) => {
	try {
		const denial = guardRoute(event);
		if (denial) return denial;
	} catch (sentAway) {
		await keepDraft(event);
		throw sentAway;
	}
	if (isAnsweredByErrorPage(event)) await keepDraft(event);
	return resolve(event);
};

/** No page behind the login is shown while nobody knows who is there; a form that a script has sent stays on the page that it is on. */
function isAnsweredByErrorPage(event: RequestEvent): boolean {
	if (!isUnknown(event.locals.failure) || isForEverybody(event)) return false;
	return !event.request.headers.has('x-sveltekit-action');
}

export const handle = sequence(
	nameRequest,
	setHeaders,
	refuseCrossSite,
	refuseReservedActions,
	recogniseUser,
	renderTheme,
	guardRoutes
);

/** Never shows what went wrong inside, only the ID under which the log has it. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const id = event.locals.requestId;
	if (status < 500) return { message, id };
	if (dev) console.error(error);
	// Of a refusal that no form has words for.
	const failure = error instanceof AppwriteFailure ? error.failure : {};
	log.error('unexpected_error', {
		id,
		route: event.route.id,
		...failure,
		error: describe(error)
	});
	return { message: 'Something went wrong on our side.', id };
};
