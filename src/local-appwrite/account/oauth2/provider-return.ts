import type { Call } from '../../http/endpoint.ts';
import { localProviders } from '../../oauth2/providers.ts';
import { ProjectError } from '../../project/errors.ts';
import { UserError } from '../../store/errors.ts';

/** What a provider sends somebody back with. */
export type ProviderReturn = Call & {
	params: { provider: string; code: string; error: string; error_description: string };
};

/** Whom the provider sent. Throws why nobody, which goes to the app's failure address. */
export function findPerson({ localProvider, params, version }: ProviderReturn) {
	const { provider, code, error, error_description: description } = params;
	if (!localProvider.isEnabled(provider)) throw new ProjectError('project_provider_disabled');

	const returned = `The ${localProviders[provider].name} OAuth2 provider returned an error:`;
	if (error) {
		const reason = description ? `${error}: ${description}` : error;
		throw new UserError('user_oauth2_provider_error', `${returned} ${reason}`);
	}
	if (!code) {
		const message = 'Missing OAuth2 code. Please contact the Appwrite team for additional support.';
		throw new UserError('user_oauth2_provider_error', message);
	}

	const person = localProvider.redeemCode(code);
	if (!person && version.has('providerFailure')) {
		const { name } = localProviders[provider];
		const message = `${name} couldn't complete sign-in (invalid_grant). Please try again.`;
		throw new UserError('user_oauth2_provider_failure', message);
	}
	if (!person) {
		const message = `Failed to obtain access token. ${returned} invalid_grant: No description`;
		throw new UserError('user_oauth2_bad_request', message);
	}
	if (!person.sub) throw new UserError('user_missing_id');
	return { provider, person };
}
