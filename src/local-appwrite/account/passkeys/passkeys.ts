import { currentUser } from '../../http/caller.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { looseBoolean, optional, text, uid } from '../../params/validators.ts';
import { queries } from '../../queries/queries.ts';
import { PasskeyError } from './errors.ts';
import { toPasskey } from './passkey-model.ts';
import { passkeySchema, passkeysTable } from './passkeys-table.ts';

/** `/account/passkeys`: those that the user has. */
export const passkeyRoutes = [
	endpoint(
		{
			method: 'GET',
			path: '/account/passkeys',
			feature: 'passkeys',
			scopes: ['account'],
			params: { queries: queries(passkeySchema), total: optional(looseBoolean, true) }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			const { total, rows } = store.table(passkeysTable).list(params, id);
			return jsonResponse(c, { total, passkeys: rows.map(toPasskey) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/account/passkeys/:passkeyId',
			feature: 'passkeys',
			scopes: ['account'],
			params: { passkeyId: uid }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			const passkey = store.table(passkeysTable).verified(id, params.passkeyId);
			if (!passkey) throw new PasskeyError('user_passkey_not_found');
			return jsonResponse(c, toPasskey(passkey));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/passkeys/:passkeyId',
			feature: 'passkeys',
			scopes: ['account'],
			params: { passkeyId: uid, name: text(128) }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			const passkeys = store.table(passkeysTable);
			const known = passkeys.verified(id, params.passkeyId);
			const passkey = known && passkeys.rename(known.id, params.name);
			if (!passkey) throw new PasskeyError('user_passkey_not_found');
			return jsonResponse(c, toPasskey(passkey));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/passkeys/:passkeyId',
			feature: 'passkeys',
			scopes: ['account'],
			params: { passkeyId: uid }
		},
		({ c, caller, params, store }) => {
			const { id } = currentUser(caller);
			if (!store.table(passkeysTable).delete(id, params.passkeyId)) {
				throw new PasskeyError('user_passkey_not_found');
			}
			return c.body(null, 204);
		}
	)
];
