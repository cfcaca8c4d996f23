import { afterAll, it } from 'vitest';
import { openRecordings } from './recordings/open-recordings.ts';

const { scenarios, optionsOf, replay, close } = openRecordings('1.9');

afterAll(async () => console.log(await close()));

for (const scenario of scenarios) {
	const { file, title } = scenario;
	it(`${file}: ${title} [DV-07]`, optionsOf(scenario), (context) => replay(scenario, context));
}
