import type { RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { createSessionClient } from './appwrite';
import { endOtherDevices } from './devices';
import { log } from './log';
import { refusePersonalPassword } from './personal-password';
import { limitLogin } from './rate-limiter';

/**
 * Sets the password; `password` is the current one, empty for who has none. This device stays in, all others are
 * signed out, which Appwrite does only where the project asks for it. Answers whether that came true.
 */
export async function changePassword(
	event: RequestEvent,
	user: User,
	{ password, newPassword }: { password: string; newPassword: string }
): Promise<boolean> {
	refusePersonalPassword(newPassword, user.name, user.email);
	const { account } = createSessionClient(event);
	const change = { password: newPassword, oldPassword: password };
	await limitLogin(event, user.email || user.id, () => account.updatePassword(change));
	log.info('password_changed', { id: event.locals.requestId, userId: user.id });
	try {
		await endOtherDevices(event);
		return true;
	} catch {
		// The password is changed, which must not be told as a failure.
		return false;
	}
}
