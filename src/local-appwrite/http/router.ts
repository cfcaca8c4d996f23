import { Hono } from 'hono';
import { AppwriteError, GeneralError } from '../core/errors.ts';
import { writeLog } from './audit.ts';
import { checkRequest, checkUnknownRoute } from './checks.ts';
import type { Call, Declaration, Endpoint } from './endpoint.ts';
import type { Resources } from './resources.ts';
import { errorResponse } from './responses.ts';
import { readPath, transport } from './transport.ts';

/** A router that answers errors as Appwrite does, and every path that it does not know. */
export function createRouter(resources: Resources): Hono {
	const { release } = resources.version;
	const router = new Hono({ getPath: readPath });
	router.use(transport(resources.store));
	router.notFound(async (c) => {
		try {
			await checkUnknownRoute(c, resources);
			throw new GeneralError('general_route_not_found');
		} catch (error) {
			return errorResponse(c, toAppwriteError(error), { release, asPage: true });
		}
	});
	router.onError((error, c) => errorResponse(c, toAppwriteError(error), { release }));
	return router;
}

/** Serves an endpoint at `/v1`, if this version of Appwrite has it. */
export function addEndpoint(
	router: Hono,
	{ declaration, handle }: Endpoint,
	resources: Resources
): void {
	const { method, path, aliases = [], feature } = declaration;
	if (feature && !resources.version.has(feature)) return;
	const addresses = [path, ...aliases].map((address) => `/v1${address}`);
	router.on(method, addresses, async (c) => {
		try {
			const call = await checkRequest(c, resources, declaration);
			const response = await handle(call);
			forgetHits(call, declaration, response.status);
			await writeLog(call, declaration, response);
			return response;
		} catch (error) {
			const { asPage } = declaration;
			const { release } = resources.version;
			return errorResponse(c, toAppwriteError(error), { release, asPage });
		}
	});
}

/** A success, with a key too, gives back the attempts that were used up before it. */
function forgetHits({ rateLimits, limitKeys }: Call, { limit }: Declaration, status: number): void {
	if (limit?.resetOn === status) rateLimits.forget(limit, limitKeys);
}

/** An unexpected error is shown to the developer and, as at Appwrite, kept from the client. */
function toAppwriteError(error: unknown): AppwriteError {
	if (error instanceof AppwriteError) return error;
	console.error(error);
	return new GeneralError('general_unknown');
}
