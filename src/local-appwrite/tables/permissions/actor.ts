import { UserError } from '../../store/errors.ts';
import { rolesFor, rolesIn } from './permissions.ts';

/** Who acts on rows. */
export interface Actor {
	/** A key may do everything, whatever the permissions say. */
	isKey: boolean;
	userId: string | null;
	roles: string[];
}

/** Whether any of the permissions lets them do this. */
export function isAllowed({ isKey, roles }: Actor, action: string, permissions: string[]): boolean {
	return isKey || rolesFor(permissions, action).some((role) => roles.includes(role));
}

/** Throws `user_unauthorized`, in the words that Appwrite has for creating alone. */
export function checkCreation(actor: Actor, permissions: string[]): void {
	if (isAllowed(actor, 'create', permissions)) return;

	const given = rolesFor(permissions, 'create');
	const last = given.at(-1);
	const message =
		last === undefined
			? `No permissions provided for action 'create'`
			: `Missing "create" permission for role "${last}". Only "${quote(actor.roles)}" scopes are allowed and "${quote(given)}" was given.`;
	throw new UserError('user_unauthorized', message);
}

/** Nobody but a key gives permissions to roles that they do not have. Throws `user_unauthorized`. */
export function checkGiven({ isKey, roles }: Actor, permissions: string[]): void {
	if (isKey || rolesIn(permissions).every((role) => roles.includes(role))) return;
	const message = `Permissions must be one of: (${roles.join(', ')})`;
	throw new UserError('user_unauthorized', message);
}

/** The permissions of a row that somebody makes without naming any: its own maker's. */
export function ownPermissions({ userId }: Actor): string[] {
	if (userId === null) return [];
	return ['read', 'update', 'delete'].map((action) => `${action}("user:${userId}")`);
}

function quote(roles: string[]): string {
	return JSON.stringify(roles).replaceAll('/', '\\/');
}
