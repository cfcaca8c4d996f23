import type { RequestEvent } from '@sveltejs/kit';
import { isIP } from 'node:net';

/**
 * The visitor's address, without a port, which some proxies add, and IPv4 also where it came within IPv6. `null` where it
 * cannot be known: adapter-node throws if the header that ADDRESS_HEADER names is missing.
 */
export function clientAddress(event: RequestEvent): string | null {
	try {
		const address = event
			.getClientAddress()
			.replace(/^\[(.*)\](:\d+)?$|^([\d.]+):\d+$/, '$1$3')
			.replace(/^::ffff:(?=\d+\.)/i, '');
		return isIP(address) ? address : null;
	} catch {
		return null;
	}
}

/**
 * What stands for one connection where attempts are counted: of IPv6 the /64, as a customer owns all of it. Requests
 * of unknown origin share one.
 */
export function clientNetwork(event: RequestEvent): string {
	const address = clientAddress(event) ?? 'unknown';
	if (!address.includes(':')) return address;
	const [head = '', tail] = address.split('::');
	const groups = head.split(':').filter(Boolean);
	if (tail !== undefined) {
		const missing = 8 - groups.length - tail.split(':').filter(Boolean).length;
		groups.push(...Array<string>(missing).fill('0'), ...tail.split(':').filter(Boolean));
	}
	return groups.slice(0, 4).join(':');
}
