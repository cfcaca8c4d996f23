import { toFactors } from '../auth/models/factors.ts';
import { createRecoveryCodes, readRecoveryCodes } from '../auth/recovery-codes.ts';
import { verifiedFactors } from '../auth/second-factor.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { oneOfAnyCase, uid } from '../params/validators.ts';
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
			const user = findUser(call);
			const factors = toFactors(user, verifiedFactors(call.store, user));
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
