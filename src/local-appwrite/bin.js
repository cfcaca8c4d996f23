import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import '../sync.js';

// Node 20 cannot read TypeScript; Vite, which is here anyway, can.
const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const { module } = await runnerImport(cli, { logLevel: 'error' });
await module.run(process.argv.slice(2));
