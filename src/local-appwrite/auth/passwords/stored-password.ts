import type { User } from '../../store/users.ts';

/** What is kept of a password. */
export type StoredPassword = Pick<User, 'password' | 'hash' | 'hashOptions'>;
