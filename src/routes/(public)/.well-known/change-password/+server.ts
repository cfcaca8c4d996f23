import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where password managers send people to: W3C, "A Well-Known URL for Changing Passwords". */
export const GET: RequestHandler = () => redirect(302, '/account/password');
