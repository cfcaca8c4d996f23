import { readdirSync, readFileSync } from 'node:fs';
import { expect, type TestContext } from 'vitest';
import { changesProject } from './replayer/apply-needs.ts';
import { describeMismatch } from './replayer/describe-mismatch.ts';
import { parseScenario } from './replayer/parse-scenario.ts';
import { replayScenario } from './replayer/replay-scenario.ts';
import type { Scenario } from './replayer/scenario.ts';
import type { RecordedVersion, Target } from './replayer/target.ts';
import { openTargets } from './replayer/targets.ts';

/** A scenario of a later folder takes the place of the one of the same name before it. */
const folders: Record<RecordedVersion, string[]> = {
	'1.9': ['tests/contract/recordings'],
	'2.0': ['tests/contract/recordings', 'tests/contract/recordings-2']
};

/** The scenarios that were recorded of this version, or hold for it too, and what it takes to test each of them. */
export function openRecordings(version: RecordedVersion) {
	const tally: string[] = [];
	const targets = openTargets(version);

	return {
		scenarios: readScenarios(version),

		optionsOf: ({ needs }: Scenario) => ({
			concurrent: !changesProject(needs),
			// The longest one waits for a minute until a session is over.
			timeout: 120_000
		}),

		/** Fails at the first step that is not answered as it was recorded. */
		async replay(scenario: Scenario, { skip }: TestContext): Promise<void> {
			const target = await targets.find(scenario.needs);
			if (!target) return skip('a real project of another version, or one that is not changed');
			await replay(scenario, target, tally);
		},

		/** Answers how many steps of each scenario were equal. */
		async close(): Promise<string> {
			await targets.close();
			return tally.sort().join('\n');
		}
	};
}

function readScenarios(version: RecordedVersion): Scenario[] {
	const paths = new Map<string, string>();
	for (const folder of folders[version]) {
		const files = readdirSync(folder).filter((file) => file.endsWith('.http'));
		for (const file of files) paths.set(file, `${folder}/${file}`);
	}
	return [...paths].map(([file, path]) => parseScenario(file, readFileSync(path, 'utf8')));
}

async function replay(scenario: Scenario, target: Target, tally: string[]): Promise<void> {
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
