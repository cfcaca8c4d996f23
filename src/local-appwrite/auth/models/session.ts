import { formatDate } from '../../core/clock.ts';
import type { Session } from '../../store/sessions.ts';
import { describeUserAgent } from '../user-agent.ts';

/** @param shown what only some answers fill in: whether it is the caller's own session, and its secret */
export function toSession(session: Session, shown: { current: boolean; secret?: string }) {
	return {
		$id: session.id,
		$createdAt: formatDate(session.createdAt),
		$updatedAt: formatDate(session.updatedAt),
		userId: session.userId,
		expire: formatDate(session.expire),
		provider: session.provider,
		providerUid: session.providerUid,
		providerAccessToken: session.providerAccessToken,
		providerAccessTokenExpiry: formatDate(session.providerAccessTokenExpiry),
		providerRefreshToken: session.providerRefreshToken,
		ip: session.ip,
		...describeUserAgent(session.userAgent),
		countryCode: '--',
		countryName: 'Unknown',
		current: shown.current,
		factors: JSON.parse(session.factors),
		secret: shown.secret ?? '',
		mfaUpdatedAt: formatDate(session.mfaUpdatedAt)
	};
}
