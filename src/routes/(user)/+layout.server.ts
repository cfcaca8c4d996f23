import { takeDraft } from '$lib/server/forms/draft';
import { requireUser } from '$lib/server/session/guards';
import { hasDetour } from '$lib/server/session/detour';
import type { LayoutServerLoad } from './$types';

/** Shows the app's own error page while Appwrite cannot be asked, also for pages without a load. */
export const load: LayoutServerLoad = (event) => ({
	user: requireUser(event),
	draft: takeDraft(event),
	/** Whether other pages are closed until this one has been dealt with. */
	isDetour: hasDetour(event)
});
