import { createCipheriv, createHash, scrypt, type ScryptOptions } from 'node:crypto';
// Not as late as it is needed: what Vite runs for the command can import nothing more once it has started.
import { argon2Verify, bcryptVerify } from 'hash-wasm';
import { equalSecrets } from '../../core/secrets.ts';
import { hashPhpass } from './phpass.ts';
import type { StoredPassword } from './stored-password.ts';

const MOST_SCRYPT_BYTES = 1024 ** 3;

/** Whether the hash, which another system made, is one of this password. */
export async function verifyImportedPassword(
	password: string,
	{ password: hash, hash: kind, hashOptions }: StoredPassword
): Promise<boolean> {
	const verify = verifiers.get(kind);
	if (!hash || !verify) return false;
	try {
		return await verify(password, hash, JSON.parse(hashOptions));
	} catch {
		// What is no hash at all, or too costly a one, was still taken when it was imported.
		return false;
	}
}

/** Of all the kinds together. */
interface Options {
	version?: string;
	salt?: string;
	saltSeparator?: string;
	signerKey?: string;
	costCpu?: number;
	costMemory?: number;
	costParallel?: number;
	length?: number;
}

type Verifier = (password: string, hash: string, options: Options) => boolean | Promise<boolean>;

const verifiers = new Map<string, Verifier>([
	['md5', (password, hash) => equalSecrets(digest('md5', password), hash)],
	[
		'sha',
		(password, hash, { version = 'sha256' }) => equalSecrets(digest(version, password), hash)
	],
	['scrypt', verifyScrypt],
	['scryptMod', verifyFirebaseScrypt],
	['phpass', verifyPhpass],
	['bcrypt', verifyBcrypt],
	['argon2', verifyArgon2]
]);

function digest(algorithm: string, password: string): string {
	return createHash(algorithm).update(password).digest('hex');
}

async function verifyScrypt(password: string, hash: string, options: Options): Promise<boolean> {
	const { costCpu = 8, costMemory = 14, costParallel = 1, length = 64, salt = '' } = options;
	const cost = { N: costCpu, r: costMemory, p: costParallel };
	const key = await deriveKey(password, Buffer.from(salt), length, cost);
	return equalSecrets(key.toString('hex'), hash);
}

/** Firebase's own kind: the key that scrypt makes encrypts a key of the project. */
async function verifyFirebaseScrypt(
	password: string,
	hash: string,
	{ salt = '', saltSeparator = '', signerKey = '' }: Options
): Promise<boolean> {
	const salts = [salt, saltSeparator].map((part) => Buffer.from(part, 'base64'));
	const key = await deriveKey(password, Buffer.concat(salts), 64, { N: 16_384, r: 8, p: 1 });
	const cipher = createCipheriv('aes-256-ctr', key.subarray(0, 32), Buffer.alloc(16));
	return equalSecrets(cipher.update(signerKey, 'base64', 'base64') + cipher.final('base64'), hash);
}

function deriveKey(
	password: string,
	salt: Buffer,
	length: number,
	cost: ScryptOptions
): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const options = { ...cost, maxmem: MOST_SCRYPT_BYTES };
		scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
	});
}

/** Not every hash of phpass is its portable one: it prefers bcrypt. */
function verifyPhpass(password: string, hash: string): boolean | Promise<boolean> {
	if (!/^\$[PH]\$/.test(hash)) return verifyBcrypt(password, hash);
	return equalSecrets(hashPhpass(password, hash), hash);
}

function verifyBcrypt(password: string, hash: string): Promise<boolean> {
	// PHP leaves out what is longer, where the library refuses it.
	return bcryptVerify({ password: Buffer.from(password).subarray(0, 72), hash });
}

function verifyArgon2(password: string, hash: string): Promise<boolean> {
	return argon2Verify({ password, hash });
}
