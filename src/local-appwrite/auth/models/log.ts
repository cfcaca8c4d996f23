import { formatDate } from '../../core/clock.ts';
import type { Log } from '../../store/logs.ts';
import { describeUserAgent } from '../user-agent.ts';

export function toLog(log: Log) {
	return {
		event: log.event,
		userId: log.userId,
		userEmail: log.userEmail,
		userName: log.userName,
		mode: 'default',
		userType: 'user',
		ip: log.ip,
		time: formatDate(log.time),
		...describeUserAgent(log.userAgent),
		countryCode: '--',
		countryName: 'Unknown'
	};
}
