import { finishOAuth } from '$lib/server/providers/oauth';
import type { RequestHandler } from './$types';

/** Where Appwrite sends people back to from a provider. */
export const GET: RequestHandler = (event) => finishOAuth(event);
