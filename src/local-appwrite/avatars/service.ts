import type { Service } from '../http/service.ts';
import { avatarsRoutes } from './avatars.ts';

/** Avatars: what is drawn. */
export const avatars: Service = {
	name: 'avatars',
	scopes: { guests: ['avatars.read'], grantable: ['avatars.read'] },
	endpoints: avatarsRoutes
};
