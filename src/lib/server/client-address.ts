import type { RequestEvent } from '@sveltejs/kit';

/**
 * The visitor's address, IPv4 also where it came within IPv6. `null` where it cannot be known: adapter-node
 * throws if the header that ADDRESS_HEADER names is missing.
 */
export function clientAddress(event: RequestEvent): string | null {
	try {
		return event.getClientAddress().replace(/^::ffff:(?=\d+\.)/i, '');
	} catch {
		return null;
	}
}
