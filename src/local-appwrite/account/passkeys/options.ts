import type { User } from '../../store/users.ts';
import { CEREMONY_LIFETIME, type PasskeyChallenge } from './challenges-table.ts';
import type { VerifiedPasskey } from './passkeys-table.ts';
import type { RelyingParty } from './relying-party.ts';

/** The algorithms of keys, as COSE numbers them. */
export const ES256 = -7;
export const RS256 = -257;

interface Registration {
	relyingParty: RelyingParty;
	projectName: string;
	user: User;
	/** Those that the user has: their authenticators are passed over. */
	existing: VerifiedPasskey[];
}

/** `PublicKeyCredentialCreationOptionsJSON`, as browsers read them. */
export function creationOptions(
	{ challenge, userHandle }: PasskeyChallenge,
	{ relyingParty, projectName, user, existing }: Registration
) {
	const name = user.email || user.phone || user.name || user.id;
	return {
		rp: { id: relyingParty.id, name: projectName },
		user: { id: userHandle, name, displayName: user.name || name },
		challenge,
		pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: 'public-key', alg })),
		timeout: CEREMONY_LIFETIME,
		excludeCredentials: existing.map(({ credentialId, transports }) => ({
			type: 'public-key',
			id: credentialId,
			transports: JSON.parse(transports)
		})),
		authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
		attestation: 'none'
	};
}

/** `PublicKeyCredentialRequestOptionsJSON`: any passkey of the domain will do. */
export function requestOptions({ challenge }: PasskeyChallenge, { id }: RelyingParty) {
	return {
		challenge,
		rpId: id,
		userVerification: 'required',
		allowCredentials: [],
		timeout: CEREMONY_LIFETIME
	};
}
