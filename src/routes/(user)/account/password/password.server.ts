import type { RequestEvent } from '@sveltejs/kit';
import type { User } from '$lib/user';
import { createSessionClient } from '$lib/server/session/clients';
import { endOtherDevices } from '$lib/server/devices/devices';
import { logAuth } from '$lib/server/session/auth-log';
import { refusePersonalPassword } from '$lib/server/forms/personal-password';
import { nextGeneration } from '$lib/server/limits/generation';
import { forgetOtherDevices } from '$lib/server/limits/known-browser';
import { limitLogin } from '$lib/server/limits/rate-limiter';
import { createPasswordSession } from '$lib/server/session/session';

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
	await nextGeneration(user.email);
	await forgetOtherDevices(event, { ...user, hasPassword: true });
	logAuth(event, 'password_changed');
	try {
		await endOtherDevices(event);
		await renewSession(event, user, newPassword);
		return true;
	} catch {
		// The password is changed, which must not be told as a failure.
		return false;
	}
}

/**
 * A new session takes the place of this one (ASVS 7.2.4). Not where that would ask for the second factor again, nor
 * for who has no address to log in with.
 */
async function renewSession(event: RequestEvent, { email, mfa }: User, password: string) {
	if (email && !mfa) await createPasswordSession(event, { email, password });
}
