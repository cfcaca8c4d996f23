import { tokenResponse } from '../account/tokens/token-response.ts';
import { CODE_LIFETIME, createToken } from '../auth/tokens.ts';
import { createUserJwt } from '../auth/user-jwt.ts';
import { randomHex } from '../core/secrets.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { optional, range, uid } from '../params/validators.ts';
import { findUser } from './users.ts';

const YEAR = 31_536_000;

/** `/users/{userId}/tokens` and `/users/{userId}/jwts` */
export const tokens = [
	endpoint(
		{
			method: 'POST',
			path: '/users/:userId/tokens',
			scopes: ['users.write'],
			audit: 'tokens.create',
			params: {
				userId: uid,
				length: optional(range(4, 128), 6),
				expire: optional(range(60, YEAR), CODE_LIFETIME)
			}
		},
		(call) => {
			const { length, expire: lifetime } = call.params;
			const { id: userId } = findUser(call);
			const secret = randomHex(length + (length % 2)).slice(0, length);
			const token = createToken(call, { userId, type: 'generic', secret, lifetime });
			return tokenResponse(call, token, { secret });
		}
	),

	endpoint(
		{
			method: 'POST',
			path: '/users/:userId/jwts',
			scopes: ['users.write'],
			params: {
				userId: uid,
				sessionId: optional(uid, ''),
				duration: optional(range(0, 3600), 900)
			}
		},
		(call) => {
			const { c, params, store, version } = call;
			const { id: userId } = findUser(call);
			const named = params.sessionId || (version.has('jwtOfRecentSession') ? 'recent' : '');
			const sessions = store.sessions.ofUser(userId);
			const session =
				named === 'recent' ? sessions.at(-1) : sessions.find(({ id }) => id === named);

			// Bound to no session, it is good until its time is over.
			const sessionId = session?.id ?? '';
			const { duration } = params;
			return jsonResponse(c, { jwt: createUserJwt(call, { userId, sessionId, duration }) }, 201);
		}
	)
];
