import { listActivity } from './activity.server';
import { requireUser } from '$lib/server/session/guards';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	requireUser(event);
	const page = pageNumber(event.url);
	return { page, ...(await listActivity(event, page)) };
};

function pageNumber({ searchParams }: URL): number {
	const page = Number(searchParams.get('page') ?? 1);
	return Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1;
}
