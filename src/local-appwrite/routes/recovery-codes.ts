import { answer } from '../answers.ts';
import { currentUser } from '../callers.ts';
import { endpoint } from '../endpoint.ts';
import { AppwriteError } from '../errors.ts';
import { createRecoveryCodes, readRecoveryCodes } from '../recovery-codes.ts';

/** `/account/mfa/recovery-codes` */
export const recoveryCodes = [
	endpoint(
		{ method: 'POST', path: '/account/mfa/recovery-codes', scopes: ['account'] },
		({ c, caller, store }) => {
			const user = currentUser(caller);
			if (readRecoveryCodes(user).length > 0) {
				throw new AppwriteError('user_recovery_codes_already_exists');
			}
			return answer(c, { recoveryCodes: createRecoveryCodes(store, user) }, 201);
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
				throw new AppwriteError('user_recovery_codes_not_found');
			}
			return answer(c, { recoveryCodes: createRecoveryCodes(store, user) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/account/mfa/recovery-codes',
			scopes: ['account'],
			mfaProtected: true
		},
		({ c, caller }) => {
			const codes = readRecoveryCodes(currentUser(caller));
			if (codes.length === 0) throw new AppwriteError('user_recovery_codes_not_found');
			return answer(c, { recoveryCodes: codes });
		}
	)
];
