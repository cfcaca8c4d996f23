import { changePassword } from '../../auth/password-change.ts';
import { findToken } from '../../auth/tokens.ts';
import { createId } from '../../core/secrets.ts';
import type { Call } from '../../http/endpoint.ts';
import { UserError } from '../../store/errors.ts';
import type { Token, TokenType } from '../../store/tokens.ts';
import type { User } from '../../store/users.ts';
import { tokenResponse } from './token-response.ts';

/** Whoever may recover an account with this address. Older versions say who may not, newer ones find nobody. */
export function findRecoverable({ store, version }: Call, email: string): User | undefined {
	const user = store.users.byEmail(email);
	if (version.has('silentRecovery')) return user?.status ? user : undefined;
	if (!user) throw new UserError('user_not_found');
	if (!user.status) throw new UserError('user_blocked');
	return user;
}

/**
 * Answers as if there were an account: with a token of nobody.
 * @param lifetime seconds
 */
export function madeUpToken(
	call: Call,
	lifetime: number,
	shown: { secret?: string; phrase?: string } = {}
): Response {
	const now = call.clock.now();
	const [id, userId] = [createId(now), createId(now)];
	const token = { id, userId, createdAt: now, expire: now + lifetime * 1000 };
	return tokenResponse(call, token, shown);
}

/**
 * Gives the user the password in exchange for the secret that was sent to them, once. Answers the token that it was;
 * `user_not_found`, `user_invalid_token` and what `changePassword` throws.
 */
export async function recoverAccount(
	call: Call,
	given: { userId: string; secret: string; password: string },
	type: TokenType
): Promise<Token> {
	const { store } = call;
	const user = store.users.byId(given.userId);
	if (!user) throw new UserError('user_not_found');
	const token = findToken(call, given, type);

	const spendToken = () => {
		// Somebody else may have come with the same secret while the password was hashed.
		if (store.tokens.delete(token.id) === 0) throw new UserError('user_invalid_token');
		store.users.update(user.id, { emailVerification: 1 });
	};
	const options = { personalDataCheck: type !== 'recovery', together: spendToken };
	await changePassword(call, user, given.password, options);
	return token;
}
