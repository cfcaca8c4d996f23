import { toSession } from '../../auth/models/session.ts';
import { spendRecoveryCode } from '../../auth/recovery-codes.ts';
import type { AuthResources } from '../../auth/resources.ts';
import { addFactors } from '../../auth/second-factor.ts';
import { totpCode } from '../../auth/totp.ts';
import { formatSqlDate } from '../../core/clock.ts';
import { GeneralError } from '../../core/errors.ts';
import { createOtp, equalSecrets } from '../../core/secrets.ts';
import { currentSession, currentUser } from '../../http/caller.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { visitorOf } from '../../http/visitor.ts';
import { deliverSms } from '../../mail/delivery.ts';
import { either, oneOfAnyCase, text } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import type { Store } from '../../store/store.ts';
import type { User } from '../../store/users.ts';
import { sendChallengeMail } from '../mail/mails.ts';
import { toChallenge } from './challenge-model.ts';
import { challengesTable, type Challenge } from './challenges-table.ts';

const factors = ['email', 'phone', 'totp', 'recoveryCode'];

/** `/account/mfa/challenges`: one more factor is asked for and shown. */
export const challenges = [
	endpoint(
		{
			method: 'POST',
			path: '/account/mfa/challenges',
			aliases: ['/account/mfa/challenge'],
			scopes: ['account'],
			mfa: true,
			limit: { hits: 10, keys: ['url:{url},userId:{userId}'] },
			impersonation: 'allow',
			audit: 'challenge.create',
			params: {
				factor: either('factorPolicy', oneOfAnyCase([...factors, 'custom']), oneOfAnyCase(factors))
			}
		},
		(call) => {
			const { c, caller, params, store } = call;
			const { userAgent } = visitorOf(c, caller);
			const user = currentUser(caller);
			checkFactor(store, params.factor);
			const code = createOtp();
			// In another spelling a factor is taken, but nothing is sent and nothing will ever answer it.
			if (params.factor === 'email') sendCodeByMail(call, user, { otp: code, userAgent });
			if (params.factor === 'phone') sendCodeBySms(call, user, code);

			const challenge = store.table(challengesTable).create(user.id, params.factor, code);
			return jsonResponse(c, toChallenge(challenge), 201);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/mfa/challenges',
			aliases: ['/account/mfa/challenge'],
			scopes: ['account'],
			mfa: true,
			limit: { hits: 10, keys: ['url:{url},challengeId:{param-challengeId}'] },
			impersonation: 'allow',
			audit: 'challenges.update',
			params: { challengeId: text(256), otp: text(256) }
		},
		(call) => {
			const { c, caller, clock, params, store, version } = call;
			const user = currentUser(caller);
			const session = currentSession(caller);
			const challenges = store.table(challengesTable);
			const challenge = version.has('challengeEnd')
				? challenges.openById(user.id, params.challengeId)
				: challenges.byId(user.id, params.challengeId);
			if (!challenge) throw new UserError('user_invalid_token');
			checkFactor(store, challenge.factor);
			if (!isMet(call, challenge, user, params.otp)) {
				throw new UserError('user_invalid_token');
			}

			const now = clock.now();
			challenges.delete(challenge.id);
			const complete = addFactors(call, session, [challenge.factor], now);

			// Appwrite leaves the answer half filled in.
			const model = toSession(complete, { version, current: false });
			return jsonResponse(c, { ...model, countryName: '', mfaUpdatedAt: formatSqlDate(now) });
		}
	)
];

/** A factor that the project forbids is `user_auth_method_unsupported`. Recovery codes cannot be forbidden. */
function checkFactor({ project }: Store, factor: string): void {
	const { mfaFactors, version } = project.settings();
	const isAllowed = new Map(Object.entries(mfaFactors)).get(factor) ?? true;
	if (isAllowed || !version.has('factorPolicy')) return;
	const message = 'The requested factor is disabled by the MFA factors policy';
	throw new UserError('user_auth_method_unsupported', message);
}

function sendCodeByMail(
	resources: AuthResources,
	user: User,
	mail: Parameters<typeof sendChallengeMail>[2]
): void {
	if (!user.email) throw new UserError('user_email_not_found');
	if (!user.emailVerification) throw new UserError('user_email_not_verified');
	sendChallengeMail(resources, user, mail);
}

function sendCodeBySms(resources: AuthResources, user: User, code: string): void {
	if (!user.phone) throw new UserError('user_phone_not_found');
	if (!user.phoneVerification) throw new UserError('user_phone_not_verified');
	deliverSms(resources, user.phone, code);
}

/** Whether the code is the one that was asked for. A recovery code is used up by it. */
function isMet(
	{ clock, store }: AuthResources,
	{ factor, code }: Challenge,
	user: User,
	otp: string
): boolean {
	if (['email', 'phone', 'custom'].includes(factor)) return equalSecrets(otp, code);
	if (factor === 'recoveryCode') return spendRecoveryCode(store, user, otp);
	if (factor !== 'totp') return false;

	const authenticator = store.authenticators.ofUser(user.id);
	if (!authenticator) throw new GeneralError('general_unknown');
	return equalSecrets(otp, totpCode(authenticator.secret, clock.now()));
}
