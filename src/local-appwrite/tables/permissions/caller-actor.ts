import type { Caller } from '../../http/caller.ts';
import type { Actor } from './actor.ts';

/** Who acts, seen from their request. */
export function actorOf(caller: Caller): Actor {
	const isKey = caller.role === 'applications';
	return { isKey, userId: isKey ? null : (caller.user?.id ?? null), roles: rolesOf(caller) };
}

/** The roles of whoever asks, in Appwrite's order. Nobody is in a team. */
function rolesOf({ user }: Caller): string[] {
	if (!user) return ['any', 'guests'];
	const verified = user.emailVerification || user.phoneVerification ? 'verified' : 'unverified';
	const labels: string[] = JSON.parse(user.labels);
	return [
		...['any', 'users', `user:${user.id}`, `user:${user.id}/${verified}`, `users/${verified}`],
		...labels.map((label) => `label:${label}`)
	];
}
