import { toIdentity } from '../auth/models/identity.ts';
import { currentUser } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { looseBoolean, optional, uid } from '../params/validators.ts';
import { queries } from '../queries/queries.ts';
import { UserError } from '../store/errors.ts';
import { identitySchema } from '../store/identities.ts';

/** `/account/identities`: the user's accounts with OAuth2 providers. */
export const identities = [
	endpoint(
		{
			method: 'GET',
			path: '/account/identities',
			scopes: ['account'],
			params: { queries: queries(identitySchema), total: optional(looseBoolean, true) }
		},
		({ c, caller, params, store, version }) => {
			const { total, rows } = store.identities.list(params, currentUser(caller).id);
			return jsonResponse(c, { total, identities: rows.map((row) => toIdentity(row, version)) });
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/identities/:identityId',
			scopes: ['account'],
			audit: 'identity.delete',
			params: { identityId: uid }
		},
		({ c, caller, params, store }) => {
			const identity = store.identities.byId(params.identityId);
			if (!identity) throw new UserError('user_identity_not_found');
			if (identity.userId !== currentUser(caller).id) {
				throw new UserError('user_unauthorized');
			}

			store.identities.delete(identity.id);
			return c.body(null, 204);
		}
	)
];
