import { account } from './account/service.ts';
import { avatars } from './avatars/service.ts';
import { health } from './health/service.ts';
import type { Service } from './http/service.ts';
import { locale } from './locale/service.ts';
import { tablesdb } from './tables/service.ts';
import { users } from './users/service.ts';

/** The services of this server, in the order in which their tables are created. */
export const services: readonly Service[] = [account, users, locale, avatars, health, tablesdb];
