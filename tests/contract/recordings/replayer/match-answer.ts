import { matchHeaders } from './match-headers.ts';
import { matchJson, type Mismatch } from './match-json.ts';
import type { Answer } from './send-request.ts';
import type { ExpectedAnswer, ExpectedBody, Json } from './scenario.ts';

/** Everything in which an answer differs from the recorded one; variables must be filled in. */
export function matchAnswer(
	expected: ExpectedAnswer,
	answer: Answer,
	lastLimitOnly: boolean
): Mismatch[] {
	if (answer.status !== expected.status) {
		const got = `${answer.status} ${answer.text}`.trim();
		return [{ at: 'status', expected: String(expected.status), got }];
	}

	const { headers, absent } = expected;
	const expectation = { expected: headers, absent, lastLimitOnly };
	return [
		...matchHeaders(answer.headers, expectation, answer),
		...matchBody(expected.body, answer)
	];
}

function matchBody(expected: ExpectedBody, answer: Answer): Mismatch[] {
	const { text } = answer;
	if (expected.kind === 'empty') return matchJson('', text, answer, 'body');
	if (expected.kind === 'text') return matchJson(expected.value, text, answer, 'body');
	if (expected.kind === 'html') {
		if (htmlTexts(text).some((part) => part.includes(expected.contains))) return [];
		return [{ at: 'body', expected: `a page that says: ${expected.contains}`, got: text }];
	}

	const json = readJson(text);
	if (json === undefined) return [{ at: 'body', expected: 'JSON', got: text }];
	return matchJson(expected.value, json, answer, 'body');
}

/** What headings and paragraphs of a page say. */
function htmlTexts(html: string) {
	const blocks = html.matchAll(/<(h[1-6]|p)\b[^>]*>([^]*?)<\/\1>/g);
	return Array.from(blocks, ([, , inner = '']) => decodeEntities(inner.replace(/<[^>]*>/g, '')));
}

function decodeEntities(text: string) {
	const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#039': "'", '#39': "'" };
	const decoded = text.replace(/&(\w+|#\d+);/g, (whole, name) => entities[name] ?? whole);
	return decoded.replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
}

function readJson(text: string): Json | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
