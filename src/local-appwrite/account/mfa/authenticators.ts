import { toAccount } from '../../auth/models/user.ts';
import { addFactors } from '../../auth/second-factor.ts';
import { createTotpSecret, totpCode, totpUri } from '../../auth/totp.ts';
import { GeneralError } from '../../core/errors.ts';
import { equalSecrets } from '../../core/secrets.ts';
import { currentSession, currentUser } from '../../http/caller.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { oneOfAnyCase, text } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';

const type = oneOfAnyCase(['totp']);

/** `/account/mfa/authenticators`: apps that make codes. */
export const authenticators = [
	endpoint(
		{
			method: 'POST',
			path: '/account/mfa/authenticators/:type',
			scopes: ['account'],
			params: { type }
		},
		({ c, caller, params, store }) => {
			// Every spelling gets past the parameter, one past this.
			if (params.type !== 'totp') {
				throw new GeneralError('general_argument_invalid', 'Unknown type.');
			}
			const { id, email } = currentUser(caller);
			if (!email) throw new GeneralError('general_unknown');
			if (store.authenticators.ofUser(id)?.verified) {
				throw new UserError('user_authenticator_already_verified');
			}

			const secret = createTotpSecret();
			store.authenticators.enrol(id, secret);
			const uri = totpUri(secret, { issuer: store.project.name, label: email });
			return jsonResponse(c, { secret, uri });
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/mfa/authenticators/:type',
			scopes: ['account'],
			audit: 'user.update',
			params: { type, otp: text(256) }
		},
		(call) => {
			const { c, caller, clock, params, store, version } = call;
			const user = currentUser(caller);
			const session = currentSession(caller);
			const authenticator = store.authenticators.ofUser(user.id);
			if (!authenticator || params.type !== 'totp') {
				throw new UserError('user_authenticator_not_found');
			}
			if (authenticator.verified) {
				throw new UserError('user_authenticator_already_verified');
			}
			if (!equalSecrets(params.otp, totpCode(authenticator.secret, clock.now()))) {
				throw new UserError('user_invalid_token');
			}

			store.authenticators.verify(user.id);
			addFactors(call, session, ['totp']);
			const targets = store.targets.ofUser(user.id);
			return jsonResponse(c, toAccount(user, { targets, version }));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/mfa/authenticators/:type',
			scopes: ['account'],
			mfaProtected: true,
			audit: 'user.update',
			params: { type }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			if (params.type !== 'totp' || !store.authenticators.delete(id)) {
				throw new UserError('user_authenticator_not_found');
			}
			return c.body(null, 204);
		}
	)
];
