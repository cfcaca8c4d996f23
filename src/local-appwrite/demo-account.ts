import { registerUser } from './auth/registration.ts';
import type { AuthResources } from './auth/resources.ts';

const demo = {
	userId: 'demo',
	email: 'demo@example.com',
	password: 'demo password',
	name: 'Demo'
};

/**
 * Somebody to sign in as at once: made when nobody has an account yet. Answers how to sign in, or nothing once
 * the account is gone or has another address or password.
 */
export async function demoAccount(resources: AuthResources) {
	const { users } = resources.store;
	if (users.count() === 0) await registerUser(resources, demo);

	const user = users.byId(demo.userId);
	const changedPassword = (user?.passwordUpdate ?? Infinity) > (user?.createdAt ?? 0);
	if (user?.email !== demo.email || changedPassword) return undefined;
	return { email: demo.email, password: demo.password };
}
