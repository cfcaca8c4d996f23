import { toTarget } from '../auth/models/target.ts';
import { GeneralError } from '../core/errors.ts';
import { createId } from '../core/secrets.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { accepts } from '../params/accepts.ts';
import {
	customId,
	email,
	looseBoolean,
	oneOf,
	optional,
	phone,
	text,
	uid
} from '../params/validators.ts';
import { queries } from '../queries/queries.ts';
import { UserError } from '../store/errors.ts';
import { targetSchema, type Target } from '../store/targets.ts';
import { findUser } from './users.ts';

/** `/users/{userId}/targets` */
export const targets = [
	endpoint(
		{
			method: 'POST',
			path: '/users/:userId/targets',
			scopes: ['users.write'],
			audit: 'target.create',
			params: {
				targetId: customId,
				userId: uid,
				providerType: oneOf<Target['providerType']>(['email', 'sms', 'push']),
				identifier: text(255),
				// There are no providers here: as at Appwrite, one that does not exist is passed over.
				providerId: optional(uid, ''),
				name: optional(text(128), '')
			}
		},
		(call) => {
			const { c, clock, params, store } = call;
			const { targetId, providerType, identifier, name } = params;
			checkIdentifier(providerType, identifier);
			const { id: userId } = findUser(call);
			const id = targetId === 'unique()' ? createId(clock.now()) : targetId;
			const target = store.targets.add({ id, userId, providerType, identifier, name });
			return jsonResponse(c, toTarget(target), 201);
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/targets',
			scopes: ['users.read'],
			params: {
				userId: uid,
				queries: queries(targetSchema),
				total: optional(looseBoolean, true)
			}
		},
		(call) => {
			const { total, rows } = call.store.targets.list(findUser(call).id, call.params);
			return jsonResponse(call.c, { total, targets: rows.map(toTarget) });
		}
	),

	endpoint(
		{
			method: 'GET',
			path: '/users/:userId/targets/:targetId',
			scopes: ['users.read'],
			params: { userId: uid, targetId: uid }
		},
		(call) => jsonResponse(call.c, toTarget(findTarget(call)))
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/targets/:targetId',
			scopes: ['users.write'],
			audit: 'target.update',
			params: {
				userId: uid,
				targetId: uid,
				identifier: optional(text(255), ''),
				providerId: optional(uid, ''),
				name: optional(text(128), '')
			}
		},
		(call) => {
			const { c, params, store } = call;
			const target = findTarget(call);
			if (params.identifier) checkIdentifier(target.providerType, params.identifier);
			if (params.providerId) throw new UserError('provider_not_found');

			const identifier = params.identifier || target.identifier;
			const name = params.name || target.name;
			const updated = store.targets.update(target.id, { name, identifier });
			// Appwrite fails over an identifier that another target has.
			if (!updated) throw new GeneralError('general_unknown');
			return jsonResponse(c, toTarget(updated));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/users/:userId/targets/:targetId',
			scopes: ['users.write'],
			audit: 'target.delete',
			params: { userId: uid, targetId: uid }
		},
		(call) => {
			call.store.targets.delete(findTarget(call).id);
			return call.c.body(null, 204);
		}
	)
];

function findTarget(call: Call & { params: { userId: string; targetId: string } }): Target {
	const target = call.store.targets.byId(findUser(call).id, call.params.targetId);
	if (!target) throw new UserError('user_target_not_found');
	return target;
}

function checkIdentifier(providerType: Target['providerType'], identifier: string): void {
	if (providerType === 'email' && !accepts(email, identifier)) {
		throw new GeneralError('general_invalid_email');
	}
	if (providerType === 'sms' && !accepts(phone, identifier)) {
		throw new GeneralError('general_invalid_phone');
	}
}
