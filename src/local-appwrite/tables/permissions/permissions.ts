import { ValidationError, type Param } from '../../params/params.ts';
import { findRoleFault } from './roles.ts';

export const tableActions = ['create', 'read', 'update', 'delete', 'write'];
export const rowActions = ['read', 'update', 'delete', 'write'];

const MOST = 100;

/** Permissions such as `read("any")`; `write` stands for all that change something. */
export function permissions(actions: string[]): Param<string[]> {
	return {
		read(value) {
			if (!Array.isArray(value)) {
				throw new ValidationError('Permissions must be an array of strings.');
			}
			if (value.length > MOST) {
				throw new ValidationError(`You can only provide up to ${MOST} permissions.`);
			}
			for (const permission of value) checkPermission(permission, actions);
			return expandPermissions(value, actions);
		}
	};
}

/** Puts what it stands for in the place of `write`, and leaves out what comes twice. */
function expandPermissions(permissions: string[], actions: string[]): string[] {
	const written = actions.filter((action) => action !== 'read' && action !== 'write');
	const expanded = permissions.flatMap((permission) => {
		const [action, role] = splitPermission(permission);
		const meant = action === 'write' ? written : [action];
		return meant.map((single) => `${single}("${role}")`);
	});
	return [...new Set(expanded)];
}

/** The roles that the permissions give this action to. */
export function rolesFor(permissions: string[], action: string): string[] {
	return permissions.map(splitPermission).flatMap(([own, role]) => (own === action ? [role] : []));
}

/** All roles that the permissions name. */
export function rolesIn(permissions: string[]): string[] {
	return permissions.map((permission) => splitPermission(permission)[1]);
}

function splitPermission(permission: string): [action: string, role: string] {
	const [action = '', role = ''] = permission.split('("');
	return [action, role.replaceAll('")', '')];
}

function checkPermission(permission: unknown, actions: string[]): void {
	if (typeof permission !== 'string') {
		throw new ValidationError('Every permission must be of type string.');
	}
	if (!actions.some((action) => permission.startsWith(action))) {
		throw new ValidationError(
			`Permission "${permission}" is not allowed. Must be one of: ${actions.join(', ')}.`
		);
	}
	if (permission.split('("').length !== 2) {
		throw new ValidationError(`Invalid permission string format: "${permission}".`);
	}
	const [action, role] = splitPermission(permission);
	if (!tableActions.includes(action)) {
		throw new ValidationError(`Invalid permission type: "${action}".`);
	}
	const fault = findRoleFault(role);
	if (fault) throw new ValidationError(fault);
}
