import type { Message } from './mailbox.ts';
import type { Answer } from './send-request.ts';

/** The value that a `capture` line names; nothing if it is not there. */
export function findCaptured(
	where: string,
	answer: Answer,
	message: Message | undefined
): string | undefined {
	const { headers, text } = answer;
	const [kind, name = ''] = splitOnce(where);
	if (kind === 'header') return headers.get(name) ?? undefined;
	if (kind === 'location') return parameterOf(headers.get('location'), name);
	if (kind === 'cookie') return cookieValue(headers, name);
	if (kind === 'fallback') return firstValue(headers.get('x-fallback-cookies'));
	if (kind === 'mail') return message && fromMessage(message, name);
	if (kind === 'inner') return innerSecret(valueAt(text, name));
	return valueAt(text, where);
}

function splitOnce(where: string): [string, string?] {
	const colon = where.indexOf(':');
	return colon < 0 ? [where] : [where.slice(0, colon), where.slice(colon + 1)];
}

function fromMessage(message: Message, name: string) {
	const [link] = message.links;
	if (name === 'otp') return message.otp ?? undefined;
	return name === 'link' ? link : parameterOf(link, name);
}

function parameterOf(address: string | null | undefined, name: string) {
	return address ? (new URL(address).searchParams.get(name) ?? undefined) : undefined;
}

function cookieValue(headers: Headers, name: string) {
	const header = headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`));
	return header && decodeURIComponent(header.slice(name.length + 1).replace(/;.*/, ''));
}

function firstValue(json: string | null) {
	const [value] = Object.values(JSON.parse(json ?? '{}'));
	return value === undefined ? undefined : String(value);
}

/** The `secret` inside of base64 JSON. */
function innerSecret(base64: string | undefined) {
	return base64 && valueAt(Buffer.from(base64, 'base64').toString(), 'secret');
}

/** The value at a dotted path of a JSON text. */
function valueAt(json: string, path: string) {
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch {
		return undefined;
	}
	for (const key of path.split('.')) value = (value as Record<string, unknown> | null)?.[key];
	return value === undefined || value === null ? undefined : String(value);
}
