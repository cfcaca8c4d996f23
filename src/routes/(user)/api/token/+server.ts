import { json } from '@sveltejs/kit';
import { jwtAnswer } from '$lib/server/answers';
import { createSessionClient } from '$lib/server/appwrite';
import { requireUser } from '$lib/server/guards';
import { problem } from '$lib/server/problem';
import { toRefusal } from '$lib/server/refusals';
import type { RequestHandler } from './$types';

/** Appwrite's default, too. */
const SECONDS = 15 * 60;

/**
 * `{jwt, expiresAt}`: lets the browser's own Appwrite SDK act as the signed-in user for a quarter of an hour
 * (`client.setJWT`), or until the session ends; the session itself stays out of its reach. For that, add the
 * endpoint to `connect-src` in svelte.config.js.
 */
export const POST: RequestHandler = async (event) => {
	requireUser(event);
	try {
		const expiresAt = new Date(Date.now() + SECONDS * 1000).toISOString();
		const { account, check } = createSessionClient(event);
		const { jwt } = check(jwtAnswer, await account.createJWT({ duration: SECONDS }));
		return json({ jwt, expiresAt });
	} catch (thrown) {
		const refusal = toRefusal(thrown);
		if (!refusal) throw thrown;
		return problem(refusal.status, refusal.message);
	}
};
