import { redirect } from '@sveltejs/kit';
import { disconnect, listConnections } from '$lib/server/ways-in/connections';
import { formAction } from '$lib/server/forms/form';
import { requireRecentConfirmation } from '$lib/server/session/guards';
import { providers } from '$lib/server/providers/oauth';
import { connectionRefusals } from '$lib/server/forms/error-messages';
import { connectionForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireRecentConfirmation(event);
	const connections = await listConnections(event);
	const connected = connections.map(({ provider }) => provider);
	return { connections, connectable: providers.filter(({ id }) => !connected.includes(id)) };
};

export const actions: Actions = {
	disconnect: formAction(
		connectionForm,
		async ({ identityId }, event) => {
			await disconnect(event, requireRecentConfirmation(event), identityId);
			redirect(303, '/account/connections?notice=provider-disconnected');
		},
		connectionRefusals
	)
};
