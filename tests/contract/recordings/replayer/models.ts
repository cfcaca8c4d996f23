import models from '../models.json' with { type: 'json' };
import type { Json } from './scenario.ts';

const bodies: Record<string, Record<string, Json>> = models.bodies;

/** A field of a model that may have any other fields too. */
const OTHERS = '…';

/**
 * Replaces every `{"$is": "session", …}` inside a value by the whole model of `models.json`, with the
 * fields given beside `$is` in place of the model's own. Throws for an unknown model or field.
 */
export function expandModels(value: Json): Json {
	if (Array.isArray(value)) return value.map(expandModels);
	if (value === null || typeof value !== 'object') return value;

	const { $is: name, ...fields } = value;
	const own = mapFields(fields, expandModels);
	return name === undefined ? own : fillModel(String(name), own);
}

function fillModel(name: string, own: Record<string, Json>): Json {
	const found = bodies[name];
	if (!found) throw new Error(`no model is named "${name}"`);

	const { [OTHERS]: others, ...model } = found;
	const stranger = !others && Object.keys(own).find((field) => !(field in model));
	if (stranger) throw new Error(`the model "${name}" has no field "${stranger}"`);

	const rest = mapFields(model, (value) => expandModels(followReferences(value, model, own)));
	return { ...rest, ...own };
}

/** In a model, `"=email"` stands for what its field `email` has in this place. */
function followReferences(
	value: Json,
	model: Record<string, Json>,
	own: Record<string, Json>
): Json {
	if (typeof value === 'string') {
		const field = value.startsWith('=') ? value.slice(1) : undefined;
		return field === undefined ? value : (own[field] ?? model[field] ?? null);
	}
	if (Array.isArray(value)) return value.map((item) => followReferences(item, model, own));
	if (value === null || typeof value !== 'object') return value;
	return mapFields(value, (item) => followReferences(item, model, own));
}

function mapFields(fields: Record<string, Json>, change: (value: Json) => Json) {
	return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
}
