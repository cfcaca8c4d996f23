import type { Hono } from 'hono';
import type { Migration } from '../database/migrations.ts';
import type { Policy } from '../params/policy.ts';
import type { Store } from '../store/store.ts';
import type { Endpoint } from './endpoint.ts';
import type { Resources } from './resources.ts';
import type { RoleScopes } from './scopes.ts';

/** A service of Appwrite: all that the rest of this server needs to know of it. */
export interface Service {
	/** The first part of its paths behind `/v1`, and its ID in the console. */
	name: string;
	/** The first that fits a request's path handles it. */
	endpoints: Endpoint[];
	scopes?: Partial<RoleScopes>;
	/** What creates its own tables, in order. */
	migrations?: readonly Migration[];
	/** What of it a project's owner can set at `/project/policies/{id}` of the console. */
	policies?(resources: Resources): ReadonlyMap<string, Policy>;
	/** Empties its own tables. Rows that refer to a user go along with the user. */
	reset?(store: Store): void;
	/** Routes at `/v1` that are no endpoints: nobody asks who calls them. */
	routes?(resources: Resources): Hono;
	/** Routes for tests, at `/{name}` of the control. */
	control?(resources: Resources): Hono;
}
