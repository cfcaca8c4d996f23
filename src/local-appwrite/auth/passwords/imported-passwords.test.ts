import { describe, expect, it } from 'vitest';
import { verifyImportedPassword } from './imported-passwords.ts';

const sha512 =
	'4243da0a694e8a2f727c8060fe0507c8fa01ca68146c76d2c190805b638c20c6bf6ba04e21f11ae138785d0bff63c416e6f87badbffad37f6dee50094cc38c70';
const scrypt = {
	hash: '3fdef49701bc4cfaacd551fe017283513284b4731e6945c263246ef948d3cf63b5d269c31fd697246085111a428245e24a4ddc6b64c687bc60a8910dbafc1d5b',
	options: { costCpu: 16_384, costMemory: 13, costParallel: 2, length: 64, salt: 'appwrite' }
};
const firebase = {
	hash: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
	options: {
		salt: '42xEC+ixf3L2lw==',
		saltSeparator: 'Bw==',
		signerKey:
			'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=='
	}
};
const argon2i =
	'$argon2i$v=19$m=20,t=3,p=2$YXBwd3JpdGU$A/54i238ed09ZR4NwlACU5XnkjNBZU9QeOEuhjLiexI';
const openwallBcrypt = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

// Hashes that other software made: test vectors of phpass, Openwall's crypt, Firebase and Appwrite.
const imports: [string, string, string, object?][] = [
	['md5', 'appwrite', '144fa7eaa4904e8ee120651997f70dcc'],
	['sha', 'appwrite', sha512, { version: 'sha512' }],
	['scrypt', 'appwrite', scrypt.hash, scrypt.options],
	['scryptMod', 'user1password', firebase.hash, firebase.options],
	['phpass', 'test12345', '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0'],
	['phpass', 'appwrite', '$P$Br387rwferoKN7uwHZqNMu98q3U8RO.'],
	['phpass', 'U*U', openwallBcrypt],
	['bcrypt', 'U*U', openwallBcrypt],
	['bcrypt', 'U*U', openwallBcrypt.replace('$2a', '$2y')],
	['argon2', 'appwrite', argon2i]
];

describe('a password that was imported', () => {
	it.each(imports)(
		'as %s lets %s in and nobody else',
		async (hash, right, password, options = {}) => {
			const stored = { password, hash, hashOptions: JSON.stringify(options) };
			expect(await verifyImportedPassword(right, stored)).toBe(true);
			expect(await verifyImportedPassword(`${right}x`, stored)).toBe(false);
		}
	);

	it.each(['md5', 'sha', 'scrypt', 'scryptMod', 'phpass', 'bcrypt', 'argon2', 'nope'])(
		'as %s, but is no such hash, lets nobody in',
		async (hash) => {
			const stored = { password: 'appwrite', hash, hashOptions: '{}' };
			expect(await verifyImportedPassword('appwrite', stored)).toBe(false);
		}
	);
});
