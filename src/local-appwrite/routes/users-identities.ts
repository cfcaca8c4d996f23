import { answer } from '../answers.ts';
import { endpoint } from '../endpoint.ts';
import { AppwriteError } from '../errors.ts';
import { toIdentity } from '../models.ts';
import { queries } from '../queries.ts';
import { identitySchema } from '../tables/identities.ts';
import { looseBoolean, optional, text, uid } from '../validators.ts';

/** `/users/identities`: everybody's accounts with OAuth2 providers. */
export const usersIdentities = [
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
		({ c, params, store }) => {
			// Appwrite has no index to search them by, and fails over it.
			if (params.search) throw new AppwriteError('general_unknown');
			const { total, rows } = store.identities.list(params);
			return answer(c, { total, identities: rows.map(toIdentity) });
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
			if (deleted === 0) throw new AppwriteError('user_identity_not_found');
			return c.body(null, 204);
		}
	)
];
