import type { Service } from '../http/service.ts';
import { healthRoutes } from './health.ts';
import { ping } from './ping.ts';

/** Health: whether the server is there, and its version. */
export const health: Service = {
	name: 'health',
	scopes: { keys: ['health.read'], grantable: ['health.read'] },
	endpoints: [...healthRoutes, ...ping]
};
