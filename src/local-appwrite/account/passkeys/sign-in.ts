import { toToken } from '../../auth/models/token.ts';
import { createToken } from '../../auth/tokens.ts';
import { createChallenge, randomHex } from '../../core/secrets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { jsonObject, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import { passkeyChallengesTable } from './challenges-table.ts';
import { readAuthentication } from './credential.ts';
import { PasskeyError } from './errors.ts';
import { requestOptions } from './options.ts';
import { toPasskeyChallenge } from './passkey-model.ts';
import { passkeysTable } from './passkeys-table.ts';
import { findRelyingParty, requireRelyingParty } from './relying-party.ts';
import { verifyAuthentication } from './verification.ts';

/** Seconds in which the token has to become a session. */
const TOKEN_LIFETIME = 60;

const limit: { hits: number; keys: [string] } = { hits: 10, keys: ['url:{url},ip:{ip}'] };

/** Whoever signs in is not known before they answer. */
const nobody = { userId: '', sessionId: '', passkeyId: '', userHandle: '' };

/** `/account/tokens/passkey`: somebody signs in with a passkey and names nothing. */
export const passkeySignIn = [
	endpoint(
		{
			method: 'POST',
			path: '/account/tokens/passkey',
			feature: 'passkeys',
			scopes: ['sessions.write'],
			authMethod: 'passkey',
			limit
		},
		({ c, store }) => {
			const relyingParty = requireRelyingParty(store.project.settings());
			const challenge = store.table(passkeyChallengesTable).create({
				...nobody,
				challenge: createChallenge(),
				relyingParty: relyingParty.fingerprint
			});
			const options = requestOptions(challenge, relyingParty);
			return jsonResponse(c, toPasskeyChallenge(challenge, options), 201);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/tokens/passkey',
			feature: 'passkeys',
			scopes: ['sessions.write'],
			limit,
			params: { challengeId: uid, credential: jsonObject }
		},
		async (call) => {
			const { c, params, store } = call;
			const relyingParty = findRelyingParty(store.project.settings());
			const challenge =
				relyingParty &&
				store
					.table(passkeyChallengesTable)
					.consume(params.challengeId, { ...nobody, relyingParty: relyingParty.fingerprint });
			if (!challenge) throw new UserError('user_invalid_token');

			const passkeys = store.table(passkeysTable);
			const passkey = passkeys.byCredential(readAuthentication(params.credential).rawId);
			const user = passkey && store.users.byId(passkey.userId);
			if (!user) throw new PasskeyError('user_passkey_invalid');
			const { credential } = params;
			const counter = await verifyAuthentication(credential, challenge, passkey, relyingParty);
			// Only who has shown the passkey learns of the block.
			if (!user.status) throw new UserError('user_blocked');

			if (!passkeys.use(passkey.id, counter)) throw new PasskeyError('user_passkey_invalid');
			const secret = randomHex(256);
			const lifetime = TOKEN_LIFETIME;
			const token = createToken(call, { userId: user.id, type: 'passkey', secret, lifetime });
			// Whoever holds the passkey gets the secret, guest or key.
			return jsonResponse(c, toToken(token, { secret }), 201);
		}
	)
];
