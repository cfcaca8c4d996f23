import { checkUserLimit, registerPasswordless } from '../../auth/registration.ts';
import type { AuthResources } from '../../auth/resources.ts';
import { CODE_LIFETIME, createToken, LINK_LIFETIME } from '../../auth/tokens.ts';
import { GeneralError, type AppwriteError } from '../../core/errors.ts';
import { createOtp, encodeSession, randomHex } from '../../core/secrets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { visitorOf } from '../../http/visitor.ts';
import { redirectUrl } from '../../params/redirect-url.ts';
import { boolean, customId, email, optional, phone } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import type { User } from '../../store/users.ts';
import { sendMagicLinkMail, sendOtpMail } from '../mail/mails.ts';
import { linkWith } from './mail-link.ts';
import { sendPhoneCode } from './phone-code.ts';
import { createPhrase } from './security-phrase.ts';
import { tokenResponse } from './token-response.ts';

/**
 * `/account/tokens`: secrets to begin a session with. Whoever is not known becomes a user, and whoever is known keeps
 * their id. The address stays as it was written.
 */
export const tokens = [
	endpoint(
		{
			method: 'POST',
			path: '/account/tokens/magic-url',
			aliases: ['/account/sessions/magic-url'],
			scopes: ['sessions.write'],
			authMethod: 'magic-url',
			limit: { hits: 60, keys: ['url:{url},email:{param-email}', 'url:{url},ip:{ip}'] },
			audit: 'session.create',
			inConsole: new UserError('user_count_exceeded'),
			params: {
				userId: customId,
				email,
				url: optional(redirectUrl, ''),
				phrase: optional(boolean, false)
			}
		},
		(call) => {
			const { c, caller, params, store } = call;
			const known = store.users.byEmail(params.email);
			const user =
				known ?? registerByEmail(call, params, new UserError('user_email_already_exists'));

			const secret = randomHex(64);
			const lifetime = LINK_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'magic-url', secret, lifetime });

			const page = params.url || `${new URL(c.req.url).origin}/console/auth/magic-url`;
			const url = linkWith(page, token, secret, store.project.id);
			const phrase = params.phrase ? createPhrase() : '';
			const { userAgent } = visitorOf(c, caller);
			sendMagicLinkMail(call, { to: params.email, user, url, phrase, userAgent });
			return tokenResponse(call, token, { secret, phrase });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/account/tokens/email',
			scopes: ['sessions.write'],
			authMethod: 'email-otp',
			limit: { hits: 10, keys: ['url:{url},email:{param-email}', 'url:{url},ip:{ip}'] },
			audit: 'session.create',
			inConsole: new UserError('user_count_exceeded'),
			params: { userId: customId, email, phrase: optional(boolean, false) }
		},
		(call) => {
			const { c, caller, params, store } = call;
			const user = store.users.byEmail(params.email) ?? registerWithMail(call, params);

			const secret = createOtp();
			const lifetime = CODE_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'email', secret, lifetime });

			const phrase = params.phrase ? createPhrase() : '';
			const { userAgent } = visitorOf(c, caller);
			sendOtpMail(call, { to: params.email, user, otp: secret, phrase, userAgent });
			return tokenResponse(call, token, { secret, phrase });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/account/tokens/phone',
			aliases: ['/account/sessions/phone'],
			scopes: ['sessions.write'],
			authMethod: 'phone',
			limit: { hits: 10, keys: ['url:{url},phone:{param-phone}', 'url:{url},ip:{ip}'] },
			audit: 'session.create',
			inConsole: new UserError('user_count_exceeded'),
			params: { userId: customId, phone }
		},
		(call) => {
			const { params, store } = call;
			const user = store.users.byPhone(params.phone) ?? registerByPhone(call, params);

			const secret = sendPhoneCode(call, params.phone);
			const lifetime = CODE_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'phone', secret, lifetime });
			// Here keys do not see the code itself, but what would be a session if the code were its secret.
			return tokenResponse(call, token, { secret: encodeSession(user.id, secret) });
		}
	)
];

interface MailAddress {
	userId: string;
	email: string;
}

/** @param taken what is thrown when the address came with somebody's account at an OAuth2 provider */
function registerByEmail(
	resources: AuthResources,
	{ userId, email }: MailAddress,
	taken: AppwriteError
): User {
	checkUserLimit(resources.store);
	if (resources.store.identities.byEmail(email)) throw taken;
	return registerPasswordless(resources, userId, { email });
}

/** A magic link makes no target for mail, a code does. */
function registerWithMail(resources: AuthResources, address: MailAddress): User {
	const user = registerByEmail(resources, address, new GeneralError('general_bad_request'));
	resources.store.targets.create(user.id, 'email', address.email);
	return user;
}

function registerByPhone(
	resources: AuthResources,
	{ userId, phone }: { userId: string; phone: string }
): User {
	checkUserLimit(resources.store);
	const user = registerPasswordless(resources, userId, { phone });
	resources.store.targets.create(user.id, 'sms', phone);
	return user;
}
