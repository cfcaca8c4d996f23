import { GeneralError } from '../../core/errors.ts';
import { accepts } from '../../params/accepts.ts';
import type { NewColumn } from '../store/column.ts';
import { indexTypes, type NewIndex } from '../store/index.ts';
import { checkNoList } from './index-checks.ts';
import { key, keyOrSystem } from './params.ts';

/** A definition as the client sent it. */
type Sent = ReadonlyMap<string, unknown>;

/** The indexes that come along with a new table. Throws `general_argument_invalid`, `index_invalid`. */
export function readInlineIndexes(definitions: Sent[], columns: NewColumn[]): NewIndex[] {
	const keys = new Set<unknown>();
	for (const [position, sent] of definitions.entries()) {
		const fault = findKeyFault(sent, position, keys) ?? findFault(sent);
		if (fault) throw new GeneralError('general_argument_invalid', fault);
		keys.add(sent.get('key'));
	}
	const indexes = definitions.map(toIndex);
	for (const name of indexes.flatMap((index) => index.columns)) {
		for (const column of columns) if (column.key === name) checkNoList(column);
	}
	return indexes;
}

function findKeyFault(sent: Sent, position: number, taken: Set<unknown>): string | undefined {
	const place = `Index at position ${position} is missing required field`;
	if (typeof sent.get('key') !== 'string') return `${place} 'key'`;
	if (typeof sent.get('type') !== 'string') return `${place} 'type'`;
	if (!Array.isArray(sent.get('attributes'))) return `${place} 'attributes' (must be an array)`;
	if (!accepts(key, sent.get('key'))) {
		return `Invalid key for index at position ${position}: Parameter must contain at most 36 chars. Valid chars are a-z, A-Z, 0-9, period, hyphen, and underscore. Can't start with a special char`;
	}
	if (taken.has(sent.get('key'))) return `Duplicate index key: ${sent.get('key')}`;
}

function findFault(sent: Sent): string | undefined {
	const name = sent.get('key');
	const { columns, orders } = toIndex(sent);
	if (!indexTypes.some((type) => type === sent.get('type'))) {
		return `Invalid type for index '${name}': ${sent.get('type')}`;
	}
	if (columns.length === 0) return `Index '${name}' must have at least one attribute`;
	const unfit = columns.find((column) => !accepts(keyOrSystem, column));
	if (unfit !== undefined) return `Invalid attribute name '${unfit}' in index '${name}'`;
	if (sent.has('orders') && !Array.isArray(sent.get('orders'))) {
		return `Index '${name}' orders must be an array`;
	}
	if (sent.has('orders') && orders.length !== columns.length) {
		return `Index '${name}': orders array length (${orders.length}) must match attributes array length (${columns.length})`;
	}
	const order = orders.find((direction) => !['', 'ASC', 'DESC'].includes(direction));
	if (order !== undefined) {
		return `Invalid order '${order}' in index '${name}'. Must be 'ASC' or 'DESC'`;
	}
}

function toIndex(sent: Sent): NewIndex {
	const columns = readList(sent.get('attributes')).map(String);
	const lengths = readList(sent.get('lengths'));
	return {
		key: String(sent.get('key')),
		type: sent.get('type') as NewIndex['type'],
		columns,
		lengths: columns.map((_, position) => Number(lengths[position] ?? 0)),
		orders: readList(sent.get('orders')).map((order) => String(order ?? ''))
	};
}

function readList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
