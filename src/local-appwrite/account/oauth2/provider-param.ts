import { moreProviderIds, providerIds } from '../../oauth2/providers.ts';
import { either, oneOf } from '../../params/validators.ts';

/** An OAuth2 provider that this version of Appwrite has heard of. */
export const provider = either('moreProviders', oneOf(moreProviderIds), oneOf(providerIds));
