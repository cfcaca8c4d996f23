import type { APIRequestContext } from '@playwright/test';

/** Sends a form as a browser without JavaScript does, and stops where it would be led on. */
export function postForm(
	request: APIRequestContext,
	origin = '',
	path: string,
	form: Record<string, string> = {}
) {
	const headers = { accept: 'text/html', origin };
	return request.post(path, { form, headers, maxRedirects: 0 });
}
