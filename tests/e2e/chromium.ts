import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';
import { packedChromium } from './packed-chromium.ts';

/**
 * How to start a Chromium on this machine, so that `npm test` needs no set-up step: the one that
 * CHROMIUM_PATH names, Playwright's own download, the system's, and at last the one inside the npm
 * package `@sparticuz/chromium` (Linux on x64), for networks that reach nothing but npm.
 */
export function findChromium(): LaunchOptions {
	// Taken unseen: who names a browser wants an error about it rather than another browser.
	if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH };

	const installed = [chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/google-chrome'];
	const executablePath = installed.find((path) => existsSync(path));
	if (executablePath) return { executablePath };

	if (process.platform === 'linux' && process.arch === 'x64') return packedChromium();

	throw new Error('No Chromium found. Get one with: npx playwright install chromium');
}
