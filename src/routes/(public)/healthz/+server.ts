import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The process is up. Asks nobody else, so that an outage of Appwrite restarts nothing. */
export const GET: RequestHandler = () => text('ok', { headers: { 'cache-control': 'no-store' } });
