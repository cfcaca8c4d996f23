import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { PasskeyChallenge } from './challenges-table.ts';
import { readAuthentication, readOriginOf, readRegistration } from './credential.ts';
import { PasskeyError } from './errors.ts';
import { ES256, RS256 } from './options.ts';
import type { Credential, VerifiedPasskey } from './passkeys-table.ts';
import type { RelyingParty } from './relying-party.ts';

/** Verifies what a new passkey's authenticator answered, and answers what to keep of it; `user_passkey_invalid`. */
export async function verifyRegistration(
	sent: object,
	{ challenge, userHandle }: PasskeyChallenge,
	relyingParty: RelyingParty
): Promise<Credential> {
	const response = readRegistration(sent);
	return orInvalid(async () => {
		const { registrationInfo } = await verifyRegistrationResponse({
			response,
			expectedChallenge: challenge,
			expectedOrigin: readOriginOf(response.response.clientDataJSON, relyingParty),
			expectedRPID: relyingParty.id,
			requireUserVerification: true,
			supportedAlgorithmIDs: [ES256, RS256]
		});
		// Nobody asked who made the authenticator, and an answer to that would have to be believed.
		if (registrationInfo?.fmt !== 'none') throw new PasskeyError('user_passkey_invalid');

		const { credential, credentialDeviceType } = registrationInfo;
		return {
			credentialId: credential.id,
			publicKey: Buffer.from(credential.publicKey).toString('base64url'),
			userHandle,
			counter: credential.counter,
			transports: JSON.stringify(credential.transports ?? []),
			synced: credentialDeviceType === 'multiDevice' ? 1 : 0
		};
	});
}

/** Verifies a sign-in with a passkey, and answers the authenticator's counter; `user_passkey_invalid`. */
export async function verifyAuthentication(
	sent: object,
	{ challenge }: PasskeyChallenge,
	passkey: VerifiedPasskey,
	relyingParty: RelyingParty
): Promise<number> {
	const response = readAuthentication(sent);
	const { clientDataJSON, userHandle } = response.response;
	if (userHandle && userHandle !== passkey.userHandle) {
		throw new PasskeyError('user_passkey_invalid');
	}

	return orInvalid(async () => {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse({
			response,
			expectedChallenge: challenge,
			expectedOrigin: readOriginOf(clientDataJSON, relyingParty),
			expectedRPID: relyingParty.id,
			requireUserVerification: true,
			credential: {
				id: passkey.credentialId,
				publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
				// The counter is compared where it is kept, so that of two sign-ins at once only one counts.
				counter: 0
			}
		});
		// Another kind of authenticator than the one that was registered.
		const isSynced = authenticationInfo.credentialDeviceType === 'multiDevice';
		if (!verified || isSynced !== Boolean(passkey.synced)) {
			throw new PasskeyError('user_passkey_invalid');
		}
		return authenticationInfo.newCounter;
	});
}

/** Whatever the library finds wrong is told in one way. */
async function orInvalid<Result>(verify: () => Promise<Result>): Promise<Result> {
	try {
		return await verify();
	} catch {
		throw new PasskeyError('user_passkey_invalid');
	}
}
