import { createRecoveryCodes, readRecoveryCodes } from '../../auth/recovery-codes.ts';
import { currentUser } from '../../http/caller.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { UserError } from '../../store/errors.ts';

/** `/account/mfa/recovery-codes` */
export const recoveryCodes = [
	endpoint(
		{ method: 'POST', path: '/account/mfa/recovery-codes', scopes: ['account'] },
		({ c, caller, store }) => {
			const user = currentUser(caller);
			if (readRecoveryCodes(user).length > 0) {
				throw new UserError('user_recovery_codes_already_exists');
			}
			return jsonResponse(c, { recoveryCodes: createRecoveryCodes(store, user) }, 201);
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/mfa/recovery-codes',
			scopes: ['account'],
			mfaProtected: true
		},
		({ c, caller, store }) => {
			const user = currentUser(caller);
			if (readRecoveryCodes(user).length === 0) {
				throw new UserError('user_recovery_codes_not_found');
			}
			return jsonResponse(c, { recoveryCodes: createRecoveryCodes(store, user) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/account/mfa/recovery-codes',
			impersonation: 'deny',
			scopes: ['account'],
			mfaProtected: true
		},
		({ c, caller }) => {
			const codes = readRecoveryCodes(currentUser(caller));
			if (codes.length === 0) throw new UserError('user_recovery_codes_not_found');
			return jsonResponse(c, { recoveryCodes: codes });
		}
	)
];
