import { formatDate } from '../../core/clock.ts';
import type { Target } from '../../store/targets.ts';

export function toTarget(target: Target) {
	return {
		$id: target.id,
		$createdAt: formatDate(target.createdAt),
		$updatedAt: formatDate(target.updatedAt),
		name: target.name,
		userId: target.userId,
		providerId: target.providerId,
		providerType: target.providerType,
		identifier: target.identifier,
		expired: false
	};
}
