import type { Context } from 'hono';
import { GeneralError } from '../core/errors.ts';

const MOST_BYTES = 1024 * 1024;

/**
 * What the client sent: of a GET its query, of all else its body and nothing but its body, and in both cases the
 * path's own parameters. A map, as the names come from outside.
 */
export async function readSentParams(c: Context): Promise<Map<string, unknown>> {
	const reads = ['GET', 'HEAD'].includes(c.req.method);
	const sent = reads ? readQuery(new URL(c.req.url).search) : await readBody(c);
	for (const [name, value] of Object.entries(c.req.param())) sent.set(name, value);
	return sent;
}

async function readBody(c: Context): Promise<Map<string, unknown>> {
	const [type] = (c.req.header('content-type') ?? '').toLowerCase().split(';');
	if (type === 'application/json') return readJson(await readText(c));
	if (type === 'application/x-www-form-urlencoded') return readQuery(await readText(c));
	return new Map();
}

async function readText(c: Context): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of c.req.raw.body ?? []) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) throw new GeneralError('general_bad_request');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

/** JSON that cannot be read counts as none, as do a list and `null`; Appwrite stumbles over any other value. */
function readJson(text: string): Map<string, unknown> {
	const body = parseJson(text);
	if (typeof body === 'object' && body !== null) return new Map(Object.entries(body));
	if (body === null) return new Map();
	throw new GeneralError('general_unknown');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** `name[0]=a&name[1]=b` is a list, as in PHP. */
function readQuery(search: string): Map<string, unknown> {
	const sent = new Map<string, unknown>();
	for (const [key, value] of new URLSearchParams(search)) {
		const list = /^([^[\]]+)\[\w*\]$/.exec(key)?.[1];
		if (!list) {
			sent.set(key, value);
			continue;
		}
		const items = sent.get(list);
		sent.set(list, Array.isArray(items) ? [...items, value] : [value]);
	}
	return sent;
}
