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
	return address.includes(':') ? groupsOf(address).slice(0, 4).join(':') : address;
}

/** The /48 of such a /64, which some customers own all of; `null` of IPv4, where addresses come one by one. */
export function widerNetwork(network: string): string | null {
	return network.includes(':') ? network.split(':').slice(0, 3).join(':') : null;
}

/** The eight groups of an IPv6 address, each in one spelling. */
function groupsOf(address: string): string[] {
	const [head, tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
	const groups = head ?? [];
	if (tail) {
		// An IPv4 address at the end stands for two groups.
		const taken = [...groups, ...tail].reduce(
			(sum, group) => sum + (group.includes('.') ? 2 : 1),
			0
		);
		groups.push(...Array<string>(Math.max(0, 8 - taken)).fill('0'), ...tail);
	}
	return groups.map((group) => parseInt(group, 16).toString(16));
}
