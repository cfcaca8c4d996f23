import { takeDraft } from '$lib/server/forms/draft';
import { requireUser } from '$lib/server/session/guards';
import type { LayoutServerLoad } from './$types';

/** Shows the app's own error page while Appwrite cannot be asked, also for pages without a load. */
export const load: LayoutServerLoad = (event) => ({
	user: requireUser(event),
	draft: takeDraft(event)
});
