import { redirect } from '@sveltejs/kit';
import { endDevice, endOtherDevices, listDevices } from '$lib/server/devices/devices';
import { formAction } from '$lib/server/forms/form';
import { requireUser } from '$lib/server/session/guards';
import { deviceForm, emptyForm } from '$lib/server/forms/schemas';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireUser(event);
	return { devices: await listDevices(event) };
};

export const actions: Actions = {
	revoke: formAction(deviceForm, async ({ sessionId }, event) => {
		requireUser(event);
		await endDevice(event, sessionId);
		redirect(303, '/account/sessions?notice=device-signed-out');
	}),

	revokeOthers: formAction(emptyForm, async (_, event) => {
		requireUser(event);
		await endOtherDevices(event);
		redirect(303, '/account/sessions?notice=devices-signed-out');
	})
};
