import type { Context } from 'hono';
import type { Store } from '../store/store.ts';
import type { User } from '../store/users.ts';

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
