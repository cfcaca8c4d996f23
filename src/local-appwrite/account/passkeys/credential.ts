import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { PasskeyError } from './errors.ts';
import type { RelyingParty } from './relying-party.ts';

/** What a browser made of an authenticator's answer. The library that verifies it looks at the rest. */
interface Sent<Response> {
	id: string;
	rawId: string;
	type: 'public-key';
	clientExtensionResults: object;
	response: Response;
}

export type SentRegistration = Sent<RegistrationResponseJSON['response']>;
export type SentAuthentication = Sent<AuthenticationResponseJSON['response']>;

/** Reads the answer to a registration; `user_passkey_invalid` if it is none. */
export function readRegistration(sent: object): SentRegistration {
	return readCredential(sent, ['clientDataJSON', 'attestationObject']);
}

/** Reads the answer to a sign-in; `user_passkey_invalid` if it is none. */
export function readAuthentication(sent: object): SentAuthentication {
	return readCredential(sent, ['clientDataJSON', 'authenticatorData', 'signature']);
}

function readCredential<Response>(sent: object, needed: string[]): Sent<Response> {
	const { id, rawId, type, response }: Record<string, unknown> = { ...sent };
	const isCredential = typeof id === 'string' && typeof rawId === 'string' && type === 'public-key';
	const fields = new Map(Object.entries(Object(response)));
	const isComplete = needed.every((name) => typeof fields.get(name) === 'string');
	if (!isCredential || !isComplete) throw new PasskeyError('user_passkey_invalid');
	return { id, rawId, type, clientExtensionResults: {}, response: response as Response };
}

/**
 * The origin of the page that asked the authenticator, if it may; `user_passkey_invalid`. In a frame of another origin
 * nobody can see whom they answer.
 */
export function readOriginOf(clientDataJSON: string, { accepts }: RelyingParty): string {
	const { origin, crossOrigin, topOrigin } = decodeClientDataJSON(clientDataJSON);
	if (accepts(origin) && !crossOrigin && topOrigin === undefined) return origin;
	throw new PasskeyError('user_passkey_invalid');
}
