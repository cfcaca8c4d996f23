import { parseObject } from './parse-json.ts';
import type { Needs } from './scenario.ts';

/** Reads one `needs …` line. */
export function parseNeed(needs: Needs, line: string) {
	const [word, kind = '', ...rest] = line.split(' ');
	if (word !== 'needs') throw new Error(`"${word}" is no word for the head of a scenario`);

	const [name = ''] = rest;
	if (kind === 'mail') needs.mail = true;
	else if (kind === 'oidc') needs.oidc = true;
	else if (kind === 'rate-limits') needs.rateLimits = true;
	else if (kind === 'mock-phone') needs.mockPhones[name] = rest.slice(1).join(' ');
	else if (kind === 'key') needs.keys[name] = rest.slice(1);
	else if (kind.includes('/')) needs.settings[kind] = parseObject(rest.join(' '));
	else throw new Error(`"${kind}" is nothing that a scenario can need`);
}
