import { changePassword, checkPersonalData } from '../auth/password-change.ts';
import { newPassword } from '../auth/passwords/password-params.ts';
import { stringifyPrefs } from '../auth/prefs.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { ValidationError, type Param } from '../params/params.ts';
import { assoc, either, filledAssoc, list, orEmpty, text, uid } from '../params/validators.ts';
import type { User } from '../store/users.ts';
import { findUser, userResponse } from './users.ts';

const MOST_LABELS = 1000;
const LABEL_CHARACTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];

const label: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^[0-9A-Za-z]{1,36}$/.test(value)) return value;
		throw new ValidationError(
			`Value must be a valid string and at least 1 chars and no longer than 36 chars and only consist of '${LABEL_CHARACTERS.join(', ')}' chars`
		);
	}
};

/** Fields of `/users/{userId}`: name, labels, preferences, password. */
export const updates = [
	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/name',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, name: text(128, 0) }
		},
		(call) => {
			const { userId, name } = call.params;
			return userResponse(call, call.store.users.update(userId, { name }));
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/users/:userId/labels',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, labels: list(label, MOST_LABELS) }
		},
		(call) => {
			const labels = JSON.stringify([...new Set(call.params.labels)]);
			return userResponse(call, call.store.users.update(call.params.userId, { labels }));
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/prefs',
			scopes: ['users.read'],
			params: { userId: uid }
		},
		(call) => jsonResponse(call.c, JSON.parse(findUser(call).prefs))
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/prefs',
			scopes: ['users.write'],
			params: { userId: uid, prefs: either('filledPrefs', filledAssoc, assoc) }
		},
		({ c, params, store }) => {
			const prefs = stringifyPrefs(params.prefs);
			store.users.update(params.userId, { prefs });
			return jsonResponse(c, JSON.parse(prefs));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/password',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, password: orEmpty(newPassword) }
		},
		async (call) => {
			const { password } = call.params;
			const user = findUser(call);
			if (!password) return removePassword(call, user);

			// Here, unlike in the Account API, it comes before the history.
			const { personalDataCheck } = call.store.project.settings();
			if (personalDataCheck) checkPersonalData(password, user);
			const options = { personalDataCheck: false, byServer: true };
			return userResponse(call, await changePassword(call, user, password, options));
		}
	)
];

/** Nobody can sign in with a password any more; unlike for somebody who never had one, it has been updated. */
function removePassword(call: Call, { id }: User): Response {
	const { clock, store } = call;
	const user = store.transaction(() => {
		if (store.project.settings().invalidateSessions) store.sessions.deleteOfUser(id);
		return store.users.update(id, { password: '', passwordUpdate: clock.now() });
	});
	return userResponse(call, user);
}
