import { parseAnswerLine } from './parse-answer.ts';
import { parseNeed } from './parse-needs.ts';
import { parseRequestLine, parseRequestOption } from './parse-request.ts';
import type { Scenario, Step } from './scenario.ts';

/**
 * Reads a fixture; its form is described in the README beside it. A line that is not understood is
 * an error that names file and line.
 */
export function parseScenario(file: string, text: string): Scenario {
	const scenario: Scenario = {
		file,
		title: '',
		needs: {
			settings: {},
			mockPhones: {},
			keys: {},
			mail: false,
			oidc: false,
			rateLimits: false
		},
		steps: []
	};
	let readLine = (line: string) => readHead(scenario, line);

	for (const { line, number } of joinLines(text)) {
		try {
			if (line.startsWith('### ')) readLine = startStep(scenario, line.slice(4), number);
			else readLine(line);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			throw new Error(`${file}:${number}: ${reason}`, { cause: error });
		}
	}

	if (!scenario.title) throw new Error(`${file}:1: there is no title`);
	const unfinished = scenario.steps.find((step) => step.expected.status === 0);
	if (unfinished) throw new Error(`${file}:${unfinished.line}: the step expects no status`);
	return scenario;
}

/** Logical lines: JSON goes on in lines that are indented or close a bracket; blanks and `//` are dropped. */
function joinLines(text: string) {
	const lines: { line: string; number: number }[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		if (line.trim() === '' || line.startsWith('//')) continue;

		const previous = lines.at(-1);
		if (previous && /^[\s\]}]/.test(line)) previous.line += `\n${line}`;
		else lines.push({ line, number: index + 1 });
	}
	return lines;
}

function readHead(scenario: Scenario, line: string) {
	if (line.startsWith('# ')) scenario.title = line.slice(2);
	else parseNeed(scenario.needs, line);
}

/** Begins a step and gives what reads its lines: the request line, options, then after the status the answer. */
function startStep(scenario: Scenario, title: string, number: number) {
	let step: Step | undefined;

	return (line: string) => {
		if (!step) {
			step = newStep(title, number, line);
			scenario.steps.push(step);
		} else if (step.expected.status) {
			parseAnswerLine(step, line);
		} else if (/^\d{3}$/.test(line)) {
			step.expected.status = Number(line);
		} else {
			parseRequestOption(step, line);
		}
	};
}

function newStep(title: string, line: number, requestLine: string): Step {
	return {
		title,
		line,
		request: parseRequestLine(requestLine),
		expected: {
			status: 0,
			headers: { values: {}, cookies: {} },
			absent: [],
			body: { kind: 'empty' },
			mail: null
		},
		wait: 0,
		eventually: 0,
		captures: {}
	};
}
