import { endpoint } from '../http/endpoint.ts';
import { boolean, looseBoolean, uid } from '../params/validators.ts';
import { userResponse } from './users.ts';

/** What is either so or not with `/users/{userId}`. */
export const flags = [
	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/status',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, status: looseBoolean }
		},
		(call) => {
			const { userId, status } = call.params;
			return userResponse(call, call.store.users.update(userId, { status }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/verification',
			scopes: ['users.write'],
			audit: 'verification.update',
			params: { userId: uid, emailVerification: boolean }
		},
		(call) => {
			const { userId, emailVerification } = call.params;
			return userResponse(call, call.store.users.update(userId, { emailVerification }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/verification/phone',
			scopes: ['users.write'],
			audit: 'verification.update',
			params: { userId: uid, phoneVerification: boolean }
		},
		(call) => {
			const { userId, phoneVerification } = call.params;
			return userResponse(call, call.store.users.update(userId, { phoneVerification }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/mfa',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, mfa: boolean }
		},
		(call) => {
			const { userId, mfa } = call.params;
			return userResponse(call, call.store.users.update(userId, { mfa }));
		}
	),

	endpoint(
		{
			method: 'PATCH',
			path: '/users/:userId/impersonator',
			scopes: ['users.write'],
			audit: 'user.update',
			params: { userId: uid, impersonator: looseBoolean }
		},
		(call) => {
			const { userId, impersonator } = call.params;
			return userResponse(call, call.store.users.update(userId, { impersonator }));
		}
	)
];
