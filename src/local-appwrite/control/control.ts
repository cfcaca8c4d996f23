import { Hono, type Context } from 'hono';
import { formatDate, type MovableClock } from '../core/clock.ts';
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
import { readSentParams } from '../params/sent-params.ts';
import { oneOf, optional, range, text } from '../params/validators.ts';
import { faultKinds, type FaultKind, type Faults } from './faults.ts';
import { projectControl } from './project.ts';

export interface Controls {
	resources: Resources;
	services: readonly Service[];
	clock: MovableClock;
	faults: Faults;
	/** Deletes everything but the project and its key. */
	reset(): void;
}

const DECADE = 315_360_000;

const faultKind: Param<FaultKind> = {
	read(value, settings) {
		const isStatus = /^[1-5]\d\d$/.test(String(value));
		if (!isStatus) return oneOf(faultKinds).read(value, settings);
		if (Number(value) >= 200) return Number(value);
		throw new ValidationError('A final status must be between 200 and 599');
	}
};

/** What tests and the curious can do to this server; under an address that nobody can guess. */
export function control({ resources, services, clock, faults, reset }: Controls): Hono {
	const app = new Hono();

	async function read<P extends Params>(c: Context, declared: P): Promise<Values<P>> {
		return readParams(declared, await readSentParams(c), resources.store.project.settings());
	}

	// A web page that somehow learned the address must still not use it.
	app.use(async (c, next) => {
		if (c.req.header('origin') === undefined) return next();
		throw new GeneralError('general_unknown_origin', 'Browsers may not use this.');
	});

	app.route('/project', projectControl(resources, services));
	for (const service of services) {
		if (service.control) app.route(`/${service.name}`, service.control(resources));
	}

	app.post('/clock', async (c) => {
		const { advanceSeconds } = await read(c, { advanceSeconds: range(-DECADE, DECADE) });
		clock.advance(advanceSeconds);
		return jsonResponse(c, { now: formatDate(clock.now()) });
	});

	app.post('/faults', async (c) => {
		const times = optional(range(1, 1_000_000), 1);
		const fault = await read(c, { path: text(2048), kind: faultKind, times });
		faults.add(fault);
		return jsonResponse(c, fault, 201);
	});

	app.delete('/faults', (c) => {
		faults.clear();
		return c.body(null, 204);
	});

	app.post('/reset', (c) => {
		reset();
		clock.reset();
		faults.clear();
		return c.body(null, 204);
	});

	return app;
}
