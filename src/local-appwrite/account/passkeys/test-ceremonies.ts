import type { LocalAppwriteOptions } from '../../app.ts';
import { createTestAppwrite } from '../../test-client.ts';
import {
	createAuthenticator,
	type Deviation,
	type TestAuthenticator
} from './test-authenticator.ts';

/** A local Appwrite that takes passkeys, and the ceremonies as an app goes through them. */
export function createPasskeyAppwrite(options: Partial<LocalAppwriteOptions> = {}) {
	const appwrite = createTestAppwrite({ version: '2.5', passkeys: true, ...options });
	const { askAs } = appwrite;

	const startRegistration = (session: string, body: object = {}) =>
		askAs(session, 'POST', '/account/passkeys', body);

	/** @param started what `startRegistration` answered */
	function finishRegistration(
		session: string,
		{ body }: Awaited<ReturnType<typeof askAs>>,
		credential: object,
		passkeyId = body.passkeyId
	) {
		const given = { challengeId: body.$id, credential };
		return askAs(session, 'PUT', `/account/passkeys/${passkeyId}/verification`, given);
	}

	return {
		...appwrite,
		startRegistration,
		finishRegistration,

		/** Answers the authenticator that holds the new passkey, and its id. */
		async register(session: string, authenticator = createAuthenticator()) {
			const started = await startRegistration(session);
			const credential = authenticator.register(started.body.publicKey);
			const { status, body } = await finishRegistration(session, started, credential);
			if (status !== 200) throw new Error(`no passkey was registered: ${JSON.stringify(body)}`);
			return { authenticator, passkeyId: String(body.$id) };
		},

		/** Answers what the second call answers: a token. */
		async signIn(authenticator: TestAuthenticator, deviation: Deviation = {}) {
			const { body } = await askAs('', 'POST', '/account/tokens/passkey');
			const credential = authenticator.authenticate(body.publicKey, deviation);
			return askAs('', 'PUT', '/account/tokens/passkey', { challengeId: body.$id, credential });
		}
	};
}
