/** Second factors, best first, spelled as Appwrite spells them. Mail comes late: a mailbox may be what was stolen. */
export const FACTORS = ['totp', 'phone', 'email', 'recoveryCode'] as const;

export type Factor = (typeof FACTORS)[number];

/** Whether the code has to be asked for before it can be typed in. */
export function isSent(factor: Factor): boolean {
	return factor === 'phone' || factor === 'email';
}
