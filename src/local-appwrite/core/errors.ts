/** HTTP status and message of each type of error. */
type Catalogue<Type extends string> = Record<Type, readonly [status: number, message: string]>;

/** A refusal as Appwrite words it; its type, message and status make up the response. */
export class AppwriteError extends Error {
	readonly type: string;
	readonly status: number;

	constructor(type: string, status: number, message: string) {
		super(message);
		this.type = type;
		this.status = status;
	}
}

/** Makes the error class for a catalogue of types. An instance may carry a message of its own. */
export function defineErrors<const Type extends string>(catalogue: Catalogue<Type>) {
	return class extends AppwriteError {
		constructor(type: Type, message: string = catalogue[type][1]) {
			super(type, catalogue[type][0], message);
		}
	};
}

/** What any route may answer. */
export const GeneralError = defineErrors({
	general_argument_invalid: [400, 'The request contains one or more invalid arguments.'],
	general_bad_request: [
		400,
		'There was an error processing your request. Please check the inputs and try again.'
	],
	general_query_invalid: [
		400,
		"The query's syntax is invalid. Please check the query and try again."
	],
	general_cursor_not_found: [
		400,
		'The cursor is invalid. This can happen if the item represented by the cursor has been deleted.'
	],
	general_invalid_email: [400, 'Value must be a valid email address.'],
	general_invalid_phone: [
		400,
		"Value must be a valid phone number. Format this number with a leading '+' and a country code, e.g., +16175551212."
	],
	general_unauthorized_scope: [401, 'The caller does not have the required scopes.'],
	general_unknown_origin: [403, 'Invalid Origin.'],
	general_service_disabled: [
		403,
		'The requested service is disabled. You can enable the service from the Appwrite console.'
	],
	general_route_not_found: [404, "The page you're looking for doesn't exist."],
	general_rate_limit_exceeded: [
		429,
		'Rate limit for the current endpoint has been exceeded. Please try again after some time.'
	],
	general_unknown: [500, 'Server Error'],
	database_query_order_null: [
		400,
		'The order attribute had a null value. Cursor pagination requires all documents order attribute values are non-null.'
	]
});
