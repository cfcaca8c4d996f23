import { connect } from 'node:net';

export interface RawAnswer {
	status: number;
	headers: Headers;
	body: string;
}

/**
 * Sends a request as it is written here, also one that no client would make, and gives what comes until the
 * connection ends: `lines` are the request line and the headers, to which the host and the origin are added.
 */
export async function sendRaw(origin: string, lines: string[], body = ''): Promise<RawAnswer> {
	const head = [
		...lines,
		`Host: ${new URL(origin).host}`,
		`Origin: ${origin}`,
		'Connection: close'
	];
	return sendText(origin, `${head.join('\r\n')}\r\n\r\n${body}`);
}

/** The same with the whole text given. */
export async function sendText(origin: string, text: string): Promise<RawAnswer> {
	const { hostname, port } = new URL(origin);
	const socket = connect(Number(port), hostname, () => socket.write(text));
	let answer = '';
	// A server that refuses a body may end the connection while it is still being sent.
	socket.on('error', () => {});
	socket.on('data', (chunk) => (answer += chunk));
	await new Promise((resolve) => socket.once('close', resolve));
	return parse(answer);
}

function parse(answer: string): RawAnswer {
	const [head = '', ...rest] = answer.split('\r\n\r\n');
	const [status = '', ...lines] = head.split('\r\n');
	const headers = new Headers();
	for (const line of lines) {
		const colon = line.indexOf(':');
		headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
	}
	return { status: Number(status.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
}
