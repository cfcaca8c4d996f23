import { password } from '../auth/passwords/password-params.ts';
import { hashOptions } from '../auth/passwords/passwords.ts';
import { GeneralError } from '../core/errors.ts';
import { endpoint, type Call, type Declaration } from '../http/endpoint.ts';
import { ValidationError, type Param } from '../params/params.ts';
import { customId, email, oneOfAnyCase, optional, text } from '../params/validators.ts';
import { createUser, type NewUser } from './user-creation.ts';
import { userResponse } from './users.ts';

const person = { userId: customId, email, password };
const name = optional<string | null>(text(128), null);

/** Kinds of hash that say of themselves how they are made, and what Appwrite notes beside them. */
const plainKinds = {
	argon2: JSON.parse(hashOptions.byServer),
	bcrypt: { type: 'bcrypt', cost: 8 },
	md5: { type: 'md5' },
	phpass: { type: 'phpass', iteration_count_log2: 8, portable_hashes: false, random_state: '' }
};

const shaVersions = [
	...['sha1', 'sha224', 'sha256', 'sha384', 'sha512/224', 'sha512/256', 'sha512'],
	...['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512']
];

const integer: Param<number> = {
	read(value) {
		if (typeof value === 'number' && value === (value | 0)) return value;
		throw new ValidationError(
			'Value must be a valid signed 32-bit integer between -2,147,483,648 and 2,147,483,647'
		);
	}
};

/** `/users/{kind of hash}`: users whose passwords were hashed elsewhere. */
export const imports = [
	...Object.entries(plainKinds).map(([kind, options]) =>
		endpoint({ ...declare(kind), params: { ...person, name } }, (call) =>
			importUser(call, call.params, kind, options)
		)
	),

	endpoint(
		{
			...declare('sha'),
			params: { ...person, passwordVersion: optional(oneOfAnyCase(shaVersions), 'sha256'), name }
		},
		(call) => {
			const version = call.params.passwordVersion;
			// Appwrite's library for hashes does not know all that its API takes.
			if (!/^sha(\d{1,3}|3-\d{3})$/.test(version)) throw new GeneralError('general_unknown');
			return importUser(call, call.params, 'sha', { version });
		}
	),

	endpoint(
		{
			...declare('scrypt'),
			params: {
				...person,
				passwordSalt: text(128),
				passwordCpu: integer,
				passwordMemory: integer,
				passwordParallel: integer,
				passwordLength: integer,
				name
			}
		},
		(call) => {
			const { params } = call;
			const options = {
				type: 'scrypt',
				costCpu: params.passwordCpu,
				costMemory: params.passwordMemory,
				costParallel: params.passwordParallel,
				length: params.passwordLength,
				salt: params.passwordSalt
			};
			checkScrypt(options);
			return importUser(call, params, 'scrypt', options);
		}
	),

	endpoint(
		{
			...declare('scrypt-modified'),
			params: {
				...person,
				passwordSalt: text(128),
				passwordSaltSeparator: text(128),
				passwordSignerKey: text(128),
				name
			}
		},
		(call) => {
			const { params } = call;
			const options = {
				type: 'scryptMod',
				salt: params.passwordSalt,
				saltSeparator: params.passwordSaltSeparator,
				signerKey: params.passwordSignerKey
			};
			checkFirebaseScrypt(options);
			return importUser(call, params, 'scryptMod', options);
		}
	)
];

function declare(kind: string): Declaration<Record<never, never>> {
	return {
		method: 'POST',
		path: `/users/${kind}`,
		scopes: ['users.write'],
		audit: 'user.create'
	};
}

async function importUser(
	call: Call,
	params: NewUser,
	hash: string,
	options: object
): Promise<Response> {
	const stored = { password: params.password, hash, hashOptions: JSON.stringify(options) };
	return userResponse(call, await createUser(call, params, () => stored), 201);
}

/** Appwrite fails over what its library for hashes does not take. */
function checkScrypt(cost: {
	costCpu: number;
	costMemory: number;
	costParallel: number;
	length: number;
}) {
	const { costCpu, costMemory, costParallel, length } = cost;
	const isPowerOfTwo = costCpu > 1 && (costCpu & (costCpu - 1)) === 0;
	const isPossible = isPowerOfTwo && costMemory >= 1 && costParallel >= 1 && length >= 16;
	if (!isPossible) throw new GeneralError('general_unknown');
}

function checkFirebaseScrypt(options: Record<string, string>) {
	const isBase64 = Object.values(options).every((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text));
	if (!isBase64) throw new GeneralError('general_unknown');
}
