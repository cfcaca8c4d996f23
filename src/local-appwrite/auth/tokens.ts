import { hashSecret } from '../core/secrets.ts';
import { UserError } from '../store/errors.ts';
import type { Token, TokenType } from '../store/tokens.ts';
import type { AuthResources } from './resources.ts';

/** Seconds that a link is good for. */
export const LINK_LIFETIME = 3600;
/** Seconds that a code to sign in with is good for. */
export const CODE_LIFETIME = 900;

interface NewToken {
	userId: string;
	type: TokenType;
	secret: string;
	/** Seconds. */
	lifetime: number;
}

/** Keeps a secret for later, hashed; others of the same kind stay good beside it. */
export function createToken(
	{ clock, store }: AuthResources,
	{ lifetime, ...token }: NewToken
): Token {
	const expire = clock.now() + lifetime * 1000;
	return store.tokens.create({ ...token, secret: hashSecret(token.secret), expire });
}

/** Finds the user's own token of one of these types that is good yet; `user_invalid_token`. */
export function findToken(
	{ store }: AuthResources,
	{ userId, secret }: { userId: string; secret: string },
	...types: TokenType[]
): Token {
	const token = store.tokens.bySecret(userId, hashSecret(secret), types);
	if (!token) throw new UserError('user_invalid_token');
	return token;
}
