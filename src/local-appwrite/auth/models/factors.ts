import type { Settings } from '../../project/settings.ts';
import type { User } from '../../store/users.ts';

/** @param verified the factors that the user has shown to be theirs */
export function toFactors(user: User, verified: string[], { mfaFactors, version }: Settings) {
	const factors = {
		totp: mfaFactors.totp && verified.includes('totp'),
		phone: mfaFactors.phone && verified.includes('phone'),
		email: mfaFactors.email && verified.includes('email'),
		recoveryCode: user.mfaRecoveryCodes !== '[]'
	};
	return version.has('factorPolicy') ? { ...factors, custom: mfaFactors.custom } : factors;
}
