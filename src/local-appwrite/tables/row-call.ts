import type { Call } from '../http/endpoint.ts';
import { actorOf } from './permissions/caller-actor.ts';
import type { RowContext } from './rows/context.ts';
import { rowsTable } from './store/rows.ts';
import type { Table } from './store/table.ts';

/** Who asks about the rows of a table, and when. */
export function rowContext({ store, caller, clock }: Call, table: Table): RowContext {
	return { rows: store.table(rowsTable), table, actor: actorOf(caller), now: clock.now() };
}
