import { toChallenge } from '../account/mfa/challenge-model.ts';
import { challengesTable } from '../account/mfa/challenges-table.ts';
import { toFactors } from '../auth/models/factors.ts';
import { createRecoveryCodes, readRecoveryCodes } from '../auth/recovery-codes.ts';
import { verifiedFactors } from '../auth/second-factor.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { oneOfAnyCase, text, uid } from '../params/validators.ts';
import { UserError } from '../store/errors.ts';
import { findUser } from './users.ts';

/** `/users/{userId}/mfa` */
export const mfa = [
	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/mfa/factors',
			scopes: ['users.read'],
			params: { userId: uid }
		},
		(call) => {
			const { store } = call;
			const user = findUser(call);
			const settings = store.project.settings();
			const factors = toFactors(user, verifiedFactors(store, user), settings);
			// Appwrite does not look for codes here.
			return jsonResponse(call.c, { ...factors, recoveryCode: false });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/mfa/recovery-codes',
			scopes: ['users.read'],
			params: { userId: uid }
		},
		(call) => {
			const codes = readRecoveryCodes(findUser(call));
			if (codes.length === 0) throw new UserError('user_recovery_codes_not_found');
			return jsonResponse(call.c, { recoveryCodes: codes });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/mfa/challenges/:challengeId',
			feature: 'factorPolicy',
			scopes: ['users.read'],
			params: { userId: uid, challengeId: text(256) }
		},
		(call) => {
			const { c, params, store } = call;
			const { id } = findUser(call);
			// Only a code that the app delivers itself is anything for it to see.
			const challenge = store.table(challengesTable).openById(id, params.challengeId);
			if (challenge?.factor !== 'custom') throw new UserError('user_invalid_token');
			return jsonResponse(c, { ...toChallenge(challenge), code: challenge.code });
		}
	),

	// PATCH makes the first codes and PUT the next ones: the reverse of the Account API.
	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/mfa/recovery-codes',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid }
		},
		(call) => {
			const user = findUser(call);
			if (readRecoveryCodes(user).length > 0) {
				throw new UserError('user_recovery_codes_already_exists');
			}
			return jsonResponse(call.c, { recoveryCodes: createRecoveryCodes(call.store, user) });
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/users/:userId/mfa/recovery-codes',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid }
		},
		(call) => {
			const user = findUser(call);
			if (readRecoveryCodes(user).length === 0) {
				throw new UserError('user_recovery_codes_not_found');
			}
			return jsonResponse(call.c, { recoveryCodes: createRecoveryCodes(call.store, user) });
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/:userId/mfa/authenticators/:type',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, type: oneOfAnyCase(['totp']) }
		},
		(call) => {
			const found = call.store.authenticators.delete(findUser(call).id);
			if (found === 0) throw new UserError('user_authenticator_not_found');
			return call.c.body(null, 204);
		}
	)
];
