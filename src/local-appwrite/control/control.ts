import { Hono, type Context } from 'hono';
import { formatDate, type MovableClock } from '../core/clock.ts';
import { AppwriteError } from '../core/errors.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { answer } from '../http/responses.ts';
import type { LocalProvider } from '../oauth2/local-provider.ts';
import { Invalid, readParams, type Param, type Params, type Values } from '../params/params.ts';
import { readSentParams } from '../params/sent-params.ts';
import { oneOf, optional, range, text } from '../params/validators.ts';
import type { Store } from '../store/store.ts';
import { faultKinds, type FaultKind, type Faults } from './faults.ts';
import { projectControl } from './project.ts';

interface Controlled {
	store: Store;
	clock: MovableClock;
	faults: Faults;
	localProvider: LocalProvider;
	rateLimits: RateLimits;
}

const DECADE = 315_360_000;

const faultKind: Param<FaultKind> = {
	read(value, settings) {
		const isStatus = /^[1-5]\d\d$/.test(String(value));
		if (!isStatus) return oneOf(faultKinds).read(value, settings);
		if (Number(value) >= 200) return Number(value);
		throw new Invalid('A final status must be between 200 and 599');
	}
};

/** What tests and the curious can do to this server; under an address that nobody can guess. */
export function control({ store, clock, faults, rateLimits, localProvider }: Controlled): Hono {
	const app = new Hono();

	async function read<P extends Params>(c: Context, declared: P): Promise<Values<P>> {
		return readParams(declared, await readSentParams(c), store.project.settings());
	}

	// A web page that somehow learned the address must still not use it.
	app.use(async (c, next) => {
		if (c.req.header('origin') === undefined) return next();
		throw new AppwriteError('general_unknown_origin', 'Browsers may not use this.');
	});

	app.route('/project', projectControl(store, clock));

	app.post('/clock', async (c) => {
		const { advanceSeconds } = await read(c, { advanceSeconds: range(-DECADE, DECADE) });
		clock.advance(advanceSeconds);
		return answer(c, { now: formatDate(clock.now()) });
	});

	app.post('/faults', async (c) => {
		const times = optional(range(1, 1_000_000), 1);
		const fault = await read(c, { path: text(2048), kind: faultKind, times });
		faults.add(fault);
		return answer(c, fault, 201);
	});

	app.delete('/faults', (c) => {
		faults.clear();
		return c.body(null, 204);
	});

	app.post('/reset', (c) => {
		store.reset();
		clock.reset();
		faults.clear();
		rateLimits.clear();
		localProvider.reset();
		return c.body(null, 204);
	});

	return app;
}
