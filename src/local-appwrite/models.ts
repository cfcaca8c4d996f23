import { formatDate } from './clock.ts';
import type { Session } from './tables/sessions.ts';
import type { Target } from './tables/targets.ts';
import type { User } from './tables/users.ts';
import { describeUserAgent } from './user-agent.ts';

/** The user as the Account API shows them: without their password. Keys stand in Appwrite's order. */
export function toAccount(user: User, targets: Target[]) {
	return {
		$id: user.id,
		$createdAt: formatDate(user.createdAt),
		$updatedAt: formatDate(user.updatedAt),
		name: user.name,
		registration: formatDate(user.createdAt),
		status: user.status === 1,
		labels: JSON.parse(user.labels),
		passwordUpdate: formatDate(user.passwordUpdate),
		email: user.email ?? '',
		phone: user.phone ?? '',
		emailVerification: user.emailVerification === 1,
		...describeEmail(user.email),
		phoneVerification: user.phoneVerification === 1,
		mfa: user.mfa === 1,
		prefs: JSON.parse(user.prefs),
		targets: targets.map(toTarget),
		accessedAt: formatDate(user.accessedAt),
		impersonator: user.impersonator === 1,
		impersonatorUserId: null
	};
}

/** Appwrite looks the domain up in lists of free and disposable mail that are not carried along here. */
function describeEmail(email: string | null) {
	const known = email !== null;
	return {
		emailCanonical: email,
		emailIsFree: known ? false : null,
		emailIsDisposable: known ? false : null,
		emailIsCorporate: known ? true : null,
		emailIsCanonical: known ? true : null
	};
}

export function toTarget(target: Target) {
	return {
		$id: target.id,
		$createdAt: formatDate(target.createdAt),
		$updatedAt: formatDate(target.updatedAt),
		name: target.name,
		userId: target.userId,
		providerId: target.providerId,
		providerType: target.providerType,
		identifier: target.identifier,
		expired: false
	};
}

/** @param shown what only some answers fill in: whether it is the caller's own session, and its secret */
export function toSession(session: Session, shown: { current: boolean; secret?: string }) {
	return {
		$id: session.id,
		$createdAt: formatDate(session.createdAt),
		$updatedAt: formatDate(session.updatedAt),
		userId: session.userId,
		expire: formatDate(session.expire),
		provider: session.provider,
		providerUid: session.providerUid,
		providerAccessToken: '',
		providerAccessTokenExpiry: '',
		providerRefreshToken: '',
		ip: session.ip,
		...describeUserAgent(session.userAgent),
		countryCode: '--',
		countryName: 'Unknown',
		current: shown.current,
		factors: JSON.parse(session.factors),
		secret: shown.secret ?? '',
		mfaUpdatedAt: formatDate(session.mfaUpdatedAt)
	};
}
