import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { bcrypt } from 'hash-wasm';
import { PasswordHash } from 'node-appwrite';
import { expect, it } from 'vitest';
import { users } from '../appwrite.ts';
import { newPerson, signIn, type Person } from '../people.ts';

const md5 = createHash('md5').update('correct horse').digest('hex');
const sha512 = createHash('sha512').update('correct horse').digest('hex');
const scrypt = scryptSync('correct horse', 'salt', 64, { N: 1024, r: 8, p: 1 }).toString('hex');
const salted = { password: 'correct horse', salt: randomBytes(16) };

// Partly test vectors of Appwrite, phpass and Firebase.
const imports: [method: string, password: string, create: (ada: Person) => Promise<unknown>][] = [
	['createMD5User', 'correct horse', (ada) => users.createMD5User({ ...ada, password: md5 })],
	[
		'createBcryptUser',
		'correct horse',
		async (ada) =>
			users.createBcryptUser({ ...ada, password: await bcrypt({ ...salted, costFactor: 5 }) })
	],
	[
		'createSHAUser',
		'correct horse',
		(ada) =>
			users.createSHAUser({
				...ada,
				password: sha512,
				passwordVersion: PasswordHash.Sha512
			})
	],
	[
		'createScryptUser',
		'correct horse',
		(ada) =>
			users.createScryptUser({
				...ada,
				password: scrypt,
				passwordSalt: 'salt',
				passwordCpu: 1024,
				passwordMemory: 8,
				passwordParallel: 1,
				passwordLength: 64
			})
	],
	[
		'createScryptModifiedUser',
		'user1password',
		(ada) =>
			users.createScryptModifiedUser({
				...ada,
				password:
					'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
				passwordSalt: '42xEC+ixf3L2lw==',
				passwordSaltSeparator: 'Bw==',
				passwordSignerKey:
					'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=='
			})
	],
	[
		'createArgon2User',
		'appwrite',
		(ada) =>
			users.createArgon2User({
				...ada,
				password:
					'$argon2i$v=19$m=20,t=3,p=2$YXBwd3JpdGU$A/54i238ed09ZR4NwlACU5XnkjNBZU9QeOEuhjLiexI'
			})
	],
	[
		'createPHPassUser',
		'test12345',
		(ada) => users.createPHPassUser({ ...ada, password: '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0' })
	]
];

it.each(imports)(
	'users.%s lets somebody keep their password',
	async (_method, password, create) => {
		const ada = newPerson('Ada');
		await create(ada);

		await expect(signIn({ ...ada, password: `${password}x` })).rejects.toMatchObject({
			type: 'user_invalid_credentials'
		});
		expect(await signIn({ ...ada, password })).toMatchObject({ userId: ada.userId });
	}
);
