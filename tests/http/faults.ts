import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Stands in every answer that goes wrong; nobody may ever see it. */
export const CANARY = 'CANARY-7f3a';

/** Answers instead of Appwrite; `pass` asks it after all. */
export type Fault = (
	request: IncomingMessage,
	response: ServerResponse,
	pass: () => void
) => unknown;

const JSON_TYPE = 'application/json';
const half = `{"$id":"${CANARY}`;

function answer(status: number, body: string, type = JSON_TYPE): RequestListener {
	return (_, response) => response.writeHead(status, { 'content-type': type }).end(body);
}

function refusal(code: number, type: string): RequestListener {
	return answer(code, JSON.stringify({ message: CANARY, code, type, version: '1.9.6' }));
}

/** For calls with this header only, and for reads only if asked. */
function only(header: string, fault: Fault, method?: string): Fault {
	return (request, response, pass) => {
		const isMeant = request.headers[header] && (!method || request.method === method);
		return isMeant ? fault(request, response, pass) : pass();
	};
}

function begin(response: ServerResponse) {
	response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': 5_000 });
	response.write(half);
}

const reset: Fault = (request) => request.socket.resetAndDestroy();

const drip: Fault = (_, response) => {
	begin(response);
	const timer = setInterval(() => response.write(' '), 300);
	response.on('close', () => clearInterval(timer));
};

const cut: Fault = (request, response) => {
	begin(response);
	setTimeout(() => request.socket.destroy(), 20);
};

/** Turn about, so that both halves are seen in every run. */
export function flapping(): Fault {
	let calls = 0;
	return (request, response, pass) => (calls++ % 2 ? pass() : reset(request, response, pass));
}

/** No answer, or none that can be believed: nothing is known. By what happens on the wire. */
export const outages: Record<string, Fault> = {
	hang: () => undefined,
	'hang in the middle': (_, response) => begin(response),
	drip,
	slow: (_request, _response, pass) => setTimeout(pass, 5_000),
	reset,
	cut,
	'status 500': refusal(500, 'general_unknown'),
	'503 as JSON': refusal(503, 'general_server_error'),
	'503 as HTML': answer(503, `<h1>${CANARY}</h1>`, 'text/html'),
	'status 429': refusal(429, 'general_rate_limit_exceeded'),
	'half an object': answer(200, half),
	'empty JSON': answer(200, ''),
	'200 as HTML': answer(200, `<h1>${CANARY}</h1>`, 'text/html'),
	null: answer(200, 'null'),
	'a list': answer(200, '[]'),
	'an empty object': answer(200, '{}'),
	// Which is the right answer to a deletion.
	'no content': ({ method }, response, pass) =>
		method === 'DELETE' ? pass() : response.writeHead(204).end(),
	'a foreign prototype': answer(200, `{"__proto__":{"$id":"${CANARY}"}}`)
};

/** What Appwrite says of a session, or of us. */
export const refusals: Record<string, Fault> = {
	'session revoked': only('x-appwrite-session', refusal(401, 'general_unauthorized_scope')),
	'user blocked': only('x-appwrite-session', refusal(403, 'user_blocked')),
	'second factor wanted': only(
		'x-appwrite-session',
		refusal(401, 'user_more_factors_required'),
		'GET'
	),
	'key refused': only('x-appwrite-key', refusal(401, 'user_unauthorized')),
	'project unknown': refusal(404, 'project_not_found')
};

/** To another host, which must be shown neither the key nor a session. */
export function redirectTo(origin: string): Fault {
	return (request, response) =>
		response.writeHead(307, { location: origin + (request.url ?? '') }).end();
}
