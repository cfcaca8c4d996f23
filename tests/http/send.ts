import { Agent, request, type OutgoingHttpHeaders } from 'node:http';

export interface Answer {
	status: number;
	/** By lower-case name. */
	headers: Record<string, string | string[] | undefined>;
	/** Each `Set-Cookie`. */
	cookies: string[];
	text: string;
}

export interface Request {
	method?: string;
	headers?: OutgoingHttpHeaders;
	body?: string | Buffer;
}

/** No connection is kept: one that the server closes in the moment of a second request would fail it. */
const agent = new Agent({ maxSockets: 20 });

/** Sends a request as it is written: no path is tidied, no header added, no redirect followed. */
export function send(
	origin: string,
	path: string,
	{ method = 'GET', headers, body }: Request = {}
) {
	return new Promise<Answer>((resolve, reject) => {
		const { hostname, port } = new URL(origin);
		// Node leaves it out where it expects no body, as of a DELETE.
		const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
		const sent = request(
			{ agent, hostname, port, path, method, headers: { ...length, ...headers } },
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () =>
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						cookies: response.headers['set-cookie'] ?? [],
						text: Buffer.concat(chunks).toString('utf8')
					})
				);
			}
		);
		sent.on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`)));
		sent.end(body);
	});
}

/** Sends a form as a browser without JavaScript does. */
export function sendForm(
	origin: string,
	path: string,
	form: Record<string, string>,
	headers: OutgoingHttpHeaders = {}
) {
	const type = 'application/x-www-form-urlencoded';
	return send(origin, path, {
		method: 'POST',
		headers: { accept: 'text/html', 'content-type': type, origin, ...headers },
		body: new URLSearchParams(form).toString()
	});
}
