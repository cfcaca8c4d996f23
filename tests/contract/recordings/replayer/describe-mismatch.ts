import type { StepResult } from './replay-scenario.ts';
import type { Scenario } from './scenario.ts';

const LONGEST = 400;

/** What a developer needs to see: where it stands, what was asked, what is different. */
export function describeMismatch({ file }: Scenario, { step, mismatches }: StepResult): string {
	const { method, path, caller } = step.request;
	const places = mismatches.map(({ at, expected, got }) =>
		[`  ${at}`, `    expected  ${shorten(expected)}`, `    got       ${shorten(got)}`].join('\n')
	);
	const head = `tests/contract/recordings/${file}:${step.line}  ${step.title}`;
	return [head, `  ${method} ${path} as ${caller.role}`, ...places].join('\n');
}

function shorten(text: string) {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
