import { parseDate } from '../core/dates.ts';
import { ValidationError } from '../params/params.ts';
import { filterValues, isFilter, type Query } from './query.ts';
import type { Attribute, Schema } from './schema.ts';

const MOST_VALUES = 5000;

const counts = {
	none: { fits: () => true, rule: '' },
	one: { fits: (count: number) => count === 1, rule: 'require exactly one value.' },
	two: { fits: (count: number) => count === 2, rule: 'require exactly two values.' },
	some: { fits: (count: number) => count > 0, rule: 'require at least one value.' }
};

const containing = ['contains', 'containsAny', 'containsAll', 'notContains'];
const ofLists = [...containing, 'isNull', 'isNotNull'];

/** Throws `ValidationError` if this list cannot be filtered so. */
export function checkFilter(query: Query, schema: Schema): void {
	const fault = query.nested ? findGroupFault(query) : findFilterFault(query, schema);
	if (fault) throw new ValidationError(`Invalid query: ${fault}`);
}

function findGroupFault({ method, nested = [] }: Query): string | undefined {
	const name = capitalize(method);
	if (!nested.every(isFilter)) return `${name} queries can only contain filter queries`;
	if (nested.length < 2) return `${name} queries require at least two queries`;
}

function findFilterFault({ method, attribute, values }: Query, schema: Schema): string | undefined {
	const { fits, rule } = counts[filterValues.get(method) ?? 'none'];
	if (!fits(values.length)) return `${capitalize(method)} queries ${rule}`;

	const found = schema.get(attribute);
	if (!found) return `Attribute not found in schema: ${attribute}`;
	if (found.encrypted) return `Cannot query encrypted attribute: ${attribute}`;
	if (values.length > MOST_VALUES) {
		return `Query on attribute has greater than ${MOST_VALUES} values: ${attribute}`;
	}
	if (!values.every((value) => isOfType(value, found.type))) {
		return `Query value is invalid for attribute "${attribute}"`;
	}
	return findMethodFault(method, attribute, found);
}

function findMethodFault(method: string, name: string, attribute: Attribute): string | undefined {
	if (attribute.isList && !ofLists.includes(method)) {
		return `Cannot query ${method} on attribute "${name}" because it is an array.`;
	}
	if (attribute.type !== 'text' && !attribute.isList && containing.includes(method)) {
		const verb = method === 'notContains' ? method : 'contains';
		return `Cannot query ${verb} on attribute "${name}" because it is not an array, string, or object.`;
	}
}

function isOfType(value: unknown, type: Attribute['type']): boolean {
	if (type === 'text') return typeof value === 'string';
	if (type === 'flag') return typeof value === 'boolean';
	if (type === 'number') return Number.isInteger(value);
	if (type === 'float') return typeof value === 'number';
	if (type === 'sequence') return /^[1-9]\d*$/.test(String(value));
	// A date names its year.
	return typeof value === 'string' && /\d{4}/.test(value) && parseDate(value, 0) !== undefined;
}

function capitalize(method: string): string {
	return method.charAt(0).toUpperCase() + method.slice(1);
}
