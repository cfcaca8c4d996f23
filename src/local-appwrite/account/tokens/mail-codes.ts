import { CODE_LIFETIME, createToken, findToken } from '../../auth/tokens.ts';
import { newPassword } from '../../auth/passwords/password-params.ts';
import { createOtp } from '../../core/secrets.ts';
import { currentUser } from '../../http/caller.ts';
import { endpoint, type Call } from '../../http/endpoint.ts';
import { visitorOf } from '../../http/visitor.ts';
import { boolean, email, optional, text, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import type { TokenType } from '../../store/tokens.ts';
import type { User } from '../../store/users.ts';
import { sendRecoveryCode, sendVerificationCode, type CodeMail } from '../mail/code-mails.ts';
import { findRecoverable, madeUpToken, recoverAccount } from './account-recovery.ts';
import { createPhrase } from './security-phrase.ts';
import { tokenResponse } from './token-response.ts';

/** `/account/recovery/otp` and `/account/verifications/email/otp`: a code to type in takes the place of the link. */
export const mailCodes = [
	endpoint(
		{
			method: 'POST',
			path: '/account/recovery/otp',
			feature: 'mailCodes',
			scopes: ['sessions.write'],
			limit: { hits: 10, keys: ['url:{url},email:{param-email}', 'url:{url},ip:{ip}'] },
			params: { email, phrase: optional(boolean, false) }
		},
		(call) => {
			const { params } = call;
			const user = findRecoverable(call, params.email);
			if (user) return sendCode(call, user, 'recovery-code', sendRecoveryCode);

			const phrase = params.phrase ? createPhrase() : '';
			return madeUpToken(call, CODE_LIFETIME, { secret: createOtp(), phrase });
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/recovery/otp',
			feature: 'mailCodes',
			scopes: ['sessions.write'],
			limit: { hits: 10, keys: ['url:{url},userId:{param-userId}'] },
			params: { userId: uid, secret: text(256), password: newPassword }
		},
		async (call) => {
			const token = await recoverAccount(call, call.params, 'recovery-code');
			return tokenResponse(call, token, { status: 200 });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/account/verifications/email/otp',
			feature: 'mailCodes',
			scopes: ['account'],
			limit: { hits: 10, keys: ['url:{url},userId:{userId}'] },
			params: { phrase: optional(boolean, false) }
		},
		(call) => {
			const user = currentUser(call.caller);
			if (!user.email) throw new UserError('user_email_not_found');
			if (user.emailVerification) throw new UserError('user_email_already_verified');
			return sendCode(call, user, 'verification-code', sendVerificationCode);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/verifications/email/otp',
			feature: 'mailCodes',
			scopes: ['public'],
			limit: { hits: 10, keys: ['url:{url},userId:{param-userId}'] },
			params: { userId: uid, secret: text(256) }
		},
		(call) => {
			const { params, store } = call;
			const user = store.users.byId(params.userId);
			if (!user) throw new UserError('user_not_found');
			const token = findToken(call, params, 'verification-code');

			store.users.update(user.id, { emailVerification: 1 });
			store.tokens.delete(token.id);
			return tokenResponse(call, token, { status: 200 });
		}
	)
];

function sendCode(
	call: Call & { params: { phrase: boolean } },
	user: User,
	type: TokenType,
	send: (mailer: Call, mail: CodeMail) => void
): Response {
	const { c, caller, params } = call;
	const secret = createOtp();
	const token = createToken(call, { userId: user.id, type, secret, lifetime: CODE_LIFETIME });
	const phrase = params.phrase ? createPhrase() : '';
	const { userAgent } = visitorOf(c, caller);
	send(call, { user, otp: secret, phrase, userAgent });
	return tokenResponse(call, token, { secret, phrase });
}
