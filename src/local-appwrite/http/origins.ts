import type { Context } from 'hono';
import type { Settings } from '../project/settings.ts';

/** The host of an origin or address, `""` if it has none, as the origin `null`. */
export function originHost(origin: string): string {
	return URL.canParse(origin) ? new URL(origin).hostname : '';
}

/** Whether pages of the request's origin may use this API and read its answers. */
export function isOriginAllowed(c: Context, { platforms }: Settings): boolean {
	const host = originHost(c.req.header('origin') ?? '');
	return platforms.includes(host) || host === new URL(c.req.url).hostname;
}
