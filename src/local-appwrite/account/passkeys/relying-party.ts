import type { Settings } from '../../project/settings.ts';
import { UserError } from '../../store/errors.ts';
import { isWithin } from './domains.ts';

/** For whom passkeys are made and used. */
export interface RelyingParty {
	/** The domain. */
	id: string;
	/** Tells this set-up from another one. */
	fingerprint: string;
	/** Whether pages of this origin may take part. */
	accepts(origin: string): boolean;
}

/**
 * The project's relying party; nothing if passkeys are not set up. Its origins are those that the project names, or
 * else those of its platforms on the domain, whatever their port. Appwrite has had both rules.
 */
export function findRelyingParty(settings: Settings): RelyingParty | undefined {
	const { passkeyRpId: id, passkeyOrigins: origins, platforms } = settings;
	const hosts = platforms.filter((host) => isWithin(host, id));
	if (!id || (origins.length === 0 && hosts.length === 0)) return undefined;

	const accepts = (origin: string) =>
		origins.length > 0 ? origins.includes(origin) : isOriginOf(hosts, origin);
	return { id, accepts, fingerprint: JSON.stringify([id, origins, hosts]) };
}

/** The same where there must be one; `user_auth_method_unsupported`. */
export function requireRelyingParty(settings: Settings): RelyingParty {
	const relyingParty = findRelyingParty(settings);
	if (relyingParty) return relyingParty;
	const message =
		'Passkeys are not configured for this project. Set a relying party ID and origins in the passkey policy.';
	throw new UserError('user_auth_method_unsupported', message);
}

function isOriginOf(hosts: string[], origin: string): boolean {
	if (!URL.canParse(origin)) return false;
	const { protocol, hostname, origin: canonical } = new URL(origin);
	const isSecure = protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost');
	return isSecure && canonical === origin && hosts.includes(hostname);
}
