import { endpoint } from '../http/endpoint.ts';
import { jsonResponse } from '../http/responses.ts';

/** `/health` */
export const healthRoutes = [
	endpoint(
		{ method: 'GET', path: '/health', scopes: ['health.read'], inConsole: 'same' },
		({ c }) => jsonResponse(c, { name: 'http', ping: 0, status: 'pass' })
	),

	endpoint(
		{ method: 'GET', path: '/health/version', scopes: ['public'], inConsole: 'same' },
		({ c, version }) => jsonResponse(c, { version: version.release })
	)
];
