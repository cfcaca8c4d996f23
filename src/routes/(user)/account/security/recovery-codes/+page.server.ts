import { redirect } from '@sveltejs/kit';
import { requireUser } from '$lib/server/session/guards';
import { takeNewRecoveryCodes } from '$lib/server/second-factor/recovery-codes';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	requireUser(event);
	const codes = takeNewRecoveryCodes(event);
	if (!codes) redirect(303, '/account/security?notice=recovery-codes-shown');
	return { codes };
};
