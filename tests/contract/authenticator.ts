import { AuthenticatorType, type Account } from 'node-appwrite';
import { totpCode, waitForRoomInPeriod } from './recordings/replayer/totp.ts';

/** An authenticator app as one reads a code from it. */
export interface Authenticator {
	/** The code of this half minute, with some seconds left of it. */
	code: () => Promise<string>;
	/** Six digits that are not the code. */
	wrongCode: () => Promise<string>;
}

/** Sets up an authenticator for an account and confirms it. */
export async function enrolAuthenticator(account: Account): Promise<Authenticator> {
	const type = AuthenticatorType.Totp;
	const { secret } = await account.createMFAAuthenticator({ type });
	const authenticator = createAuthenticator(secret);
	await account.updateMFAAuthenticator({ type, otp: await authenticator.code() });
	return authenticator;
}

/** @param secret in base32 */
export function createAuthenticator(secret: string): Authenticator {
	async function code() {
		await waitForRoomInPeriod();
		return totpCode(secret, 0);
	}

	return {
		code,
		wrongCode: async () => String((Number(await code()) + 1) % 1_000_000).padStart(6, '0')
	};
}
