import { createHmac, timingSafeEqual } from 'node:crypto';
import { ownerProofKeys } from '$lib/server/operations/derived-key';

/** The field of the prefs that it is kept in. */
const FIELD = 'ownerProof';

type Prefs = Record<string, unknown>;
type Account = { $id: string; email: string };

/**
 * Whether whoever reads the mail to the account's address has looked through all ways into the account. It is kept in
 * the prefs, which anybody who has had a session can write to, so it is a MAC over the user's ID and address.
 */
export function hasOwnerProof(account: Account & { prefs: Prefs }): boolean {
	const kept = account.prefs[FIELD];
	if (typeof kept !== 'string') return false;
	return ownerProofKeys().some((key) => isSame(kept, prove(account, key)));
}

/** The prefs with it. */
export function withOwnerProof(account: Account & { prefs: Prefs }): Prefs {
	const [key] = ownerProofKeys();
	if (!key) throw new Error('There is no key to sign with.');
	return { ...account.prefs, [FIELD]: prove(account, key) };
}

function prove({ $id, email }: Account, key: Buffer): string {
	return createHmac('sha256', key)
		.update(JSON.stringify([$id, email]))
		.digest('base64url');
}

function isSame(a: string, b: string): boolean {
	return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
