import { InvalidJwt, readJwt } from '../../auth/jwt.ts';
import { findToken } from '../../auth/tokens.ts';
import type { Call } from '../../http/endpoint.ts';
import { UserError } from '../../store/errors.ts';
import type { ProviderTokens } from '../../store/sessions.ts';
import type { Token, TokenType } from '../../store/tokens.ts';
import { startSession } from './session-start.ts';

interface Credentials {
	userId: string;
	secret: string;
}

interface Origin {
	provider: string;
	factors: string[];
	providerUid?: string;
	providerTokens?: ProviderTokens;
	/** Whether it counts as a challenge that was just met. */
	isChallenge?: true;
	/** What whoever has the token has shown to be theirs. */
	verifies?: 'emailVerification' | 'phoneVerification';
}

const origins: Partial<Record<TokenType, Origin>> = {
	'magic-url': { provider: 'magic-url', factors: ['email'], verifies: 'emailVerification' },
	email: { provider: 'token', factors: ['email'], verifies: 'emailVerification' },
	phone: { provider: 'phone', factors: ['phone'], verifies: 'phoneVerification' },
	passkey: { provider: 'passkey', factors: ['passkey', 'userVerification'], isChallenge: true },
	generic: { provider: 'token', factors: ['token'] }
};

/**
 * Begins a session for whoever brings a user's token, and uses the token up. An unknown user, a wrong secret and one
 * that is too old or used are all `user_invalid_token`; a block is not looked at.
 */
export function exchangeToken(
	call: Call,
	credentials: Credentials,
	secretLength?: number
): Response {
	const { clock, store } = call;
	const { token, verifies, isChallenge, ...beginning } = findOrigin(call, credentials);
	const user = store.users.byId(token.userId);
	if (!user) throw new UserError('user_invalid_token');
	const mfaUpdatedAt = isChallenge ? clock.now() : null;

	return store.transaction(() => {
		store.tokens.delete(token.id);
		const signedIn = verifies ? store.users.update(user.id, { [verifies]: 1 }) : user;
		return startSession(call, signedIn, { ...beginning, mfaUpdatedAt, secretLength });
	});
}

function findOrigin(call: Call, { userId, secret }: Credentials): Origin & { token: Token } {
	const oauth2 = readOAuth2Secret(call, secret);
	if (oauth2) {
		const token = findToken(call, { userId, secret: oauth2.secret }, 'oauth2');
		return { token, ...describeProvider(call, userId, oauth2.provider) };
	}

	const token = findToken(
		call,
		{ userId, secret },
		'magic-url',
		'email',
		'phone',
		'passkey',
		'generic'
	);
	const origin = origins[token.type];
	if (!origin) throw new UserError('user_invalid_token');
	return { token, ...origin };
}

/** Newer versions show in the session what the identity has from the provider; without an identity there is none. */
function describeProvider({ store, version }: Call, userId: string, provider: string): Origin {
	if (!version.has('providerSessions')) return { provider, factors: ['email'] };
	const identity = store.identities.ofUser(userId, provider);
	if (!identity) throw new UserError('user_invalid_token');

	const { providerUid, providerAccessToken, providerAccessTokenExpiry, providerRefreshToken } =
		identity;
	const providerTokens = { providerAccessToken, providerAccessTokenExpiry, providerRefreshToken };
	return { provider, providerUid, providerTokens, factors: ['email', 'oauth2'] };
}

/** OAuth2 hands its secret out in a JWT that says which provider it was; others are no JWTs. */
function readOAuth2Secret({ clock, store }: Call, jwt: string) {
	try {
		const { provider, secret } = readJwt(jwt, store.project.jwtKey, clock.now());
		return { provider: String(provider), secret: String(secret) };
	} catch (error) {
		if (error instanceof InvalidJwt) return undefined;
		throw error;
	}
}
