import { redirect } from '@sveltejs/kit';
import { signOut } from '$lib/server/session/session';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const isConfirmed = await signOut(event);
	redirect(303, isConfirmed ? '/' : '/?notice=signed-out-here');
};
