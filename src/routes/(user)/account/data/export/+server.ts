import { exportAccount } from './export.server';
import { requireRecentConfirmation } from '$lib/server/session/guards';
import { problemOf } from '$lib/server/forms/problem';
import { limitExport } from '$lib/server/limits/rate-limiter';
import type { RequestHandler } from './$types';

/** A file with everything that is kept of the signed-in user. */
export const GET: RequestHandler = async (event) => {
	const user = requireRecentConfirmation(event, '/account/data');
	try {
		await limitExport(user.id);
	} catch (thrown) {
		return problemOf(event, thrown);
	}
	const data = await exportAccount(event, user);
	const name = `account-${data.exportedAt.slice(0, 10)}.json`;
	return new Response(JSON.stringify(data, null, '\t'), {
		headers: {
			'content-type': 'application/json',
			'content-disposition': `attachment; filename="${name}"`
		}
	});
};
