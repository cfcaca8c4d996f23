import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** 20 hex digits like Appwrite's: 13 of the time in microseconds, so that IDs sort by age, and 7 random ones. */
export function createId(now: number): string {
	const microseconds = (now % 1000) * 1000 + (randomBytes(2).readUInt16BE() % 1000);
	const time = Math.floor(now / 1000).toString(16) + microseconds.toString(16).padStart(5, '0');
	return time + randomHex(8).slice(1);
}

/** @param length number of hex digits, an even number */
export function randomHex(length: number): string {
	return randomBytes(length / 2).toString('hex');
}

/** 32 random bytes in base64url, for an authenticator to sign. */
export function createChallenge(): string {
	return randomBytes(32).toString('base64url');
}

/** Six digits, for people to type. */
export function createOtp(): string {
	return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What is stored in the place of a secret: a copy of the database signs nobody in. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

export function equalSecrets(one: string, other: string): boolean {
	return timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)));
}

/** The string that clients hold: base64 of `{"id":"<user>","secret":"<hex>"}`. */
export function encodeSession(userId: string, secret: string): string {
	return Buffer.from(JSON.stringify({ id: userId, secret })).toString('base64');
}

/** Reads what `encodeSession` wrote; anything else is nothing, and its bearer a guest. */
export function decodeSession(text: string): { id: string; secret: string } | undefined {
	try {
		const { id, secret } = JSON.parse(Buffer.from(text, 'base64').toString()) ?? {};
		if (typeof id === 'string' && typeof secret === 'string') return { id, secret };
	} catch {
		// Not base64 of JSON.
	}
}
