import { redirect, type RequestEvent } from '@sveltejs/kit';
import { keepRedirectTo } from '$lib/redirect-to';
import { formAction } from '$lib/server/forms/form';
import {
	requireGuest,
	requireRecentConfirmation,
	requireVerified
} from '$lib/server/session/guards';
import {
	findProvider,
	isConnecting,
	providerAddress,
	startOAuth
} from '$lib/server/providers/oauth';
import { emptyForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const provider = findProvider(event.params.provider);
	// Shown after a POST only if that was refused.
	if (event.request.method === 'POST') return { provider, address: null };

	const address = await providerAddress(event, provider);
	if (address) return { provider, address };
	redirect(303, isConnecting(event) ? '/account/connections' : keepRedirectTo('/login', event.url));
};

export const actions: Actions = {
	default: formAction(emptyForm, async (_, event) => {
		const provider = findProvider(event.params.provider ?? '');
		if (isConnecting(event)) requireMayConnect(event);
		else requireGuest(event);
		await startOAuth(event, provider);
		redirect(303, keepRedirectTo(event.url.pathname, event.url));
	})
};

function requireMayConnect(event: RequestEvent) {
	requireVerified(event);
	requireRecentConfirmation(event);
}
