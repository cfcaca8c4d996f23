import type { Service } from '../http/service.ts';
import { localeRoutes } from './locale.ts';

/** Locale: countries, languages and the like. */
export const locale: Service = {
	name: 'locale',
	scopes: { guests: ['locale.read'], grantable: ['locale.read'] },
	endpoints: localeRoutes
};
