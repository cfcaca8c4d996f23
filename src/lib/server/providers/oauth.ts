import { OAUTH_PROVIDERS } from '$app/env/private';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomBytes } from 'node:crypto';
import type { OAuthProvider } from 'node-appwrite';
import * as v from 'valibot';
import type { Notice } from '$lib/notices';
import { oauthProviderNames } from '$lib/oauth-providers';
import { providerAddressAnswer } from '$lib/server/appwrite/responses';
import { createAdminClient } from '$lib/server/session/clients';
import { logAuth } from '$lib/server/session/auth-log';
import { deleteFlowCookie, readFlowCookie, setFlowCookie } from '$lib/server/web/flow-cookie';
import { limitOAuth, useUpOAuthStart } from '$lib/server/limits/rate-limiter';
import { redirectTarget, withRedirectTo } from '$lib/server/web/redirects';
import { oauthRefusals, toRefusal } from '$lib/server/forms/error-messages';
import { signInWithToken } from '$lib/server/session/session';
import { welcomeOwner } from '$lib/server/ways-in/review';

export interface Provider {
	/** Appwrite's. */
	id: string;
	name: string;
}

/** Where people may come from, in the order of the buttons. */
export const providers: Provider[] = OAUTH_PROVIDERS.map((id) => ({
	id,
	name: oauthProviderNames[id] ?? id
}));

const COOKIE = 'oauth';
/** For signing in at the provider. */
const SECONDS = 10 * 60;

const flow = v.object({
	provider: v.string(),
	/** Comes back with the person and shows that they left from this browser. */
	state: v.string(),
	redirectTo: v.string(),
	/** Who connects the provider; `null` for who signs in. */
	userId: v.nullable(v.string())
});

type Flow = v.InferOutput<typeof flow>;

/** Only those that are configured; any other is an unknown page. */
export function findProvider(id: string): Provider {
	const provider = providers.find((one) => one.id === id);
	return provider ?? error(404, { message: 'Not Found' });
}

/** Whoever is signed in comes to connect a provider, everybody else to sign in with it. */
export function isConnecting({ locals: { user } }: RequestEvent): boolean {
	return user !== null && !user.isAnonymous;
}

/** Remembers in this browser that it sets out for the provider, and where it wants to be in the end. */
export async function startOAuth(event: RequestEvent, { id: provider }: Provider) {
	await limitOAuth(event);
	const started: Flow = {
		provider,
		state: randomBytes(16).toString('base64url'),
		redirectTo: redirectTarget(event.url),
		userId: isConnecting(event) ? (event.locals.user?.id ?? null) : null
	};
	setFlowCookie(event, COOKIE, started, SECONDS);
}

/** The address at the provider; `null` unless this browser has set out for it and asks for the first time since. */
export async function providerAddress(
	event: RequestEvent,
	{ id }: Provider
): Promise<string | null> {
	const started = readFlowCookie(event, COOKIE, flow);
	if (started?.provider !== id) return null;
	// Reloaded, gone back to or replayed: it begins anew with a form, which is limited.
	if (!(await useUpOAuthStart(started.state))) return null;

	const query = new URLSearchParams({ state: started.state });
	const back = `${event.url.origin}/login/oauth/callback?${query}`;
	// With the key, as Appwrite counts what a guest asks by the address of this server.
	const { account, check } = createAdminClient(event);
	const provider = id as OAuthProvider;
	const address = await account.createOAuth2Token({ provider, success: back, failure: back });
	return check(providerAddressAnswer, address);
}

/** Ends the way back: signed in, connected, or told on the page that it began on why not. */
export async function finishOAuth(event: RequestEvent): Promise<never> {
	const { searchParams } = event.url;
	const started = readFlowCookie(event, COOKIE, flow);
	deleteFlowCookie(event, COOKIE);

	if (!started || started.state !== searchParams.get('state')) {
		return leave(event, 'oauth-foreign');
	}
	const told = searchParams.get('error');
	if (told !== null) return leave(event, noticeOf(told), started);
	const { userId, secret } = Object.fromEntries(searchParams);
	if (!userId || !secret) return leave(event, 'oauth-failed', started);

	if (started.userId !== null) return confirmConnection(event, started, userId);

	try {
		await signInWithToken(event, { userId, secret });
		await welcomeOwner(event, { provider: started.provider });
	} catch (thrown) {
		// Never an error page: its address would be this one, with the secret in it.
		if (!toRefusal(thrown, oauthRefusals)) throw thrown;
		return leave(event, 'oauth-failed', started);
	}
	redirect(303, started.redirectTo);
}

/**
 * Says whether the provider now leads to the account of who set out. Appwrite has decided that before, and by the
 * confirmed address alone: it cannot be told whose session it is, as that is in a cookie of ours.
 */
function confirmConnection(event: RequestEvent, started: Flow, userId: string): never {
	if (event.locals.user?.id !== started.userId) return leave(event, 'oauth-foreign');
	const isMine = userId === started.userId;
	return leave(event, isMine ? 'provider-connected' : 'provider-elsewhere', started);
}

/** To the page that says what came of it. */
function leave(event: RequestEvent, notice: Notice, started?: Flow): never {
	const provider = started?.provider;
	if (notice === 'provider-connected') logAuth(event, 'provider_connected', { provider });
	else logAuth(event, 'provider_refused', { provider, reason: notice }, 'refused');
	if (isConnecting(event)) redirect(303, `/account/connections?notice=${notice}`);
	redirect(303, withRedirectTo('/login', started?.redirectTo ?? '/account', { notice }));
}

const toldError = v.pipe(v.string(), v.parseJson(), v.object({ type: v.string() }));

/** By Appwrite's `type`: anything else has failed for reasons that the person cannot change. */
const noticesByType: Record<string, Notice> = {
	general_bad_request: 'oauth-unconfirmed',
	user_already_exists: 'oauth-unconfirmed',
	user_blocked: 'account-blocked',
	user_count_exceeded: 'oauth-closed',
	user_oauth2_provider_error: 'oauth-refused',
	user_unauthorized: 'oauth-unconfirmed'
};

function noticeOf(told: string): Notice {
	const { success, output } = v.safeParse(toldError, told);
	return (success && noticesByType[output.type]) || 'oauth-failed';
}
