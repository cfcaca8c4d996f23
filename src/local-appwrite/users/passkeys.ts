import { PasskeyError } from '../account/passkeys/errors.ts';
import { toPasskey } from '../account/passkeys/passkey-model.ts';
import { passkeySchema, passkeysTable } from '../account/passkeys/passkeys-table.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { looseBoolean, optional, text, uid } from '../params/validators.ts';
import { queries } from '../queries/queries.ts';
import { findUser } from './users.ts';

/** `/users/{userId}/passkeys` */
export const passkeys = [
	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/passkeys',
			feature: 'passkeys',
			scopes: ['users.read'],
			params: { userId: uid, queries: queries(passkeySchema), total: optional(looseBoolean, true) }
		},
		(call) => {
			const { c, params, store } = call;
			const { total, rows } = store.table(passkeysTable).list(params, findUser(call).id);
			return jsonResponse(c, { total, passkeys: rows.map(toPasskey) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/passkeys/:passkeyId',
			feature: 'passkeys',
			scopes: ['users.read'],
			params: { userId: uid, passkeyId: uid }
		},
		(call) => {
			const { c, params, store } = call;
			const passkey = store.table(passkeysTable).verified(findUser(call).id, params.passkeyId);
			if (!passkey) throw new PasskeyError('user_passkey_not_found');
			return jsonResponse(c, toPasskey(passkey));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/passkeys/:passkeyId',
			feature: 'passkeys',
			scopes: ['users.write'],
			params: { userId: uid, passkeyId: uid, name: text(128) }
		},
		(call) => {
			const { c, params, store } = call;
			const table = store.table(passkeysTable);
			const known = table.verified(findUser(call).id, params.passkeyId);
			const passkey = known && table.rename(known.id, params.name);
			if (!passkey) throw new PasskeyError('user_passkey_not_found');
			return jsonResponse(c, toPasskey(passkey));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/:userId/passkeys/:passkeyId',
			feature: 'passkeys',
			scopes: ['users.write'],
			params: { userId: uid, passkeyId: uid }
		},
		(call) => {
			const { c, params, store } = call;
			const isDeleted = store.table(passkeysTable).delete(findUser(call).id, params.passkeyId);
			if (!isDeleted) throw new PasskeyError('user_passkey_not_found');
			return c.body(null, 204);
		}
	)
];
