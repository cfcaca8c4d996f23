import { defineErrors } from '../../core/errors.ts';

const retry = 'Try again with a different ID or use ID.unique() to generate a unique ID.';

/** Status and message of each type; `%s` is the ID or key of what it is about. */
const catalogue = {
	database_not_found: [404, "Database with the requested ID '%s' could not be found."],
	database_already_exists: [409, `Database with the requested ID '%s' already exists. ${retry}`],
	table_not_found: [404, "Table with the requested ID '%s' could not be found."],
	table_already_exists: [409, `A table with the requested ID '%s' already exists. ${retry}`],
	collection_not_found: [404, "Collection with the requested ID '%s' could not be found."],
	document_not_found: [404, "Document with the requested ID '%s' could not be found."],
	document_invalid_structure: [400, 'The document structure is invalid.'],
	row_not_found: [404, "Row with the requested ID '%s' could not be found."],
	row_already_exists: [409, `Row with the requested ID '%s' already exists. ${retry}`],
	row_missing_data: [400, 'The row data is missing. Try again with row data populated.'],
	row_missing_payload: [
		400,
		'The row data and permissions are missing. You must provide either row data or permissions to be updated.'
	],
	row_invalid_structure: [400, 'The row structure is invalid.'],
	column_not_found: [404, "Column with the requested key '%s' could not be found."],
	column_already_exists: [
		409,
		"Column with the requested key '%s' already exists. Column keys must be unique, try again with a different key."
	],
	column_unknown: [
		400,
		"The column '%s' required for the index could not be found. Please confirm all your columns are in the available state."
	],
	column_default_unsupported: [400, 'Default values cannot be set for array or required columns.'],
	column_value_invalid: [400, 'The column value is invalid.'],
	column_limit_exceeded: [
		400,
		"The maximum number or size of columns for table '%s' has been reached."
	],
	column_invalid_resize: [
		400,
		'Existing data is too large for new size, truncate your existing data then try again.'
	],
	column_index_not_found: [404, "Index with the requested key '%s' could not be found."],
	column_index_already_exists: [
		409,
		"Index with the requested key '%s' already exists. Try again with a different key."
	],
	column_index_invalid: [400, 'The column type is invalid.'],
	index_invalid: [400, 'The index is invalid.'],
	attribute_type_invalid: [400, 'The attribute type is invalid.'],
	attribute_limit_exceeded: [400, 'The maximum number or size of attributes has been reached.'],
	transaction_not_found: [404, "Transaction with the requested ID '%s' could not be found."],
	transaction_conflict: [
		409,
		'The transaction has a conflict. Please resolve the conflict and try again.'
	],
	transaction_not_ready: [400, 'The transaction is not ready yet. Please try again later.'],
	transaction_expired: [410, 'The transaction has expired. Please create a new transaction.'],
	transaction_limit_exceeded: [400, 'The transaction has too many operations.']
} as const satisfies Record<string, readonly [number, string]>;

type Type = keyof typeof catalogue;

/** About databases, tables, what they hold, and transactions. */
export const TableError = defineErrors<Type>(catalogue);

/** The refusal about one thing, by its ID or key. */
export function errorAbout(type: Type, id: string): InstanceType<typeof TableError> {
	return new TableError(
		type,
		catalogue[type][1].replace('%s', () => id)
	);
}
