import { setTimeout as sleep } from 'node:timers/promises';
import { applyNeeds } from './apply-needs.ts';
import { findCaptured } from './capture.ts';
import { awaitMessage, listMessages, matchMessage, type Message } from './mailbox.ts';
import { matchAnswer } from './match-answer.ts';
import type { Mismatch } from './match-json.ts';
import type { Scenario, Step } from './scenario.ts';
import { sendRequest, type Answer } from './send-request.ts';
import type { Target } from './target.ts';
import { waitForRoomInPeriod } from './totp.ts';
import { Variables } from './variables.ts';

export interface StepResult {
	step: Step;
	mismatches: Mismatch[];
}

/** Replays a scenario step by step; whoever stops asking for more ends it, and the project is put back. */
export async function* replayScenario(
	scenario: Scenario,
	target: Target
): AsyncGenerator<StepResult> {
	const variables = new Variables(target);
	const putBack = await applyNeeds(scenario.needs, target, variables);
	try {
		for (const step of scenario.steps) {
			const lastLimitOnly = !scenario.needs.rateLimits;
			yield { step, mismatches: await replayStep(step, target, variables, lastLimitOnly) };
		}
	} finally {
		await putBack();
	}
}

async function replayStep(
	step: Step,
	target: Target,
	variables: Variables,
	lastLimitOnly: boolean
): Promise<Mismatch[]> {
	await sleep(step.wait * 1000);
	if (JSON.stringify(step.request).includes('totp:')) await waitForRoomInPeriod();

	const request = variables.fillAll(step.request);
	const expected = variables.fillAll(step.expected);
	const { mail } = expected;
	const before = mail ? await listMessages(target, mail.to) : [];

	const deadline = Date.now() + step.eventually * 1000;
	let answer = await sendRequest(request, target, variables.fill('{{ip}}'));
	let mismatches = matchAnswer(expected, answer, lastLimitOnly);
	while (mismatches.length > 0 && Date.now() < deadline) {
		await sleep(200);
		answer = await sendRequest(request, target, variables.fill('{{ip}}'));
		mismatches = matchAnswer(expected, answer, lastLimitOnly);
	}

	const message = mail ? await awaitMessage(target, mail, before) : undefined;
	return [
		...mismatches,
		...(mail ? matchMessage(mail, message, answer) : []),
		...captureValues(step.captures, answer, message, variables)
	];
}

function captureValues(
	captures: Step['captures'],
	answer: Answer,
	message: Message | undefined,
	variables: Variables
): Mismatch[] {
	const missing: Mismatch[] = [];
	for (const [name, where] of Object.entries(captures)) {
		const value = findCaptured(variables.fill(where), answer, message);
		if (value === undefined) missing.push({ at: where, expected: `{{${name}}}`, got: 'nothing' });
		else variables.set(name, value);
	}
	return missing;
}
