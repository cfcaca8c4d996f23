import { formatDate } from '../../core/clock.ts';
import type { Version } from '../../core/version.ts';
import type { Target } from '../../store/targets.ts';
import type { User } from '../../store/users.ts';
import { showPassword } from '../passwords/passwords.ts';
import { toTarget } from './target.ts';

interface Shown {
	targets: Target[];
	version: Version;
	/** Who acts as this user. */
	impersonator?: User;
}

/** The user as the Account API shows them: without their password. Keys stand in Appwrite's order. */
export function toAccount(user: User, { targets, version, impersonator }: Shown) {
	const { passwordPwned } = user;
	const pwned = { passwordPwned: passwordPwned === null ? null : passwordPwned === 1 };
	return {
		$id: user.id,
		$createdAt: formatDate(user.createdAt),
		$updatedAt: formatDate(user.updatedAt),
		name: user.name,
		registration: formatDate(user.createdAt),
		status: user.status === 1,
		labels: JSON.parse(user.labels),
		passwordUpdate: formatDate(user.passwordUpdate),
		...(version.has('pwnedPasswords') ? pwned : {}),
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
export function toUser(user: User, shown: Shown) {
	const { $id, $createdAt, $updatedAt, name, ...account } = toAccount(user, shown);
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
