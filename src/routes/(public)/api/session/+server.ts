import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { logRefusal } from '$lib/server/session/auth-log';
import { problem } from '$lib/server/web/problem';
import { loginRefusals, toRefusal } from '$lib/server/forms/error-messages';
import { readJson } from '$lib/server/web/request-body';
import { loginForm } from '$lib/server/forms/schemas';
import { logIn, signOut } from '$lib/server/session/session';
import type { RequestHandler } from './$types';

/** `{email, password}` as JSON: a session in a cookie, and 303 to the user. */
export const POST: RequestHandler = async (event) => {
	let account: string | undefined;
	try {
		const { success, output } = v.safeParse(loginForm, await readJson(event.request));
		if (!success) return problem(400, 'Send {"email": …, "password": …} as application/json.');
		account = output.email;
		await logIn(event, output);
	} catch (thrown) {
		const refusal = toRefusal(thrown, loginRefusals);
		if (!refusal) throw thrown;
		logRefusal(event, thrown, { account });
		if (refusal.retryAfter) event.setHeaders({ 'retry-after': String(refusal.retryAfter) });
		const id = refusal.status < 500 ? undefined : event.locals.requestId;
		return problem(refusal.status, refusal.message, { id });
	}
	redirect(303, '/api/user');
};

/** Ends the session. Also where Appwrite cannot confirm it, the cookie is gone. */
export const DELETE: RequestHandler = async (event) => {
	await signOut(event);
	return new Response(null, { status: 204 });
};
