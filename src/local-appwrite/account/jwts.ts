import { createUserJwt } from '../auth/user-jwt.ts';
import { currentUser } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { optional, range } from '../params/validators.ts';
import { UserError } from '../store/errors.ts';

/** `/account/jwts` */
export const jwts = [
	endpoint(
		{
			method: 'POST',
			path: '/account/jwts',
			aliases: ['/account/jwt'],
			scopes: ['account'],
			impersonation: 'allow',
			authMethod: 'jwt',
			limit: { hits: 120, keys: ['url:{url},userId:{userId}'], seconds: 60 },
			params: { duration: optional(range(0, 3600), 900) }
		},
		(call) => {
			const { c, caller, params, version } = call;
			const byJwt = Boolean(c.req.header('x-appwrite-jwt'));
			if (byJwt && version.has('jwtCreationDenied')) {
				throw new UserError('user_jwt_creation_denied');
			}
			const { id: userId } = currentUser(caller);
			if (!caller.session) throw new UserError('user_session_not_found');

			const sessionId = caller.session.id;
			return jsonResponse(c, { jwt: createUserJwt(call, { userId, sessionId, ...params }) }, 201);
		}
	)
];
