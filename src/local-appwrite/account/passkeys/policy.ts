import { GeneralError } from '../../core/errors.ts';
import { list, nullable, optional, text } from '../../params/validators.ts';
import { policy, type Policy } from '../../params/policy.ts';
import type { Store } from '../../store/store.ts';
import { isRelyingPartyId, readOrigin } from './domains.ts';
import { passkeysTable } from './passkeys-table.ts';

const declared = {
	rpId: optional(nullable(text(253, 0)), null),
	origins: optional(nullable(list(text(2048), 10)), null)
};

/** `/project/policies/passkey`: the domain and the origins of passkeys. What is left out stays as it is. */
export function passkeyPolicy(store: Store): Policy {
	return policy(
		declared,
		(sent, { passkeyRpId: before, passkeyOrigins }) => {
			const rpId = sent.rpId ?? before;
			if (rpId && !isRelyingPartyId(rpId)) refuse('Invalid `rpId` param: it must be a domain.');
			const origins = readOrigins(sent.origins ?? passkeyOrigins, rpId);

			const isLocked = before !== '' && store.table(passkeysTable).areThereAny();
			if (isLocked && rpId !== before) {
				refuse('The relying party ID cannot change while users have passkeys registered.');
			}
			return { passkeyRpId: rpId, passkeyOrigins: origins };
		},
		{
			feature: 'passkeys',
			show: ({ passkeyRpId, passkeyOrigins }) => ({ rpId: passkeyRpId, origins: passkeyOrigins })
		}
	);
}

function readOrigins(given: string[], rpId: string): string[] {
	if (!rpId && given.length > 0) refuse('Set `rpId` before adding origins.');
	const origins = given.map((text) => {
		const origin = readOrigin(text, rpId);
		return origin ?? refuse(`Invalid origin "${text}": it must be an HTTPS origin on "${rpId}".`);
	});
	return [...new Set(origins)];
}

function refuse(message: string): never {
	throw new GeneralError('general_argument_invalid', message);
}
