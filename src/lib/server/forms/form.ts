import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { FormAnswer } from '$lib/form';
import { logRefusal } from '$lib/server/session/auth-log';
import { toRefusal, type Refusals } from './error-messages';
import { readFields } from '$lib/server/web/request-body';

type FormSchema = v.ObjectSchema<Record<string, v.GenericSchema<unknown, string>>, undefined>;

/** Never sent back to the browser. */
const SECRET_FIELDS = ['password', 'newPassword', 'code'];

/**
 * A form action: reads the form by `schema`, then does `act` with its data, which ends in a redirect. Bad
 * input and refusals come back as 4xx with a text and what was typed, an outage as 503; `refusals` are
 * words of this form's own.
 */
export function formAction<Schema extends FormSchema>(
	schema: Schema,
	act: (data: v.InferOutput<Schema>, event: RequestEvent) => Promise<never>,
	refusals?: Refusals
) {
	return async (event: RequestEvent) => {
		const action = actionOf(event.url);
		let values: FormAnswer['values'];
		let account: string | undefined;
		try {
			const fields = await readFields(event.request);
			values = keepable(fields, Object.keys(schema.entries));
			const parsed = v.safeParse(schema, fields);
			if (!parsed.success)
				return refuse(400, { action, values, errors: errorsByField(parsed.issues) });
			account = accountOf(parsed.output);
			return await act(parsed.output, event);
		} catch (thrown) {
			const refusal = toRefusal(thrown, refusals);
			if (!refusal) throw thrown;
			logRefusal(event, thrown, { action: action || undefined, account });
			if (refusal.retryAfter) event.setHeaders({ 'retry-after': String(refusal.retryAfter) });
			const { status, field, message } = refusal;
			const id = status < 500 ? undefined : event.locals.requestId;
			if (!field) return refuse(status, { action, values, message, id });
			return refuse(status, { action, values, errors: { [field]: message } });
		}
	};
}

function refuse(status: number, answer: FormAnswer) {
	return fail(status, answer);
}

/** Whom a form is about, in the one spelling of their address or number. */
function accountOf({ email, phone }: Record<string, unknown>): string | undefined {
	return [email, phone].find((account) => typeof account === 'string');
}

/** `?/name` of an address with a named action, nothing of one without. */
export function actionOf({ searchParams }: URL): string {
	const name = [...searchParams.keys()].find((key) => key.startsWith('/'));
	return name ? `?${name}` : '';
}

/** What was typed into the fields of these names, all unless said, to stand there again. */
export function keepable(
	fields: Record<string, FormDataEntryValue>,
	names = Object.keys(fields)
): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const name of names) {
		const value = fields[name];
		if (typeof value === 'string' && !SECRET_FIELDS.includes(name)) kept[name] = value;
	}
	return kept;
}

/** The first thing that is wrong with each field. */
function errorsByField(issues: v.BaseIssue<unknown>[]) {
	const errors: Record<string, string> = {};
	for (const issue of issues) {
		const field = String(issue.path?.[0]?.key);
		errors[field] ??= issue.message;
	}
	return errors;
}
