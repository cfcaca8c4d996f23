import type { Context } from 'hono';
import type { Version } from '../core/version.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { User } from '../store/users.ts';
import type { Caller } from './caller.ts';
import type { Declaration } from './endpoint.ts';

/** Where somebody who may act as others looks for them; newer versions let them see no more of other users. */
const directory = ['/users', '/users/:userId'];

/**
 * Finds the user whom a request names to act as: by id, else by e-mail, else by phone, in a header or a parameter.
 * Nobody if the user is unknown.
 */
export function findImpersonated(
	c: Context,
	sent: Map<string, unknown>,
	{ users }: Store
): User | undefined {
	const read = (header: string, parameter: string) => {
		const given = sent.get(parameter.toLowerCase()) || sent.get(parameter) || '';
		return c.req.header(`x-appwrite-impersonate-user-${header}`) ?? String(given);
	};

	const id = read('id', 'impersonateUserId');
	if (id) return users.byId(id);
	const email = read('email', 'impersonateEmail');
	if (email) return users.byEmail(email.toLowerCase());
	const phone = read('phone', 'impersonatePhone');
	return phone ? users.byPhone(phone) : undefined;
}

/** The caller whom a handler serves: what is not about the other's account is about the impersonator's own. */
export function servedCaller(route: Declaration, caller: Caller, version: Version): Caller {
	if (!caller.impersonator || !isAboutImpersonator(route, version)) return caller;
	return { ...caller, user: caller.impersonator, impersonator: undefined };
}

function isAboutImpersonator({ impersonation, path }: Declaration, version: Version): boolean {
	if (version.has('readOnlyImpersonation')) return impersonation === 'allow';
	return version.has('impersonatorAccount') && path.startsWith('/account/');
}

/** Throws `user_impersonation_read_only`. */
export function checkImpersonation(route: Declaration, caller: Caller, version: Version): void {
	if (!caller.impersonator || !version.has('readOnlyImpersonation')) return;
	const { impersonation } = route;
	const isWrite = isAccountWrite(route) && impersonation !== 'allow';
	if (impersonation === 'deny' || isWrite) throw new UserError('user_impersonation_read_only');
}

/** The database lets nobody change one user in the name of another; `user_unauthorized`. */
export function checkImpersonatedWrite(route: Declaration, caller: Caller, version: Version): void {
	if (!caller.impersonator || !version.has('impersonatorAccount')) return;
	const isDeletion = route.method === 'DELETE' && route.path === '/account';
	if (isAccountWrite(route) && !isDeletion) throw new UserError('user_unauthorized');
}

/** The scopes that a caller holds at a route. */
export function scopesFor(
	{ method, path }: Declaration,
	{ role, scopes }: Caller,
	version: Version
): readonly string[] {
	const isOpen = role !== 'users' || !version.has('readOnlyImpersonation');
	if (isOpen || (method === 'GET' && directory.includes(path))) return scopes;
	return scopes.filter((scope) => scope !== 'users.read');
}

/** Whose second factors a session must have shown. */
export function factorOwner({ impersonator }: Caller, user: User, version: Version): User {
	return version.has('readOnlyImpersonation') ? (impersonator ?? user) : user;
}

function isAccountWrite({ method, path }: Declaration): boolean {
	return method !== 'GET' && path.split('/')[1] === 'account';
}
