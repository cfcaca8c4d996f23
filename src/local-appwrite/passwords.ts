import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Logarithm of scrypt's N. 16 costs 64 MiB, which is what Appwrite's argon2id takes. */
const HONEST_COST = 16;
/** For tests that sign up hundreds of people. */
const CHEAP_COST = 4;

export interface Passwords {
	/** Answers a string that holds salt and cost beside the hash. */
	hash(password: string): Promise<string>;
	/** Whether the password is the hashed one; never if there is none. */
	verify(password: string, hash: string | null): Promise<boolean>;
}

/** scrypt, since Node 20 has no argon2; it runs on other threads, so other requests go on. */
export function createPasswords(fastHash: boolean): Passwords {
	const cost = fastHash ? CHEAP_COST : HONEST_COST;

	return {
		async hash(password) {
			const salt = randomBytes(16);
			const key = await deriveKey(password, salt, cost);
			return ['', 'scrypt', cost, salt.toString('base64'), key.toString('base64')].join('$');
		},
		async verify(password, hash) {
			if (!hash) return false;
			const [, , storedCost, salt = '', key = ''] = hash.split('$');
			const given = await deriveKey(password, Buffer.from(salt, 'base64'), Number(storedCost));
			return timingSafeEqual(given, Buffer.from(key, 'base64'));
		}
	};
}

function deriveKey(password: string, salt: Buffer, cost: number): Promise<Buffer> {
	const options = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 1024 * 2 };
	return new Promise((resolve, reject) => {
		scrypt(password, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
	});
}
