import { randomInt } from 'node:crypto';
import { AppwriteError } from '../core/errors.ts';
import { hashSecret } from '../core/secrets.ts';
import type { Call, Services } from '../http/endpoint.ts';
import { answer } from '../http/responses.ts';
import type { Token, TokenType } from '../store/tokens.ts';
import { toToken } from './models.ts';

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
export function createToken({ clock, store }: Services, { lifetime, ...token }: NewToken): Token {
	const expire = clock.now() + lifetime * 1000;
	return store.tokens.create({ ...token, secret: hashSecret(token.secret), expire });
}

/** Finds the user's own token of one of these types that is good yet; `user_invalid_token`. */
export function findToken(
	{ store }: Services,
	{ userId, secret }: { userId: string; secret: string },
	...types: TokenType[]
): Token {
	const token = store.tokens.bySecret(userId, hashSecret(secret), types);
	if (!token) throw new AppwriteError('user_invalid_token');
	return token;
}

/** Answers with a token; its secret is for keys only. */
export function answerToken(
	{ c, caller }: Call,
	token: Token,
	shown: { secret?: string; phrase?: string; status?: 200 | 201 } = {}
): Response {
	const { status = 201, phrase } = shown;
	const secret = caller.role === 'applications' ? shown.secret : '';
	return answer(c, toToken(token, { secret, phrase }), status);
}

/** Six digits. */
export function createCode(): string {
	return String(randomInt(1_000_000)).padStart(6, '0');
}
