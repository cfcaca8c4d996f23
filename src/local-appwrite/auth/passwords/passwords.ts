import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { verifyImportedPassword } from './imported-passwords.ts';
import type { StoredPassword } from './stored-password.ts';

const OWN_HASH = '$scrypt';

/** Logarithm of scrypt's N. 16 costs 64 MiB, which is what Appwrite's argon2id takes. */
const HONEST_COST = 16;
/** For tests that sign up hundreds of people. */
const CHEAP_COST = 4;

/** What Appwrite would have hashed with, and so what the Users API says, by who set the password. */
export const hashOptions = {
	byAccount: JSON.stringify({ type: 'argon2', memory_cost: 7168, time_cost: 5, threads: 1 }),
	byServer: JSON.stringify({ type: 'argon2', memory_cost: 65_536, time_cost: 4, threads: 3 })
};

export interface Passwords {
	/** Answers a string that holds salt and cost beside the hash. */
	hash(password: string): Promise<string>;
	/** Whether the password is the stored one; never if there is none. */
	verify(password: string, stored: StoredPassword): Promise<boolean>;
}

/** scrypt, since Node 20 has no argon2; it runs on other threads, so other requests go on. */
export function createPasswords(fastHash: boolean): Passwords {
	const cost = fastHash ? CHEAP_COST : HONEST_COST;

	return {
		async hash(password) {
			const salt = randomBytes(16);
			const key = await deriveKey(password, salt, cost);
			return [OWN_HASH, cost, salt.toString('base64'), key.toString('base64')].join('$');
		},
		async verify(password, stored) {
			if (!stored.password) return false;
			if (!isOwnHash(stored.password)) return verifyImportedPassword(password, stored);

			const [, , storedCost, salt = '', key = ''] = stored.password.split('$');
			const given = await deriveKey(password, Buffer.from(salt, 'base64'), Number(storedCost));
			return timingSafeEqual(given, Buffer.from(key, 'base64'));
		}
	};
}

/** Others are imports, which are still as they came. */
function isOwnHash(hash: string): boolean {
	return hash.startsWith(`${OWN_HASH}$`);
}

/**
 * The hash as the Users API shows it. Its own ones are dressed as argon2id, which is what clients of Appwrite expect
 * to see; no argon2 will ever accept them.
 */
export function showPassword({ password, hash, hashOptions }: StoredPassword) {
	const options = JSON.parse(hashOptions);
	const shown = { password, hash, hashOptions: options };
	if (!password || !isOwnHash(password)) return shown;

	const [, , , salt, key] = password.replaceAll('=', '').split('$');
	const cost = `m=${options.memory_cost},t=${options.time_cost},p=${options.threads}`;
	return { ...shown, password: `$argon2id$v=19$${cost}$${salt}$${key}` };
}

function deriveKey(password: string, salt: Buffer, cost: number): Promise<Buffer> {
	const options = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 1024 * 2 };
	return new Promise((resolve, reject) => {
		scrypt(password, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
	});
}
