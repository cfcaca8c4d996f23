import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { changesProject } from './recordings/replayer/apply-needs.ts';
import { describeMismatch } from './recordings/replayer/describe-mismatch.ts';
import { parseScenario } from './recordings/replayer/parse-scenario.ts';
import { replayScenario } from './recordings/replayer/replay-scenario.ts';
import type { Scenario } from './recordings/replayer/scenario.ts';
import type { Target } from './recordings/replayer/target.ts';
import { openTargets } from './recordings/replayer/targets.ts';

const FOLDER = 'tests/contract/recordings';

const scenarios = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.http'))
	.map((file) => parseScenario(file, readFileSync(`${FOLDER}/${file}`, 'utf8')));

const tally: string[] = [];
const targets = openTargets();

afterAll(async () => {
	await targets.close();
	console.log(tally.sort().join('\n'));
});

for (const scenario of scenarios) {
	const { file, title, needs } = scenario;
	const options = { concurrent: !changesProject(needs), timeout: 60_000 };
	it(`${file}: ${title} [DV-07]`, options, async ({ skip }) => {
		const target = await targets.find(needs);
		return target ? replay(scenario, target) : skip('a real project is not changed');
	});
}

/** Fails at the first step that is not answered as it was recorded. */
async function replay(scenario: Scenario, target: Target) {
	let equal = 0;
	try {
		for await (const result of replayScenario(scenario, target)) {
			if (result.mismatches.length > 0) expect.fail(describeMismatch(scenario, result));
			equal += 1;
		}
	} finally {
		tally.push(`${scenario.file}: ${equal}/${scenario.steps.length} steps equal`);
	}
}
