import { endpoint } from '../http/endpoint.ts';
import { ProjectError } from '../project/errors.ts';

/** `/ping` */
export const ping = [
	endpoint(
		{
			method: 'GET',
			path: '/ping',
			scopes: ['global'],
			inConsole: new ProjectError('project_not_found')
		},
		({ c }) => c.body('Pong!', 200, { 'Content-Type': 'text/plain; charset=UTF-8' })
	)
];
