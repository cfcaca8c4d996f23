import type { Challenge } from '../account/mfa/challenges-table.ts';
import { formatDate } from '../core/clock.ts';
import type { Identity } from '../store/identities.ts';
import type { Log } from '../store/logs.ts';
import type { Session } from '../store/sessions.ts';
import type { Target } from '../store/targets.ts';
import type { Token } from '../store/tokens.ts';
import type { User } from '../store/users.ts';
import { showPassword } from './passwords/passwords.ts';
import { describeUserAgent } from './user-agent.ts';

/**
 * The user as the Account API shows them: without their password. Keys stand in Appwrite's order.
 * @param impersonator who acts as this user
 */
export function toAccount(user: User, targets: Target[], impersonator?: User) {
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
		impersonatorUserId: impersonator?.id ?? null
	};
}

/** The user as the Users API shows them: with what is kept of their password. */
export function toUser(user: User, targets: Target[]) {
	const { $id, $createdAt, $updatedAt, name, ...account } = toAccount(user, targets);
	return { $id, $createdAt, $updatedAt, name, ...showPassword(user), ...account };
}

/** Appwrite looks the domain up in lists of free and disposable mail that are not carried along here. */
function describeEmail(email: string | null) {
	const known = Boolean(email);
	return {
		emailCanonical: known ? email : null,
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

export function toIdentity(identity: Identity) {
	return {
		$id: identity.id,
		$createdAt: formatDate(identity.createdAt),
		$updatedAt: formatDate(identity.updatedAt),
		userId: identity.userId,
		provider: identity.provider,
		providerUid: identity.providerUid,
		providerEmail: identity.providerEmail,
		providerAccessToken: identity.providerAccessToken,
		providerAccessTokenExpiry: formatDate(identity.providerAccessTokenExpiry),
		providerRefreshToken: identity.providerRefreshToken
	};
}

export function toChallenge(challenge: Challenge) {
	return {
		$id: challenge.id,
		$createdAt: formatDate(challenge.createdAt),
		userId: challenge.userId,
		expire: formatDate(challenge.expire)
	};
}

/** @param verified the factors that the user has shown to be theirs */
export function toFactors(user: User, verified: string[]) {
	return {
		totp: verified.includes('totp'),
		phone: verified.includes('phone'),
		email: verified.includes('email'),
		recoveryCode: user.mfaRecoveryCodes !== '[]'
	};
}

export function toLog(log: Log) {
	return {
		event: log.event,
		userId: log.userId,
		userEmail: log.userEmail,
		userName: log.userName,
		mode: 'default',
		userType: 'user',
		ip: log.ip,
		time: formatDate(log.time),
		...describeUserAgent(log.userAgent),
		countryCode: '--',
		countryName: 'Unknown'
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
		providerAccessToken: session.providerAccessToken,
		providerAccessTokenExpiry: formatDate(session.providerAccessTokenExpiry),
		providerRefreshToken: session.providerRefreshToken,
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

/** @param shown what the caller may see of it, once: `""` unless they come with a key or asked for a phrase */
export function toToken(token: Token, shown: { secret?: string; phrase?: string } = {}) {
	return {
		$id: token.id,
		$createdAt: formatDate(token.createdAt),
		userId: token.userId,
		secret: shown.secret ?? '',
		expire: formatDate(token.expire),
		phrase: shown.phrase ?? ''
	};
}
