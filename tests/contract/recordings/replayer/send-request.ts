import type { Moment } from './placeholders.ts';
import type { Caller, Json, RecordedRequest } from './scenario.ts';
import type { Target } from './target.ts';

export interface Answer extends Moment {
	status: number;
	headers: Headers;
	text: string;
}

const USER_AGENT =
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const DEADLINE = 30_000;

/** Sends a request as the recording did; `address` is the visitor's. Redirects are not followed. */
export async function sendRequest(
	request: RecordedRequest,
	target: Target,
	address: string
): Promise<Answer> {
	const sentAt = Date.now();
	const response = await fetch(requestUrl(request, target), {
		method: request.method,
		headers: requestHeaders(request, target, address),
		body: requestBody(request),
		redirect: 'manual',
		signal: AbortSignal.timeout(DEADLINE)
	});

	const text = await response.text();
	const headers = new Headers(response.headers);
	// Nothing has a type of its own; what a server says of it is no part of the contract.
	if (text === '') headers.delete('content-type');
	return { status: response.status, headers, text, sentAt, receivedAt: Date.now() };
}

function requestUrl({ path, query, behindOrigin }: RecordedRequest, { endpoint }: Target) {
	if (isAbsolute(path)) return path;

	const base = behindOrigin ? new URL(endpoint).origin : endpoint;
	const search = new URLSearchParams(Object.entries(query).flatMap(flattenParameter)).toString();
	return search ? `${base}${path}?${search}` : `${base}${path}`;
}

/** An array becomes `name[0]`, `name[1]`, …, an object its JSON. */
function flattenParameter([name, value]: [string, Json]): [string, string][] {
	if (Array.isArray(value)) {
		return value.flatMap((item, index) => flattenParameter([`${name}[${index}]`, item]));
	}
	return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
}

function requestHeaders(request: RecordedRequest, target: Target, address: string) {
	const headers = new Headers({ 'user-agent': USER_AGENT, 'x-forwarded-for': address });
	if (request.body) headers.set('content-type', 'application/json');
	if (!isAbsolute(request.path)) setAppwriteHeaders(headers, request.caller, target);

	for (const [name, value] of Object.entries(request.headers)) {
		if (value === null) headers.delete(name);
		else headers.set(name, value);
	}
	return headers;
}

function setAppwriteHeaders(headers: Headers, { role, secret }: Caller, target: Target) {
	headers.set('x-appwrite-project', target.projectId);
	headers.set('x-appwrite-response-format', '1.9.5');
	if (role !== 'guest') headers.set(`x-appwrite-${role}`, secret ?? target.apiKey);
}

function requestBody({ body }: RecordedRequest) {
	if (!body) return null;
	return 'text' in body ? body.text : JSON.stringify(body.json);
}

/** Someone's browser following a redirect, or the provider: no call of the API by its client. */
function isAbsolute(path: string) {
	return path.startsWith('http');
}
