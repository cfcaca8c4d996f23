import { toIdentity } from '../auth/models/identity.ts';
import { GeneralError } from '../core/errors.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { looseBoolean, optional, text, uid } from '../params/validators.ts';
import { queries } from '../queries/queries.ts';
import { UserError } from '../store/errors.ts';
import { identitySchema } from '../store/identities.ts';

/** `/users/identities`: everybody's accounts with OAuth2 providers. */
export const identities = [
	endpoint(
		{
			method: 'GET',
			path: '/users/identities',
			scopes: ['users.read'],
			params: {
				queries: queries(identitySchema),
				search: optional(text(256), ''),
				total: optional(looseBoolean, true)
			}
		},
		({ c, params, store, version }) => {
			// Appwrite has no index to search them by, and fails over it.
			if (params.search) throw new GeneralError('general_unknown');
			const { total, rows } = store.identities.list(params);
			return jsonResponse(c, { total, identities: rows.map((row) => toIdentity(row, version)) });
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/identities/:identityId',
			scopes: ['users.write'],
			audit: 'identity.delete',
			params: { identityId: uid }
		},
		({ c, params, store }) => {
			const deleted = store.identities.delete(params.identityId);
			if (deleted === 0) throw new UserError('user_identity_not_found');
			return c.body(null, 204);
		}
	)
];
