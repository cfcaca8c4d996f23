import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { problemOf } from '$lib/server/forms/problem';
import { problem } from '$lib/server/web/problem';
import { loginRefusals } from '$lib/server/forms/error-messages';
import { readJson } from '$lib/server/web/request-body';
import { loginForm } from '$lib/server/forms/schemas';
import { logIn, signOut } from '$lib/server/session/session';
import { afterSignIn } from '$lib/server/slots/after-sign-in';
import type { RequestHandler } from './$types';

/** `{email, password}` as JSON: a session in a cookie, and 303 to the user. */
export const POST: RequestHandler = async (event) => {
	let account: string | undefined;
	try {
		const { success, output } = v.safeParse(loginForm, await readJson(event.request));
		if (!success) return problem(400, 'Send {"email": …, "password": …} as application/json.');
		account = output.email;
		await logIn(event, output);
		for (const act of afterSignIn) await act(event);
	} catch (thrown) {
		return problemOf(event, thrown, { refusals: loginRefusals, account });
	}
	redirect(303, '/api/user');
};

/** Ends the session. Also where Appwrite cannot confirm it, the cookie is gone. */
export const DELETE: RequestHandler = async (event) => {
	await signOut(event);
	return new Response(null, { status: 204 });
};
