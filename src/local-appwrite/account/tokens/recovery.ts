import { changePassword } from '../../auth/password-change.ts';
import { newPassword } from '../../auth/passwords/password-params.ts';
import { createToken, findToken, LINK_LIFETIME } from '../../auth/tokens.ts';
import { randomHex } from '../../core/secrets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { redirectUrl } from '../../params/redirect-url.ts';
import { email, text, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import { sendRecoveryMail } from '../mail/mails.ts';
import { linkWith } from './mail-link.ts';
import { tokenResponse } from './token-response.ts';

/** `/account/recovery`: a new password for whoever reads the user's mail. */
export const recovery = [
	endpoint(
		{
			method: 'POST',
			path: '/account/recovery',
			scopes: ['sessions.write'],
			limit: { hits: 10, keys: ['url:{url},email:{param-email}', 'url:{url},ip:{ip}'] },
			audit: 'recovery.create',
			params: { email, url: redirectUrl }
		},
		(call) => {
			const { params, store } = call;
			const user = store.users.byEmail(params.email);
			if (!user) throw new UserError('user_not_found');
			if (!user.status) throw new UserError('user_blocked');

			const secret = randomHex(256);
			const lifetime = LINK_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'recovery', secret, lifetime });
			sendRecoveryMail(call, user, linkWith(params.url, token, secret));
			return tokenResponse(call, token, { secret });
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/recovery',
			scopes: ['sessions.write'],
			limit: { hits: 10, keys: ['url:{url},userId:{param-userId}'] },
			audit: 'recovery.update',
			params: { userId: uid, secret: text(256), password: newPassword }
		},
		async (call) => {
			const { params, store } = call;
			const user = store.users.byId(params.userId);
			if (!user) throw new UserError('user_not_found');
			const token = findToken(call, params, 'recovery');

			const spendToken = () => {
				// Somebody else may have come with the same link while the password was hashed.
				if (store.tokens.delete(token.id) === 0) throw new UserError('user_invalid_token');
				store.users.update(user.id, { emailVerification: 1 });
			};
			const options = { personalDataCheck: false, together: spendToken };
			await changePassword(call, user, params.password, options);
			// What a key sees is the stored hash.
			return tokenResponse(call, token, { secret: token.secret, status: 200 });
		}
	)
];
