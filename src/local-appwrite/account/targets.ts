import { toTarget } from '../auth/models/target.ts';
import { describeUserAgent } from '../auth/user-agent.ts';
import { GeneralError } from '../core/errors.ts';
import { createId } from '../core/secrets.ts';
import { currentUser } from '../http/caller.ts';
import { endpoint, type Call } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';
import { visitorOf } from '../http/visitor.ts';
import { customId, optional, text, uid } from '../params/validators.ts';
import { UserError } from '../store/errors.ts';
import type { Target } from '../store/targets.ts';

/** `/account/targets`: devices that take push messages. */
export const targets = [
	endpoint(
		{
			method: 'POST',
			path: '/account/targets/push',
			scopes: ['targets.write'],
			audit: 'target.create',
			params: { targetId: customId, identifier: text(255), providerId: optional(uid, '') }
		},
		(call) => {
			const { c, caller, clock, params, store } = call;
			const { targetId, identifier, providerId } = params;
			const target = store.targets.add({
				id: targetId === 'unique()' ? createId(clock.now()) : targetId,
				userId: currentUser(caller).id,
				name: deviceOf(call),
				providerId: providerId || null,
				providerType: 'push',
				identifier,
				sessionId: caller.session?.id ?? null
			});
			return jsonResponse(c, toTarget(target), 201);
		}
	),

	endpoint(
		{
			method: 'PUT',
			path: '/account/targets/:targetId/push',
			scopes: ['targets.write'],
			audit: 'target.update',
			params: { targetId: uid, identifier: text(255) }
		},
		(call) => {
			const { c, params, store } = call;
			const { id } = findTarget(call);
			const { identifier } = params;
			const target = store.targets.update(id, { name: deviceOf(call), identifier });
			// Appwrite fails over an identifier that another target has.
			if (!target) throw new GeneralError('general_unknown');
			return jsonResponse(c, toTarget(target));
		}
	),

	endpoint(
		{
			method: 'DELETE',
			path: '/account/targets/:targetId/push',
			scopes: ['targets.write'],
			audit: 'target.delete',
			params: { targetId: uid }
		},
		(call) => {
			const { c, store } = call;
			store.targets.delete(findTarget(call).id);
			return c.body(null, 204);
		}
	)
];

/** Somebody else's target is none. */
function findTarget({ caller, params, store }: Call & { params: { targetId: string } }): Target {
	const target = store.targets.byId(currentUser(caller).id, params.targetId);
	if (!target) throw new UserError('user_target_not_found');
	return target;
}

/** `Apple iPhone`, and a single space for what has neither brand nor model. */
function deviceOf({ c, caller }: Call): string {
	const { deviceBrand, deviceModel } = describeUserAgent(visitorOf(c, caller).userAgent);
	return `${deviceBrand} ${deviceModel}`;
}
