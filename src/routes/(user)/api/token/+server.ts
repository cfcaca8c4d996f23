import { BROWSER_TOKENS } from '$app/env/private';
import { error, json } from '@sveltejs/kit';
import { jwtAnswer } from '$lib/server/appwrite/responses';
import { createSessionClient } from '$lib/server/session/clients';
import { isConfirmed } from '$lib/server/session/confirmation';
import { limitToken } from '$lib/server/limits/rate-limiter';
import { requireUser } from '$lib/server/session/guards';
import { problemOf } from '$lib/server/forms/problem';
import { problem } from '$lib/server/web/problem';
import type { RequestHandler } from './$types';

/** Appwrite's default, too. */
const SECONDS = 15 * 60;

/**
 * `{jwt, expiresAt}`: lets the browser's own Appwrite SDK act as the signed-in user (`client.setJWT`) for a quarter of
 * an hour, or until the session ends. Whoever holds the JWT may do all that Appwrite lets a user do, password and
 * second factor included, past every check of this app. So there are none without BROWSER_TOKENS, and none for a
 * session whose owner has not shown lately that it is them. Allow the endpoint in `connect-src` of svelte.config.js.
 */
export const POST: RequestHandler = async (event) => {
	if (!BROWSER_TOKENS) error(404, { message: 'Not Found' });
	const user = requireUser(event);
	if (!user.isAnonymous && !isConfirmed(event, user))
		return problem(403, 'Confirm first that it is you.', { confirm: '/account/confirm' });
	try {
		await limitToken(user.id);
		const expiresAt = new Date(Date.now() + SECONDS * 1000).toISOString();
		const { account, check } = createSessionClient(event);
		const { jwt } = check(jwtAnswer, await account.createJWT({ duration: SECONDS }));
		return json({ jwt, expiresAt });
	} catch (thrown) {
		return problemOf(event, thrown);
	}
};
