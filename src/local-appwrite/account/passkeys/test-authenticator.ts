import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What can be other than a browser and an authenticator would make it. */
export interface Deviation {
	origin?: string;
	rpId?: string;
	challenge?: string;
	crossOrigin?: boolean;
	userVerified?: boolean;
}

interface Options {
	challenge: string;
	/** At a registration. */
	rp?: { id: string };
	user?: { id: string };
	/** At a sign-in. */
	rpId?: string;
}

const ORIGIN = 'http://localhost:5173';
const AAGUID = Buffer.alloc(16);

/**
 * An authenticator and the browser that asks it, with one ES256 key.
 * @param synced whether the passkey can be on several devices
 */
export function createAuthenticator({ synced = true } = {}) {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const credentialId = randomBytes(16);
	const authenticator = { counter: 0, synced, credentialId, userHandle: '' };

	function clientData(type: string, options: Options, deviation: Deviation): Buffer {
		const { origin = ORIGIN, crossOrigin = false, challenge = options.challenge } = deviation;
		return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
	}

	function authenticatorData(rpId: string, verified: boolean, attested = Buffer.alloc(0)): Buffer {
		const kind = authenticator.synced ? 0x18 : 0;
		const flags = 0x01 | (verified ? 0x04 : 0) | kind | (attested.length > 0 ? 0x40 : 0);
		const counter = Buffer.alloc(4);
		counter.writeUInt32BE(authenticator.counter);
		return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter, attested]);
	}

	function credential(response: object) {
		const id = authenticator.credentialId.toString('base64url');
		return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
	}

	return {
		...authenticator,

		/** Sets the counter of signatures, or what kind of authenticator it says it is. */
		change: (changes: Partial<typeof authenticator>) => void Object.assign(authenticator, changes),

		/** As `navigator.credentials.create()` and `toJSON()` answer. */
		register(options: Options, deviation: Deviation = {}) {
			const { rpId = options.rp?.id ?? '', userVerified = true } = deviation;
			authenticator.userHandle = options.user?.id ?? '';
			const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
			const key = new Map<number, number | Uint8Array<ArrayBuffer>>([
				...([
					[1, 2],
					[3, -7],
					[-1, 1]
				] as const),
				[-2, bytes(x)],
				[-3, bytes(y)]
			]);
			const id = authenticator.credentialId;
			const length = Buffer.from([0, id.length]);
			const attested = Buffer.concat([AAGUID, length, id, isoCBOR.encode(key)]);
			const attestation = new Map<string, unknown>([
				['fmt', 'none'],
				['attStmt', new Map()],
				['authData', new Uint8Array(authenticatorData(rpId, userVerified, attested))]
			]);
			return credential({
				clientDataJSON: clientData('webauthn.create', options, deviation).toString('base64url'),
				attestationObject: Buffer.from(encode(attestation)).toString('base64url'),
				transports: ['internal']
			});
		},

		/** As `navigator.credentials.get()` and `toJSON()` answer. */
		authenticate(options: Options, deviation: Deviation = {}) {
			const { rpId = options.rpId ?? '', userVerified = true } = deviation;
			authenticator.counter += 1;
			const client = clientData('webauthn.get', options, deviation);
			const data = authenticatorData(rpId, userVerified);
			const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
			return credential({
				clientDataJSON: client.toString('base64url'),
				authenticatorData: data.toString('base64url'),
				signature: signature.toString('base64url'),
				userHandle: authenticator.userHandle
			});
		}
	};
}

export type TestAuthenticator = ReturnType<typeof createAuthenticator>;

function encode(value: Map<string, unknown>): Uint8Array {
	return isoCBOR.encode(value as Parameters<typeof isoCBOR.encode>[0]);
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(Buffer.from(base64url, 'base64url'));
}

function sha256(data: Buffer): Buffer {
	return createHash('sha256').update(data).digest();
}
