import { endpoint, type Endpoint } from '../../http/endpoint.ts';
import { jsonResponse } from '../../http/responses.ts';
import { uid } from '../../params/validators.ts';
import type { NewColumn } from '../store/column.ts';
import { columnsTable } from '../store/columns.ts';
import { errorAbout } from '../store/errors.ts';
import { LONG_INTEGER } from '../values/value-faults.ts';
import { checkDefault, checkEncryption, checkValues, checkWidth } from '../rules/column-checks.ts';
import {
	columnKinds,
	columnParams,
	elements,
	encrypt,
	present,
	type ColumnKind,
	type ColumnParams
} from '../rules/column-kinds.ts';
import { findTable } from './find.ts';
import { toColumn } from './models.ts';
import { array, key, maybe, required } from '../rules/params.ts';
import { columnWrite } from '../rules/scopes.ts';

const LARGEST_32_BITS = 2_147_483_647;
/** What PHP has for no bound at all. */
const bounds = {
	integer: [-(2 ** 63), 2 ** 63],
	float: [-Number.MAX_VALUE, Number.MAX_VALUE]
} as const;

/** `POST /tablesdb/{databaseId}/tables/{tableId}/columns/{kind}` */
export const newColumns: Endpoint[] = columnKinds.map((kind) =>
	endpoint(
		{
			method: 'POST',
			path: `/tablesdb/:databaseId/tables/:tableId/columns/${kind.kind}`,
			scopes: columnWrite,
			audit: 'column.create',
			params: {
				databaseId: uid,
				tableId: uid,
				key,
				...present({
					size: kind.asksSize,
					elements: kind.asksElements && elements,
					required,
					min: kind.asksBounds && maybe(kind.asksBounds),
					max: kind.asksBounds && maybe(kind.asksBounds),
					default: maybe(kind.standard),
					array,
					encrypt: kind.asksEncryption && encrypt
				})
			}
		},
		(call) => {
			const column = buildColumn(kind, columnParams(call.params));
			checkEncryption(column);
			checkValues(column);
			const table = findTable(call);
			checkDefault(column);
			checkWidth(table, [...table.columns, column]);

			const { c, store } = call;
			const created = store.transaction(() =>
				store.table(columnsTable).create(table.sequence, column)
			);
			if (!created) throw errorAbout('column_already_exists', column.key);
			return jsonResponse(c, { ...toColumn(created), status: 'processing' }, 202);
		}
	)
);

function buildColumn(kind: ColumnKind, params: ColumnParams): NewColumn {
	const { type, format } = kind;
	const [low, high] = bounds[type === 'double' ? 'float' : 'integer'];
	const maximum = params.max ?? high;
	const isLong = type === 'bigint' || maximum > LARGEST_32_BITS;
	const integerSize = isLong ? LONG_INTEGER : 4;
	const isInteger = type === 'integer' || type === 'bigint';
	return {
		key: params.key,
		type,
		format,
		size: isInteger ? integerSize : (params.size ?? kind.size),
		required: params.required,
		isList: params.array ?? false,
		encrypt: params.encrypt ?? false,
		standard: params.default,
		elements: params.elements ?? [],
		minimum: kind.asksBounds ? (params.min ?? low) : null,
		maximum: kind.asksBounds ? maximum : null
	};
}
