import type { User } from '../../store/users.ts';

/** @param verified the factors that the user has shown to be theirs */
export function toFactors(user: User, verified: string[]) {
	return {
		totp: verified.includes('totp'),
		phone: verified.includes('phone'),
		email: verified.includes('email'),
		recoveryCode: user.mfaRecoveryCodes !== '[]'
	};
}
