import { newPassword } from '../../auth/passwords/password-params.ts';
import { createToken, LINK_LIFETIME } from '../../auth/tokens.ts';
import { randomHex } from '../../core/secrets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { redirectUrl } from '../../params/redirect-url.ts';
import { email, text, uid } from '../../params/validators.ts';
import { sendRecoveryMail } from '../mail/mails.ts';
import { findRecoverable, madeUpToken, recoverAccount } from './account-recovery.ts';
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
			const { params } = call;
			const user = findRecoverable(call, params.email);
			const secret = randomHex(256);
			if (!user) return madeUpToken(call, LINK_LIFETIME, { secret });

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
			const token = await recoverAccount(call, call.params, 'recovery');
			// What a key sees is the stored hash.
			return tokenResponse(call, token, { secret: token.secret, status: 200 });
		}
	)
];
