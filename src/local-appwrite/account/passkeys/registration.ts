import { createChallenge, createId } from '../../core/secrets.ts';
import { currentUser } from '../../http/caller.ts';
import { endpoint, type Call } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { customId, jsonObject, optional, text, uid } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import type { User } from '../../store/users.ts';
import { passkeyChallengesTable } from './challenges-table.ts';
import { PasskeyError } from './errors.ts';
import { creationOptions } from './options.ts';
import { toPasskey, toPasskeyChallenge } from './passkey-model.ts';
import { passkeysTable } from './passkeys-table.ts';
import { findRelyingParty, requireRelyingParty, type RelyingParty } from './relying-party.ts';
import { verifyRegistration } from './verification.ts';

const MOST_PASSKEYS = 10;

/** `/account/passkeys`: a new passkey is asked for, and shown. */
export const registration = [
	endpoint(
		{
			method: 'POST',
			path: '/account/passkeys',
			feature: 'passkeys',
			scopes: ['account'],
			authMethod: 'passkey',
			recentSession: true,
			limit: { hits: 10, keys: ['url:{url},userId:{userId}'] },
			params: { passkeyId: optional(customId, 'unique()'), name: optional(text(128, 0), '') }
		},
		(call) => {
			const { clock, params, store } = call;
			const relyingParty = requireRelyingParty(store.project.settings());
			const user = currentUser(call.caller);
			const id = params.passkeyId === 'unique()' ? createId(clock.now()) : params.passkeyId;
			return store.transaction(() => begin(call, relyingParty, user, { id, name: params.name }));
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/passkeys/:passkeyId/verification',
			feature: 'passkeys',
			scopes: ['account'],
			limit: { hits: 10, keys: ['url:{url},userId:{userId}'] },
			params: { passkeyId: uid, challengeId: uid, credential: jsonObject }
		},
		async (call) => {
			const { c, caller, params, store } = call;
			const { passkeyId, challengeId } = params;
			const user = currentUser(caller);
			const passkeys = store.table(passkeysTable);
			const relyingParty = findRelyingParty(store.project.settings());
			if (!relyingParty) throw new UserError('user_invalid_token');

			const challenge = store
				.table(passkeyChallengesTable)
				.consume(challengeId, bindingOf(call, user, passkeyId, relyingParty));
			if (!challenge) throw new UserError('user_invalid_token');
			const pending = () => passkeys.pending(user.id, passkeyId);
			const begun = pending();
			if (!begun) throw new PasskeyError('user_passkey_not_found');
			// A registration that was begun anew has another challenge.
			if (begun.challengeId !== challengeId) throw new UserError('user_invalid_token');

			const credential = await verifyRegistration(params.credential, challenge, relyingParty);
			if (pending()?.challengeId !== challengeId) {
				throw new PasskeyError('user_passkey_not_found');
			}
			const passkey = passkeys.verify(passkeyId, credential);
			if (!passkey) throw new PasskeyError('user_passkey_already_exists');
			return jsonResponse(c, toPasskey(passkey));
		}
	)
];

function begin(
	call: Call,
	relyingParty: RelyingParty,
	user: User,
	{ id, name }: { id: string; name: string }
): Response {
	const { c, store } = call;
	const passkeys = store.table(passkeysTable);
	passkeys.deletePending(user.id, id);
	if (passkeys.countOfUser(user.id) >= MOST_PASSKEYS) {
		throw new PasskeyError('user_passkey_limit_exceeded');
	}

	const existing = passkeys.verifiedOfUser(user.id);
	const challenge = store.table(passkeyChallengesTable).create({
		...bindingOf(call, user, id, relyingParty),
		challenge: createChallenge(),
		userHandle: existing[0]?.userHandle ?? createChallenge()
	});
	if (!passkeys.begin({ id, name, userId: user.id, challengeId: challenge.id })) {
		const message = 'A passkey with the requested ID already exists.';
		throw new PasskeyError('user_passkey_already_exists', message);
	}

	const projectName = store.project.name;
	const options = creationOptions(challenge, { relyingParty, projectName, user, existing });
	return jsonResponse(c, toPasskeyChallenge(challenge, options), 201);
}

/** A registration ends in the session in which it began. */
function bindingOf({ caller }: Call, user: User, passkeyId: string, relyingParty: RelyingParty) {
	const sessionId = caller.session?.id ?? '';
	return { userId: user.id, sessionId, passkeyId, relyingParty: relyingParty.fingerprint };
}
