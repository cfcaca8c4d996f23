import type { Context } from 'hono';
import { signJwt } from '../../auth/jwt.ts';
import { createToken } from '../../auth/tokens.ts';
import { AppwriteError } from '../../core/errors.ts';
import { randomHex } from '../../core/secrets.ts';
import { endpoint, type Call } from '../../http/endpoint.ts';
import { visitorOf } from '../../http/visitor.ts';
import { authorizeUrl, type ProviderId } from '../../oauth2/providers.ts';
import { ValidationError, type Param } from '../../params/params.ts';
import { redirectUrl } from '../../params/redirect-url.ts';
import { list, optional, since, text } from '../../params/validators.ts';
import { ProjectError } from '../../project/errors.ts';
import type { ProviderTokens } from '../../store/sessions.ts';
import type { User } from '../../store/users.ts';
import { beginSession, trimSessions } from '../sessions/session-start.ts';
import { provider } from './provider-param.ts';
import { findPerson, type ProviderReturn } from './provider-return.ts';
import { addressWith, readState, writeState, type RedirectState } from './redirect-state.ts';
import { signInPerson } from './sign-in.ts';

/** Seconds in which an app has to exchange the secret that it is sent. */
const SECRET_LIFETIME = 60;
/** Seconds that the provider's own tokens are said to be good for. */
const ACCESS_LIFETIME = 3600;

const appState: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^[\x20-\x7e]{0,256}$/.test(value)) return value;
		throw new ValidationError('Value must be at most 256 printable ASCII characters');
	}
};

const perAddress: { hits: number; keys: [string] } = { hits: 50, keys: ['ip:{ip}'] };

/** `/account/tokens/oauth2` and `/account/sessions/oauth2`: addresses for a browser, which answer errors as pages. */
export const oauth2 = [
	start('/account/tokens/oauth2/:provider', true),
	start('/account/sessions/oauth2/:provider', false),

	endpoint(
		{
			method: 'GET',
			path: '/account/sessions/oauth2/:provider/redirect',
			scopes: ['public'],
			asPage: true,
			limit: perAddress,
			inConsole: new ProjectError('project_invalid_success_url'),
			params: {
				provider,
				code: optional(text(2048, 0), ''),
				state: optional(text(2560), ''),
				error: optional(text(2048, 0), ''),
				error_description: optional(text(2048, 0), '')
			}
		},
		(call) => {
			const state = readState(call.params.state, call.store.project.settings());
			try {
				return redirect(call.c, finishSignIn(call, state));
			} catch (error) {
				if (!(error instanceof AppwriteError) || !state.failure) throw error;
				const { message, type, status } = error;
				const told = JSON.stringify({ message, type, code: status }).replaceAll('/', '\\/');
				const address = addressWith(state.failure, { error: told, ...returnedState(state) });
				return redirect(call.c, address);
			}
		}
	)
];

/** @param token whether the app gets a secret to exchange, not the browser a cookie */
function start(path: string, token: boolean) {
	return endpoint(
		{
			method: 'GET',
			path,
			scopes: ['sessions.write'],
			asPage: true,
			limit: perAddress,
			inConsole: new ProjectError('project_provider_disabled'),
			params: {
				provider,
				success: optional(redirectUrl, ''),
				failure: optional(redirectUrl, ''),
				scopes: optional(list(text(4096), 100), []),
				state: since('oauth2State', appState, '')
			}
		},
		({ c, localProvider, params, store }) => {
			const { provider: id, scopes } = params;
			if (!localProvider.isEnabled(id)) throw new ProjectError('project_provider_disabled');

			const { origin, port } = new URL(c.req.url);
			// Appwrite's own pages, where nobody said better.
			const pages = `http://localhost:${port}/console/auth/oauth2`;
			const success = params.success || `${pages}/success`;
			const failure = params.failure || `${pages}/failure`;
			const callback = `${origin}/v1/account/sessions/oauth2/callback/${id}/${store.project.id}`;
			const given = params.state ? { state: params.state } : {};
			const state = writeState({ success, failure, token, ...given });
			return redirect(c, authorizeUrl(id, { origin, callback, state, scopes }));
		}
	);
}

/** Answers the address to which the signed-in person is sent. */
function finishSignIn(asked: ProviderReturn, state: RedirectState): string {
	const call = state.token ? withoutSession(asked) : asked;
	const { provider, person } = findPerson(call);
	const tokens: ProviderTokens = {
		providerAccessToken: randomHex(40),
		providerAccessTokenExpiry: call.clock.now() + ACCESS_LIFETIME * 1000,
		providerRefreshToken: randomHex(40)
	};
	const user = signInPerson(call, { provider, person, tokens });
	const { c, caller, store } = call;
	store.logs.add({ event: 'session.create', userId: user.id, ...visitorOf(c, caller) });

	const returned = returnedState(state);
	if (state.token) {
		return addressWith(state.success, { ...createSecret(call, user, provider), ...returned });
	}

	beginSession(call, user, {
		provider,
		providerUid: person.sub,
		providerTokens: tokens,
		// The second one is no factor that could be asked for: it spares these sessions that.
		factors: ['email', 'oauth2']
	});
	trimSessions(call, user);
	return addressWith(state.success, returned);
}

function returnedState({ state }: RedirectState): Record<string, string> {
	return state ? { state } : {};
}

/** Newer versions take the token flow for a guest's: an app's server began it, and the browser's session says nothing. */
function withoutSession(call: ProviderReturn): ProviderReturn {
	if (!call.version.has('oauth2State')) return call;
	return { ...call, caller: { ...call.caller, user: undefined, session: undefined } };
}

/** The token itself lives as long as a session; the JWT around it does not. */
function createSecret(call: Call, user: User, provider: ProviderId) {
	const { clock, store } = call;
	const secret = randomHex(64);
	const lifetime = store.project.settings().duration;
	createToken(call, { userId: user.id, type: 'oauth2', secret, lifetime });

	const exp = Math.floor(clock.now() / 1000) + SECRET_LIFETIME;
	return { secret: signJwt({ secret, provider, exp }, store.project.jwtKey), userId: user.id };
}

function redirect(c: Context, location: string): Response {
	return c.body(null, 301, {
		Location: location,
		'Cache-Control': 'no-store, no-cache, must-revalidate, max-age=0',
		Pragma: 'no-cache'
	});
}
