import type { RequestEvent } from '@sveltejs/kit';
import { requireRecentConfirmation } from '$lib/server/session/guards';
import { keepDraft } from './draft';

/**
 * An action for what takes a recent confirmation. Whoever has to confirm first comes back to what they typed, except
 * for passwords and codes.
 *
 * @param action as `formAction` makes it, with guards of its own
 */
export function confirmedAction<Answer>(action: (event: RequestEvent) => Answer) {
	return async (event: RequestEvent) => {
		const { user } = event.locals;
		// Without a user, the guards of the action say why there is none.
		if (user) await requireConfirmation(event, user.id);
		return action(event);
	};
}

async function requireConfirmation(event: RequestEvent, userId: string) {
	try {
		requireRecentConfirmation(event);
	} catch (sentAway) {
		await keepDraft(event, userId);
		throw sentAway;
	}
}
