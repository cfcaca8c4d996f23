import { readFileSync } from 'node:fs';
import type { Migration } from '../database/migrations.ts';

/** The tables that services share. A service's own tables are in its folder. */
export const storeMigrations: Migration[] = [
	readFileSync(new URL('tables.sql', import.meta.url), 'utf8'),
	'ALTER TABLE users ADD COLUMN passwordPwned INTEGER'
];
