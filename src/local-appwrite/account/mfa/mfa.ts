import { toFactors } from '../../auth/models/factors.ts';
import { toAccount } from '../../auth/models/user.ts';
import { addFactors, verifiedFactors } from '../../auth/second-factor.ts';
import { currentSession, currentUser } from '../../http/caller.ts';
import { endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { boolean } from '../../params/validators.ts';

/** `/account/mfa`: whether a second factor is asked for, and which ones there are. */
export const mfa = [
	endpoint(
		{
			method: 'PATCH',
			path: '/account/mfa',
			scopes: ['account'],
			audit: 'user.update',
			params: { mfa: boolean }
		},
		(call) => {
			const { c, caller, params, store, version } = call;
			const session = currentSession(caller);
			const user = store.users.update(currentUser(caller).id, { mfa: params.mfa });
			// Who switches it on is not locked out by it: they count as asked.
			if (params.mfa) addFactors(call, session, verifiedFactors(store, user));
			const targets = store.targets.ofUser(user.id);
			return jsonResponse(c, toAccount(user, { targets, version }));
		}
	),

	endpoint(
		{ method: 'GET', path: '/account/mfa/factors', scopes: ['account'], mfa: true },
		({ c, caller, store }) => {
			const user = currentUser(caller);
			return jsonResponse(
				c,
				toFactors(user, verifiedFactors(store, user), store.project.settings())
			);
		}
	)
];
