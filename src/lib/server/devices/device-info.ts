import { APPWRITE_FORWARD_CLIENT_IP } from '$app/env/private';
import type { VisitAnswer } from '$lib/server/appwrite/responses';

/** With what and from where somebody came, in words. */
export interface Visit {
	device: string;
	/** `null` where it is not known. */
	place: string | null;
}

export function toVisit(visit: VisitAnswer): Visit {
	return { device: deviceOf(visit), place: placeOf(visit) };
}

function deviceOf({ clientName, osName, deviceName }: VisitAnswer): string {
	if (clientName && osName) return `${clientName} on ${osName}`;
	return clientName || osName || deviceName || 'Unknown device';
}

/** Unless Appwrite is told the visitor's address, what it recorded is where this server stands. */
function placeOf({ ip, countryCode, countryName }: VisitAnswer): string | null {
	if (!APPWRITE_FORWARD_CLIENT_IP) return null;
	return countryCode === '--' ? ip : `${countryName}, ${ip}`;
}
