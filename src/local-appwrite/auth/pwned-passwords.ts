import type { Settings } from '../project/settings.ts';
import { UserError } from '../store/errors.ts';
import type { User } from '../store/users.ts';
import { isCommonPassword } from './passwords/common-passwords.ts';
import type { AuthResources } from './resources.ts';

/**
 * Looks a new password up in the list of stolen ones, which here is that of the common ones. Answers what is kept of it:
 * 1 or 0, and `null` where nobody looked. `password_pwned` if the project refuses such passwords.
 */
export function checkPwned(settings: Settings, password: string): number | null {
	const { pwnedPasswords, version } = settings;
	if (!pwnedPasswords.enabled || !version.has('pwnedPasswords')) return null;
	const isPwned = isCommonPassword(password);
	if (isPwned && pwnedPasswords.users) throw new UserError('password_pwned');
	return isPwned ? 1 : 0;
}

/** A stolen password is noticed by whoever signs in with it, and `user_password_reset_required` if the project says so. */
export function checkPwnedSignIn({ store }: AuthResources, user: User, password: string): void {
	const { pwnedPasswords, version } = store.project.settings();
	if (!pwnedPasswords.enabled || !version.has('pwnedPasswords')) return;
	const passwordPwned = isCommonPassword(password) ? 1 : 0;
	if (passwordPwned !== user.passwordPwned) store.users.update(user.id, { passwordPwned });
	if (passwordPwned && pwnedPasswords.sessions) {
		throw new UserError('user_password_reset_required');
	}
}
