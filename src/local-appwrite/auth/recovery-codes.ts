import { randomHex } from '../core/secrets.ts';
import type { Store } from '../store/store.ts';
import type { User } from '../store/users.ts';

const CODES = 6;
const CODE_LENGTH = 10;

export function readRecoveryCodes(user: User): string[] {
	return JSON.parse(user.mfaRecoveryCodes);
}

/** Gives the user a new set, which takes the place of an old one. */
export function createRecoveryCodes({ users }: Store, user: User): string[] {
	const codes = Array.from({ length: CODES }, () => randomHex(CODE_LENGTH));
	users.update(user.id, { mfaRecoveryCodes: JSON.stringify(codes) });
	return codes;
}

/** Whether it was one of the user's codes; it is none any more. */
export function spendRecoveryCode({ users }: Store, user: User, code: string): boolean {
	const codes = readRecoveryCodes(user);
	const left = codes.filter((one) => one !== code);
	if (left.length === codes.length) return false;

	users.update(user.id, { mfaRecoveryCodes: JSON.stringify(left) });
	return true;
}
