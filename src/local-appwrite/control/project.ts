import { Hono, type Context } from 'hono';
import { formatDate } from '../core/clock.ts';
import { GeneralError } from '../core/errors.ts';
import type { Resources } from '../http/resources.ts';
import { jsonResponse } from '../http/responses.ts';
import type { Service } from '../http/service.ts';
import {
	readParams,
	ValidationError,
	type Param,
	type Params,
	type Values
} from '../params/params.ts';
import type { Policy } from '../params/policy.ts';
import { readSentParams } from '../params/sent-params.ts';
import {
	boolean,
	customId,
	either,
	list,
	nullable,
	oneOf,
	optional,
	phone,
	text,
	uid
} from '../params/validators.ts';
import { ProjectError } from '../project/errors.ts';
import type { ApiKey } from '../project/keys.ts';
import type { Project } from '../project/project.ts';
import { defaultSettings, type Settings } from '../project/settings.ts';
import { policies } from './policies.ts';

const methodIds = Object.keys(defaultSettings.authMethods);
const olderMethodIds = methodIds.filter((id) => id !== 'passkey');
/** A way to sign in that this version has. */
const methodId = either('passkeys', oneOf(methodIds), oneOf(olderMethodIds));

const sixDigits: Param<string> = {
	read(value) {
		if (typeof value === 'string' && /^\d{6}$/.test(value)) return value;
		throw new ValidationError('Value must be a valid string of 6 digits');
	}
};

const dateTime: Param<number> = {
	read(value) {
		const time = typeof value === 'string' ? Date.parse(value) : NaN;
		if (!Number.isNaN(time)) return time;
		throw new ValidationError('Value must be a valid date');
	}
};

/** What Appwrite's console does to a project behind `/v1/project`: same paths and bodies, and in short its answers. */
export function projectControl(resources: Resources, services: readonly Service[]): Hono {
	const app = new Hono();
	const { clock, scopes, store } = resources;
	const { project, keys } = store;
	const serviceNames = services.map(({ name }) => name);
	const known = listPolicies(resources, services);
	const newKey = {
		keyId: customId,
		name: text(128),
		scopes: list(oneOf(scopes.grantable), 100),
		expire: optional<number | null>(nullable(dateTime), null)
	};
	const showProject = (c: Context, settings: Settings) =>
		jsonResponse(c, toProject(project, settings, serviceNames));

	async function read<P extends Params>(c: Context, declared: P): Promise<Values<P>> {
		return readParams(declared, await readSentParams(c), project.settings());
	}

	app.patch('/policies/:policyId', async (c) => {
		const sent = await readSentParams(c);
		const before = project.settings();
		const { policyId } = readParams({ policyId: oneOf([...known.keys()]) }, sent, before);
		const settings = project.update(known.get(policyId)?.change(sent, before) ?? {});

		if (policyId !== 'password-strength') return showProject(c, settings);
		return jsonResponse(c, { $id: policyId, ...settings.passwordStrength });
	});

	app.get('/policies/:policyId', (c) => {
		const policyId = c.req.param('policyId');
		const shown = known.get(policyId)?.show?.(project.settings());
		if (!shown) throw new GeneralError('general_route_not_found');
		return jsonResponse(c, { $id: policyId, ...shown });
	});

	app.patch('/auth-methods/:methodId', async (c) => {
		const sent = await read(c, { methodId, enabled: boolean });
		const authMethods = { ...project.settings().authMethods, [sent.methodId]: sent.enabled };
		return showProject(c, project.update({ authMethods }));
	});

	app.patch('/services/:serviceId', async (c) => {
		const declared = { serviceId: oneOf(serviceNames), enabled: boolean };
		const { serviceId, enabled } = await read(c, declared);
		const services = { ...project.settings().services, [serviceId]: enabled };
		return showProject(c, project.update({ services }));
	});

	app.post('/mock-phones', async (c) => {
		const { number, otp } = await read(c, { number: phone, otp: sixDigits });
		const { mockNumbers } = project.settings();
		if (mockNumbers.some((mock) => mock.phone === number)) {
			throw new ProjectError('mock_number_already_exists');
		}
		project.update({ mockNumbers: [...mockNumbers, { phone: number, otp }] });
		const now = formatDate(clock.now());
		return jsonResponse(c, { number, otp, $createdAt: now, $updatedAt: now }, 201);
	});

	app.delete('/mock-phones/:number?', async (c) => {
		const sent = await read(c, { number: text(256) });
		const number = decodeURIComponent(sent.number);
		const { mockNumbers } = project.settings();
		const others = mockNumbers.filter((mock) => mock.phone !== number);
		if (others.length === mockNumbers.length) throw new ProjectError('mock_number_not_found');
		project.update({ mockNumbers: others });
		return c.body(null, 204);
	});

	app.post('/keys', async (c) => {
		const { keyId, ...values } = await read(c, newKey);
		const key = keys.create(keyId, values);
		if (!key) throw new ProjectError('key_already_exists');
		return jsonResponse(c, toKey(key), 201);
	});

	app.delete('/keys/:keyId?', async (c) => {
		const { keyId } = await read(c, { keyId: uid });
		if (!keys.delete(keyId)) throw new ProjectError('key_not_found');
		return c.body(null, 204);
	});

	return app;
}

/** The policies that this version knows. */
function listPolicies(resources: Resources, services: readonly Service[]): Map<string, Policy> {
	const added = services.flatMap((service) => [...(service.policies?.(resources) ?? [])]);
	const all = [...policies, ...added];
	return new Map(all.filter(([, { feature }]) => !feature || resources.version.has(feature)));
}

/** Of Appwrite's model the part that can differ here. */
function toProject(
	{ id, name }: Project,
	{ authMethods, services, version }: Settings,
	serviceNames: readonly string[]
) {
	return {
		$id: id,
		name,
		authMethods: Object.entries(authMethods)
			.filter(([$id]) => $id !== 'passkey' || version.has('passkeys'))
			.map(([$id, enabled]) => ({ $id, enabled })),
		services: serviceNames.map(($id) => ({ $id, enabled: services[$id] ?? true }))
	};
}

function toKey(key: ApiKey) {
	return {
		$id: key.id,
		$createdAt: formatDate(key.createdAt),
		$updatedAt: formatDate(key.createdAt),
		name: key.name,
		expire: formatDate(key.expire),
		scopes: key.scopes,
		secret: key.secret,
		accessedAt: '',
		sdks: []
	};
}
