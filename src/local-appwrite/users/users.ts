import { toUser } from '../auth/models/user.ts';
import { newPassword } from '../auth/passwords/password-params.ts';
import { hashOptions } from '../auth/passwords/passwords.ts';
import { checkPwned } from '../auth/pwned-passwords.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import {
	customId,
	email,
	looseBoolean,
	nullable,
	optional,
	phone,
	text,
	uid
} from '../params/validators.ts';
import { queries } from '../queries/queries.ts';
import { UserError } from '../store/errors.ts';
import { userSchema, type User } from '../store/users.ts';
import { createUser } from './user-creation.ts';

/** `/users` and `/users/{userId}` */
export const userRoutes = [
	endpoint(
		{
			method: 'POST',
			path: '/users',
			scopes: ['users.write'],
			audit: 'user.create',
			params: {
				userId: customId,
				email: optional(nullable(email), null),
				phone: optional(nullable(phone), null),
				password: optional<string | null>(newPassword, null),
				name: optional<string | null>(text(128), null)
			}
		},
		async (call) => {
			const { password } = call.params;
			const settings = call.store.project.settings();
			const user = await createUser(call, call.params, async () => ({
				password: password && (await call.passwords.hash(password)),
				hash: 'argon2',
				hashOptions: hashOptions.byServer,
				passwordPwned: password ? checkPwned(settings, password) : null
			}));
			return userResponse(call, user, 201);
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users',
			scopes: ['users.read'],
			params: {
				queries: queries(userSchema),
				search: optional(text(256), ''),
				total: optional(looseBoolean, true)
			}
		},
		({ c, params, store, version }) => {
			const { total, rows } = store.users.list(params, params.search);
			const targets = store.targets.ofUsers(rows.map(({ id }) => id));
			const users = rows.map((user) =>
				toUser(user, { version, targets: targets.get(user.id) ?? [] })
			);
			return jsonResponse(c, { total, users });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId',
			scopes: ['users.read'],
			params: { userId: uid }
		},
		(call) => userResponse(call, findUser(call))
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/:userId',
			scopes: ['users.write'],
			audit: 'user.delete',
			params: { userId: uid }
		},
		(call) => {
			call.store.users.delete(findUser(call).id);
			return call.c.body(null, 204);
		}
	)
];

/** The user whom the path names; `user_not_found`. */
export function findUser({ params, store }: Call & { params: { userId: string } }): User {
	const user = store.users.byId(params.userId);
	if (!user) throw new UserError('user_not_found');
	return user;
}

export function userResponse(
	{ c, store, version }: Call,
	user: User,
	status: 200 | 201 = 200
): Response {
	const targets = store.targets.ofUser(user.id);
	return jsonResponse(c, toUser(user, { version, targets }), status);
}
