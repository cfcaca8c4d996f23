import type { Server } from 'node:http';

/** What adapter-node writes as build/index.js; svelte.config.js puts it beside ours under this name. */
export const server: { server: Server };
