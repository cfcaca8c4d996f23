/** Scopes of the routes, in the order in which a refusal names them. Any one is enough. */
export const tableRead: [string, ...string[]] = ['tables.read', 'collections.read'];
export const tableWrite: [string, ...string[]] = ['tables.write', 'collections.write'];
export const columnRead: [string, ...string[]] = [...tableRead, 'columns.read', 'attributes.read'];
export const columnWrite: [string, ...string[]] = [
	...tableWrite,
	'columns.write',
	'attributes.write'
];
export const indexRead: [string, ...string[]] = [...tableRead, 'indexes.read'];
export const indexWrite: [string, ...string[]] = [...tableWrite, 'indexes.write'];
export const rowRead: [string, ...string[]] = ['rows.read', 'documents.read'];
export const rowWrite: [string, ...string[]] = ['rows.write', 'documents.write'];
