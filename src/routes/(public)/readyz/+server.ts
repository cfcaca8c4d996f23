import { json } from '@sveltejs/kit';
import { readReadiness } from './readiness.server';
import type { RequestHandler } from './$types';

/** Able to serve: 200 or 503. */
export const GET: RequestHandler = async (event) => {
	const { isReady, isDraining, appwrite } = await readReadiness(event);
	const options = { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } };
	return json({ ready: isReady, draining: isDraining, appwrite }, options);
};
