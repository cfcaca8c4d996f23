import { changeEmail, changePhone } from '../auth/contact-change.ts';
import { toAccount } from '../auth/models/user.ts';
import { changePassword } from '../auth/password-change.ts';
import { newPassword, password } from '../auth/passwords/password-params.ts';
import { stringifyPrefs } from '../auth/prefs.ts';
import { registerUser } from '../auth/registration.ts';
import { currentUser } from '../http/caller.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import {
	assoc,
	customId,
	either,
	email,
	filledAssoc,
	optional,
	phone,
	text
} from '../params/validators.ts';
import { UserError } from '../store/errors.ts';
import type { User } from '../store/users.ts';
import { deleteSessionCookies } from './sessions/cookies.ts';

/** `/account` and the fields of the user. */
export const accountRoutes = [
	endpoint(
		{
			method: 'POST',
			path: '/account',
			scopes: ['sessions.write'],
			authMethod: 'email-password',
			limit: { hits: 10, keys: ['url:{url},ip:{ip}'] },
			audit: 'user.create',
			inConsole: new UserError('user_console_count_exceeded'),
			params: { userId: customId, email, password: newPassword, name: optional(text(128), '') }
		},
		async (call) => {
			const user = await registerUser(call, call.params);
			return accountResponse(call, user, 201);
		}
	),

	endpoint({ method: 'GET', path: '/account', scopes: ['account'] }, (call) =>
		accountResponse(call, currentUser(call.caller))
	),

	endpoint(
		{ method: 'DELETE', path: '/account', scopes: ['account'], audit: 'user.delete' },
		({ c, caller, store }) => {
			store.users.delete(currentUser(caller).id);
			return c.body(null, 204);
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/name',
			scopes: ['account'],
			audit: 'user.update',
			params: { name: text(128) }
		},
		(call) => {
			const { id } = currentUser(call.caller);
			return accountResponse(call, call.store.users.update(id, { name: call.params.name }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/email',
			scopes: ['account'],
			audit: 'user.update',
			params: { email, password }
		},
		async (call) =>
			accountResponse(call, await changeEmail(call, currentUser(call.caller), call.params))
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/phone',
			scopes: ['account'],
			audit: 'user.update',
			params: { phone, password }
		},
		async (call) =>
			accountResponse(call, await changePhone(call, currentUser(call.caller), call.params))
	),

	endpoint({ method: 'GET', path: '/account/prefs', scopes: ['account'] }, ({ c, caller }) =>
		jsonResponse(c, JSON.parse(currentUser(caller).prefs))
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/prefs',
			scopes: ['account'],
			audit: 'user.update',
			params: { prefs: either('filledPrefs', filledAssoc, assoc) }
		},
		(call) => {
			const prefs = stringifyPrefs(call.params.prefs);
			const { id } = currentUser(call.caller);
			return accountResponse(call, call.store.users.update(id, { prefs }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/account/password',
			scopes: ['account'],
			limit: { hits: 10, keys: ['url:{url},ip:{ip}'] },
			audit: 'user.update',
			params: { password: newPassword, oldPassword: optional(text(256, 0), '') }
		},
		async (call) => {
			const { caller, params, passwords } = call;
			const user = currentUser(caller);
			if (user.passwordUpdate && !(await passwords.verify(params.oldPassword, user))) {
				throw new UserError('user_invalid_credentials');
			}
			const changed = await changePassword(call, user, params.password, {
				keepSession: caller.session?.id,
				// A JWT has no session to tell the others from.
				endSessions: Boolean(caller.session),
				personalDataCheck: true
			});
			return accountResponse(call, changed);
		}
	),

	endpoint(
		{ method: 'PATCH', path: '/account/status', scopes: ['account'], audit: 'user.update' },
		(call) => {
			const blocked = call.store.users.update(currentUser(call.caller).id, { status: 0 });
			deleteSessionCookies(call.c, call.store.project.id);
			return accountResponse(call, blocked);
		}
	)
];

function accountResponse(
	{ c, caller, store, version }: Call,
	user: User,
	status: 200 | 201 = 200
): Response {
	const targets = store.targets.ofUser(user.id);
	const { impersonator } = caller;
	return jsonResponse(c, toAccount(user, { targets, version, impersonator }), status);
}
