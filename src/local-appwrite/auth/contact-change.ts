import { GeneralError } from '../core/errors.ts';
import { readParams } from '../params/params.ts';
import { UserError } from '../store/errors.ts';
import type { User } from '../store/users.ts';
import { checkPersonalData } from './password-change.ts';
import { newPassword } from './passwords/password-params.ts';
import { hashOptions } from './passwords/passwords.ts';
import { checkPwned } from './pwned-passwords.ts';
import type { AuthResources } from './resources.ts';

/**
 * Gives a user another address, unverified for now; the target for their mail follows.
 * Throws `user_invalid_credentials`, `user_target_already_exists` (for their present address too) or
 * `general_bad_request` when it belongs to somebody else in another way.
 */
export async function changeEmail(
	resources: AuthResources,
	user: User,
	given: { email: string; password: string }
): Promise<User> {
	const { identities, targets, transaction, users } = resources.store;
	const email = given.email.toLowerCase();
	const changes = await provePassword(resources, user, given.password);

	if (identities.byEmail(email, user.id)) throw new GeneralError('general_bad_request');
	if (targets.byIdentifier(email)) throw new UserError('user_target_already_exists');
	const holder = users.byEmail(email);
	if (holder && holder.id !== user.id) throw new GeneralError('general_bad_request');

	return transaction(() => {
		if (user.email) targets.move(user.id, user.email, email);
		return users.update(user.id, { ...changes, email, emailVerification: 0 });
	});
}

/**
 * Gives a user another number, unverified for now; the target for SMS follows.
 * Throws `user_invalid_credentials`, `user_target_already_exists` or `user_phone_already_exists`.
 */
export async function changePhone(
	resources: AuthResources,
	user: User,
	{ phone, password }: { phone: string; password: string }
): Promise<User> {
	const { targets, transaction, users } = resources.store;
	const changes = await provePassword(resources, user, password);

	if (targets.byIdentifier(phone)) throw new UserError('user_target_already_exists');
	const holder = users.byPhone(phone);
	if (holder && holder.id !== user.id) throw new UserError('user_phone_already_exists');

	return transaction(() => {
		if (user.phone) targets.move(user.id, user.phone, phone);
		return users.update(user.id, { ...changes, phone, phoneVerification: 0 });
	});
}

/** In newer versions a first password obeys the project's policies, too. Answers whether it is a stolen one. */
function checkFirstPassword({ store }: AuthResources, user: User, password: string): number | null {
	const settings = store.project.settings();
	if (!settings.version.has('checkedFirstPassword')) return null;
	readParams({ password: newPassword }, new Map([['password', password]]), settings);
	if (settings.personalDataCheck) checkPersonalData(password, user);
	return checkPwned(settings, password);
}

/** Refuses a wrong password. Somebody who never had one has this one from now on. */
async function provePassword(resources: AuthResources, user: User, password: string) {
	const { clock, passwords } = resources;
	if (!user.passwordUpdate) {
		const passwordPwned = checkFirstPassword(resources, user, password);
		return {
			passwordPwned,
			password: await passwords.hash(password),
			hash: 'argon2',
			hashOptions: hashOptions.byAccount,
			passwordUpdate: clock.now()
		};
	}

	if (await passwords.verify(password, user)) return {};
	throw new UserError('user_invalid_credentials');
}
