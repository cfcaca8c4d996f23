import { formatDate } from '../../core/clock.ts';
import type { Version } from '../../core/version.ts';
import type { Session } from '../../store/sessions.ts';
import { describeUserAgent } from '../user-agent.ts';

interface Shown {
	version: Version;
	/** Whether it is the caller's own. */
	current: boolean;
	/** Only some answers have it. */
	secret?: string;
}

export function toSession(session: Session, { version, current, secret = '' }: Shown) {
	const device = describeUserAgent(session.userAgent);
	const isNamed = device.clientName || !version.has('unnamedDevices');
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
		...device,
		deviceName: isNamed ? device.deviceName : '',
		countryCode: '--',
		countryName: 'Unknown',
		current,
		factors: JSON.parse(session.factors),
		secret,
		mfaUpdatedAt: formatDate(session.mfaUpdatedAt)
	};
}
