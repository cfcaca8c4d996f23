import { parseJson, parseObject } from './parse-json.ts';
import type { Caller, RecordedRequest, Step } from './scenario.ts';

const REQUEST_LINE = /^([A-Z]+) (\S+) as (guest|key|session|jwt)(?: (\S+))?$/;

/** Reads `POST /account/sessions/email as key`. */
export function parseRequestLine(line: string): RecordedRequest {
	const [, method = '', path = '', role, secret] = REQUEST_LINE.exec(line) ?? [];
	if (!role) throw new Error(`this is no request line: ${line}`);

	return {
		method,
		path,
		caller: { role: role as Caller['role'], ...(secret && { secret }) },
		behindOrigin: false,
		query: {},
		headers: {},
		body: null
	};
}

/** Reads a line between the request line and the expected status. */
export function parseRequestOption(step: Step, line: string) {
	const { request } = step;
	if (/^[{[]/.test(line)) {
		request.body = { json: parseJson(line) };
		return;
	}

	const header = /^([a-z-]+):(?: (.*))?$/.exec(line);
	if (header?.[1]) {
		request.headers[header[1]] = header[2] ?? '';
		return;
	}

	const [word = ''] = line.split(/\s/, 1);
	const rest = line.slice(word.length + 1);
	if (word === 'without') request.headers[rest] = null;
	else if (word === 'query') request.query = parseObject(rest);
	else if (word === 'raw') request.body = { text: rest };
	else if (word === 'wait') step.wait = Number(rest);
	else if (word === 'eventually') step.eventually = Number(rest);
	else if (line === 'behind origin') request.behindOrigin = true;
	else throw new Error(`"${word}" is no word for a request`);
}
