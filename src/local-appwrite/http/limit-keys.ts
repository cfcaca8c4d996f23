import type { Context } from 'hono';
import type { Caller } from './caller.ts';
import type { Declaration } from './endpoint.ts';
import { visitorOf } from './visitor.ts';

/**
 * Fills in the templates of a route's keys. A parameter that was not sent leaves its placeholder where it stands,
 * so that all who leave it out share a counter.
 */
export function limitKeys(
	c: Context,
	caller: Caller,
	{ limit, path }: Declaration,
	sent: Map<string, unknown>
): string[] {
	const known = new Map([
		['{url}', `${new URL(c.req.url).hostname}/v1${path}`],
		['{ip}', visitorOf(c, caller).ip],
		['{method}', c.req.method],
		['{userId}', caller.user?.id ?? '']
	]);
	for (const [name, value] of sent) {
		if (value) known.set(`{param-${name}}`, paramText(value));
	}

	const keys = limit?.keys ?? [];
	return keys.map((key) =>
		key.replace(/\{[\w-]+\}/g, (placeholder) => known.get(placeholder) ?? placeholder)
	);
}

function paramText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
