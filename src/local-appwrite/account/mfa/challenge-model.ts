import { formatDate } from '../../core/clock.ts';
import type { Challenge } from './challenges-table.ts';

export function toChallenge(challenge: Challenge) {
	return {
		$id: challenge.id,
		$createdAt: formatDate(challenge.createdAt),
		userId: challenge.userId,
		expire: formatDate(challenge.expire)
	};
}
