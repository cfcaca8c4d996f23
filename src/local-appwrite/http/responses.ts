import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppwriteError } from '../core/errors.ts';

/** Any other status of an error arrives as 500. */
const shownStatuses = [400, 401, 402, 403, 404, 405, 408, 409, 412, 416, 422, 429, 451, 501, 503];

/** JSON as PHP writes it: with escaped slashes. */
export function jsonResponse(
	c: Context,
	body: object,
	status: ContentfulStatusCode = 200
): Response {
	const text = JSON.stringify(body).replaceAll('/', '\\/');
	return c.body(text, status, { 'Content-Type': 'application/json; charset=UTF-8' });
}

interface ErrorOptions {
	/** The version that the answer names. */
	release: string;
	/** This route answers errors as HTML, as unknown ones do. */
	asPage?: boolean;
}

export function errorResponse(
	c: Context,
	error: AppwriteError,
	{ release, asPage = false }: ErrorOptions
): Response {
	c.header('Cache-Control', 'no-cache, no-store, must-revalidate');
	c.header('Expires', '0');
	c.header('Pragma', 'no-cache');

	const shown = shownStatuses.includes(error.status);
	const code = (shown ? error.status : 500) as ContentfulStatusCode;
	const message = shown ? error.message : 'Server Error';
	if (asPage) return errorPage(c, message, code);
	return jsonResponse(c, { message, code, type: error.type, version: release }, code);
}

function errorPage(c: Context, message: string, status: ContentfulStatusCode): Response {
	const text = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	const page = `<!doctype html><title>Error</title><h1>Error ${status}</h1><p>${text}</p>`;
	return c.body(page, status, { 'Content-Type': 'text/html; charset=UTF-8' });
}
