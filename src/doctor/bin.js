import { fileURLToPath } from 'node:url';
import { loadEnv, runnerImport } from 'vite';
import '../sync.js';

// Node 20 cannot read TypeScript; Vite, which is here anyway, can. It also knows where settings may stand.
const doctor = fileURLToPath(new URL('doctor.ts', import.meta.url));
const { module } = await runnerImport(doctor, { logLevel: 'error' });
/** @type {import('./doctor.ts').Finding[]} */
const findings = await module.examine(loadEnv('development', process.cwd(), ''));

for (const { isWrong, text } of findings) console.log(`${isWrong ? 'wrong' : 'ok   '}  ${text}`);
process.exitCode = findings.some(({ isWrong }) => isWrong) ? 1 : 0;
