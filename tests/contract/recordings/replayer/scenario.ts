/** One recorded conversation with Appwrite: steps in order that share their variables. */
export interface Scenario {
	file: string;
	title: string;
	needs: Needs;
	steps: Step[];
}

/** What the project must be or have while a scenario runs. */
export interface Needs {
	/** Addresses behind `{control}/project/` and the body to PATCH there. */
	settings: Record<string, Json>;
	/** Phone number -> the code that always works for it. */
	mockPhones: Record<string, string>;
	/** Variable that holds the key -> its scopes. */
	keys: Record<string, string[]>;
	mail: boolean;
	oidc: boolean;
	rateLimits: boolean;
}

export interface Step {
	title: string;
	line: number;
	request: RecordedRequest;
	expected: ExpectedAnswer;
	/** Seconds to wait before the request. */
	wait: number;
	/** Seconds in which the answer may still become the expected one. */
	eventually: number;
	/** Variable -> where in the answer its value stands. */
	captures: Record<string, string>;
}

export interface RecordedRequest {
	method: string;
	path: string;
	caller: Caller;
	/** The path stands behind the server's origin, not behind `/v1`. */
	behindOrigin: boolean;
	query: Record<string, Json>;
	/** `null` leaves a usual header out. */
	headers: Record<string, string | null>;
	/** A value is sent as JSON, a text as it stands; neither: no body. */
	body: { json: Json } | { text: string } | null;
}

export interface Caller {
	role: 'guest' | 'key' | 'session' | 'jwt';
	/** Secret of the role; for a key it may be absent: then it is the project's key. */
	secret?: string;
}

export interface ExpectedAnswer {
	status: number;
	headers: ExpectedHeaders;
	/** Header names that must not be there, beside those that are always compared. */
	absent: string[];
	body: ExpectedBody;
	mail: ExpectedMail | null;
}

export interface ExpectedHeaders {
	values: Record<string, string>;
	/** Cookie name -> `value; attributes`, attributes in lower case and sorted. */
	cookies: Record<string, string>;
}

export type ExpectedBody =
	| { kind: 'empty' }
	| { kind: 'json'; value: Json }
	| { kind: 'text'; value: string }
	| { kind: 'html'; contains: string };

/** A mail that this step causes; without content: none may come. */
export interface ExpectedMail {
	to: string;
	content: Record<string, string> | null;
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
