import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultKind } from './faults.ts';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=UTF-8' };
const HTML_TYPE = { 'Content-Type': 'text/html; charset=UTF-8' };

/** Between two bytes of a dripping answer: shorter than any deadline for the next piece. */
const DRIP_MS = 300;
const SLOW_MS = 5000;

const LONG_BODY = `{"$id":"${'0123456789'.repeat(100)}"}`;

const bodies: Record<string, string> = {
	null: 'null',
	list: '[]',
	object: '{}',
	empty: '',
	malformed: '{"$id":"6a60e1c2'
};

interface FaultOptions {
	/** The right answer, for the fault that only comes late with it. */
	serve: () => void;
	/** The version that an error names. */
	release: string;
}

/**
 * Answers a request badly on purpose.
 */
export function sendFault(
	kind: FaultKind,
	request: IncomingMessage,
	response: ServerResponse,
	{ serve, release }: FaultOptions
): void {
	if (typeof kind === 'number') return sendError(response, kind, release);

	switch (kind) {
		case 'hang':
			return;
		case 'hang-body':
			response.writeHead(200, JSON_TYPE).write(LONG_BODY.slice(0, 100));
			return;
		case 'reset':
			request.socket.resetAndDestroy();
			return;
		case 'drip':
			return drip(response);
		case 'cut':
			response.writeHead(200, { ...JSON_TYPE, 'Content-Length': LONG_BODY.length });
			response.write(LONG_BODY.slice(0, 100), () => request.socket.destroy());
			return;
		case 'slow':
			setTimeout(serve, SLOW_MS).unref();
			return;
		case 'no-content':
			response.writeHead(204).end();
			return;
		case 'redirect':
			response.writeHead(307, { Location: otherOrigin(request) + request.url }).end();
			return;
		case 'html':
			response.writeHead(200, HTML_TYPE).end('<!doctype html><title>Hello</title><h1>Hello</h1>');
			return;
		default:
			response.writeHead(200, JSON_TYPE).end(bodies[kind]);
	}
}

function sendError(response: ServerResponse, code: number, release: string): void {
	const type = code === 429 ? 'general_rate_limit_exceeded' : 'general_unknown';
	const body = {
		message: 'This went wrong because it was asked to.',
		code,
		type,
		version: release
	};
	response.writeHead(code, JSON_TYPE).end(JSON.stringify(body));
}

/** Byte by byte, so that something arrives all the time and the answer never does. */
function drip(response: ServerResponse): void {
	let sent = 0;
	response.writeHead(200, JSON_TYPE);
	const timer = setInterval(() => {
		response.write(LONG_BODY.charAt(sent));
		sent += 1;
		if (sent === LONG_BODY.length) response.end();
	}, DRIP_MS).unref();
	response.once('close', () => clearInterval(timer));
}

/** The same server under its other name: who follows there has handed its key to another host. */
function otherOrigin({ headers, socket }: IncomingMessage): string {
	const isNamed = headers.host?.startsWith('localhost');
	return `http://${isNamed ? '127.0.0.1' : 'localhost'}:${socket.localPort}`;
}
