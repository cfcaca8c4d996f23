import { jsonObject, maybe } from './rules/params.ts';
import { list, optional, text, uid } from '../params/validators.ts';
import { permissions as readPermissions, rowActions } from './permissions/permissions.ts';
import type { Limit } from '../http/rate-limits.ts';

const MOST = 100;
const LONGEST_QUERY = 4096;

export const place = { databaseId: uid, tableId: uid };
export const queries = optional(list(text(LONGEST_QUERY), MOST), []);
export const data = optional(jsonObject, new Map<string, unknown>());
export const manyRows = list(jsonObject, MOST);
export const permissions = maybe(readPermissions(rowActions));
export const transactionId = maybe(uid);

const key = 'ip:{ip},method:{method},url:{url},userId:{userId}';

/** Of what writes rows. */
export const writeLimit: Limit = { hits: 120, seconds: 60, keys: [key] };
export const deleteLimit: Limit = { hits: 60, seconds: 60, keys: [key] };
