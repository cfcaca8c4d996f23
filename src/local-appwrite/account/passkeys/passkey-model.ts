import { formatDate } from '../../core/clock.ts';
import type { PasskeyChallenge } from './challenges-table.ts';
import type { Passkey } from './passkeys-table.ts';

export function toPasskey(passkey: Passkey) {
	return {
		$id: passkey.id,
		$createdAt: formatDate(passkey.createdAt),
		$updatedAt: formatDate(passkey.updatedAt),
		name: passkey.name,
		accessedAt: formatDate(passkey.accessedAt)
	};
}

/** @param publicKey what the browser asks an authenticator for */
export function toPasskeyChallenge(challenge: PasskeyChallenge, publicKey: object) {
	return {
		$id: challenge.id,
		$createdAt: formatDate(challenge.createdAt),
		passkeyId: challenge.passkeyId,
		expire: formatDate(challenge.expire),
		publicKey
	};
}
