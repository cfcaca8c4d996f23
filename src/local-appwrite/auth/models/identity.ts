import { formatDate } from '../../core/clock.ts';
import type { Version } from '../../core/version.ts';
import type { Identity } from '../../store/identities.ts';

export function toIdentity(identity: Identity, version: Version) {
	return {
		$id: identity.id,
		$createdAt: formatDate(identity.createdAt),
		$updatedAt: formatDate(identity.updatedAt),
		userId: identity.userId,
		provider: identity.provider,
		providerUid: identity.providerUid,
		providerEmail: identity.providerEmail,
		providerAccessToken: identity.providerAccessToken,
		providerAccessTokenExpiry: formatDate(identity.providerAccessTokenExpiry),
		providerRefreshToken: identity.providerRefreshToken,
		// Only sign-in with an id token has one, and that is not served.
		...(version.has('idTokens') ? { providerIdToken: '' } : {})
	};
}
