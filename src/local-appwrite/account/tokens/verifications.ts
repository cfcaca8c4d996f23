import { createToken, findToken, LINK_LIFETIME } from '../../auth/tokens.ts';
import { randomHex } from '../../core/secrets.ts';
import { currentUser } from '../../http/caller.ts';
import { endpoint } from '../../http/endpoint.ts';
import { redirectUrl } from '../../params/redirect-url.ts';
import { text, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import { sendVerificationMail } from '../mail/mails.ts';
import { linkWith } from './mail-link.ts';
import { sendPhoneCode } from './phone-code.ts';
import { tokenResponse } from './token-response.ts';

/** `/account/verifications`: the user shows that an address or a number is theirs. */
export const verifications = [
	endpoint(
		{
			method: 'POST',
			path: '/account/verifications/email',
			aliases: ['/account/verification'],
			scopes: ['account'],
			limit: { hits: 10, keys: ['url:{url},userId:{userId}'] },
			audit: 'verification.create',
			params: { url: redirectUrl }
		},
		(call) => {
			const user = currentUser(call.caller);
			if (!user.email) throw new UserError('user_email_not_found');
			if (user.emailVerification) throw new UserError('user_email_already_verified');

			const secret = randomHex(256);
			const lifetime = LINK_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'verification', secret, lifetime });
			sendVerificationMail(call, user, linkWith(call.params.url, token, secret));
			return tokenResponse(call, token);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/verifications/email',
			aliases: ['/account/verification'],
			scopes: ['public'],
			limit: { hits: 10, keys: ['url:{url},userId:{param-userId}'] },
			audit: 'verification.update',
			params: { userId: uid, secret: text(256) }
		},
		(call) => {
			const { params, store } = call;
			const user = store.users.byId(params.userId);
			if (!user) throw new UserError('user_not_found');
			const token = findToken(call, params, 'verification');

			store.users.update(user.id, { emailVerification: 1 });
			store.tokens.delete(token.id);
			return tokenResponse(call, token, { status: 200 });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/account/verifications/phone',
			aliases: ['/account/verification/phone'],
			scopes: ['account'],
			authMethod: 'phone',
			limit: { hits: 10, keys: ['url:{url},userId:{userId}', 'url:{url},ip:{ip}'] },
			audit: 'verification.create'
		},
		(call) => {
			const user = currentUser(call.caller);
			if (!user.phone) throw new UserError('user_phone_not_found');
			if (user.phoneVerification) throw new UserError('user_phone_already_verified');

			const secret = sendPhoneCode(call, user.phone);
			const lifetime = LINK_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'phone', secret, lifetime });
			return tokenResponse(call, token);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/verifications/phone',
			aliases: ['/account/verification/phone'],
			scopes: ['public'],
			limit: { hits: 10, keys: ['userId:{param-userId}'] },
			audit: 'verification.update',
			params: { userId: uid, secret: text(256) }
		},
		(call) => {
			const { params, store } = call;
			const user = store.users.byId(params.userId);
			if (!user) throw new UserError('user_not_found');
			const token = findToken(call, params, 'phone');

			store.users.update(user.id, { phoneVerification: 1 });
			store.tokens.delete(token.id);
			return tokenResponse(call, token, { status: 200 });
		}
	)
];
