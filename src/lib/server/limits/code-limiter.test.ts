import { expect, describe, it, vi } from 'vitest';
import {
	describeCounted,
	newcomer,
	repeat,
	right,
	showPassword,
	signIn,
	tooMany,
	visit
} from '../../../../tests/limiters';

const settings = vi.hoisted(() => ({
	APPWRITE_API_KEY: 'standard_the-key',
	COOKIE_SECRET: [] as string[],
	REDIS_URL: ''
}));

vi.mock('$app/env/private', () => settings);
vi.mock('$app/env', () => ({ dev: false }));

describeCounted(settings, (started) => {
	describe('guessing a code that was mailed', () => {
		/** One guess, by a browser of its own each time unless told. */
		function guess(
			to: string,
			attempt: () => Promise<unknown>,
			browser: string = crypto.randomUUID()
		) {
			const { event } = visit(newcomer().from);
			return started().limitLoginCodes(event, { to, browser }, attempt);
		}

		it('ends after five wrong ones, even for the right one, for 15 minutes', async () => {
			const { email } = newcomer();
			await repeat(5, () => guess(email, started().wrong, 'one'));
			const seconds = expect.closeTo(15 * 60, -1);
			await expect(guess(email, right, 'one')).rejects.toMatchObject({ ...tooMany, seconds });
			await expect(guess(email, right, 'another')).resolves.toBe('in');
		});

		it('counts no right one', async () => {
			const { email } = newcomer();
			const outcomes = await repeat(60, () => guess(email, right, 'one'));
			expect(new Set(outcomes)).toEqual(new Set(['in']));
		});

		it('ends after twenty in an hour, however many browsers ask [RL-07]', async () => {
			const { email } = newcomer();
			await repeat(20, () => guess(email, started().wrong));
			await expect(guess(email, right)).rejects.toMatchObject(tooMany);
		});

		it('by all known browsers together ends so too, and leaves strangers’ alone [RL-07]', async () => {
			const person = newcomer();
			const cookies = await repeat(6, () => signIn(started(), person));
			const known = (i: number, attempt: () => Promise<unknown>) => {
				const { event } = visit(person.from, cookies[i % 6] as Record<string, string>);
				return started().limitLoginCodes(event, { to: person.email, browser: `${i}` }, attempt);
			};
			await repeat(20, (i) => known(i, started().wrong));
			await expect(known(20, right)).rejects.toMatchObject(tooMany);
			await expect(guess(person.email, right)).resolves.toBe('in');
		});

		it('by strangers leaves those of known browsers alone', async () => {
			const person = newcomer();
			const { event } = visit(person.from, await signIn(started(), person));
			await repeat(25, () => guess(person.email, started().wrong));
			const own = { to: person.email, browser: 'one' };
			await expect(started().limitLoginCodes(event, own, right)).resolves.toBe('in');
		});

		it('is not counted while Appwrite is down, but is when its answer is late', async () => {
			const { email } = newcomer();
			await repeat(9, () => guess(email, started().down, 'one'));
			await expect(guess(email, right, 'one')).resolves.toBe('in');
			await repeat(5, () => guess(email, started().late, 'one'));
			await expect(guess(email, right, 'one')).rejects.toMatchObject(tooMany);
		});
	});

	describe('guessing a second factor [MF-03]', () => {
		const ways = ['second-factor', 'recovery-code'] as const;

		it('with the password uses up neither way of the owner in a known browser', async () => {
			const app = started();
			const person = newcomer();
			const { event: owner } = visit(person.from, await signIn(app, person));
			const { event: thief } = visit(newcomer().from, await showPassword(app, person));
			for (const way of ways) {
				const guess = { way, userId: person.id };
				await repeat(6, () => app.limitSecondFactor(thief, guess, app.wrong));
				await expect(app.limitSecondFactor(thief, guess, right)).rejects.toMatchObject(tooMany);
				await expect(app.limitSecondFactor(owner, guess, right)).resolves.toBe('in');
			}
		});

		it('has codes mailed three times an hour, and three in known browsers', async () => {
			const app = started();
			const person = newcomer();
			const { event: owner } = visit(person.from, await signIn(app, person));
			const { event: thief } = visit(newcomer().from, await showPassword(app, person));
			for (const event of [thief, owner]) {
				const send = () => app.limitSecondFactorMail(event, person.id, right);
				expect(await repeat(3, send)).toEqual(['in', 'in', 'in']);
				await expect(send()).rejects.toMatchObject(tooMany);
			}
		});

		it('has no more guesses with many known browsers', async () => {
			const app = started();
			const person = newcomer();
			const cookies = await repeat(6, () => signIn(app, person));
			const guess = (i: number) => {
				const { event } = visit(person.from, cookies[i] as Record<string, string>);
				const own = { way: 'second-factor', userId: person.id } as const;
				return app.limitSecondFactor(event, own, app.wrong);
			};
			await repeat(5, guess);
			await expect(guess(5)).rejects.toMatchObject(tooMany);
		});

		it('has no more guesses after an app of one’s own was set up', async () => {
			const app = started();
			const { id, from } = newcomer();
			const { event } = visit(from);
			const own = { way: 'second-factor', userId: id } as const;
			await repeat(5, () => app.limitSecondFactor(event, own, app.wrong));
			await app.limitEnrolment(id, right);
			await expect(app.limitSecondFactor(event, own, right)).rejects.toMatchObject(tooMany);
		});
	});

	describe('guessing the code for a phone number', () => {
		it('has no more guesses after a right one for another number [RL-07]', async () => {
			const app = started();
			const { id } = newcomer();
			const guess = (phone: string, attempt: () => Promise<unknown>) =>
				app.limitPhoneCodes({ id, phone }, attempt);
			await repeat(4, () => guess('+15550100', app.wrong));
			await guess('+15550101', right);
			await repeat(1, () => guess('+15550100', app.wrong));
			await expect(guess('+15550100', right)).rejects.toMatchObject(tooMany);
		});

		it('ends after fifty a day for a number, whoever claims it [RL-07]', async () => {
			const app = started();
			const phone = `+1555${Math.floor(Math.random() * 1e7)}`;
			const guess = () => app.limitPhoneCodes({ id: newcomer().id, phone }, app.wrong);
			await repeat(50, guess);
			await expect(guess()).rejects.toMatchObject(tooMany);
		});
	});

	describe('a code of an authenticator app [MF-02]', () => {
		const used = { failure: { type: 'code_used_already' } };

		it('is taken once', async () => {
			await started().limitToOnce('ada 111111', right);
			await expect(started().limitToOnce('ada 111111', right)).rejects.toMatchObject(used);
		});

		it('is taken once when it comes twice at the same time', async () => {
			const { limitToOnce } = started();
			const both = [limitToOnce('ada 222222', right), limitToOnce('ada 222222', right)];
			const results = await Promise.allSettled(both);
			expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		});

		it('may be another account’s too, and the next one is free', async () => {
			await started().limitToOnce('ada 333333', right);
			await expect(started().limitToOnce('eve 333333', right)).resolves.toBe('in');
			await expect(started().limitToOnce('ada 444444', right)).resolves.toBe('in');
		});

		it('that was wrong, or never arrived, may be right later', async () => {
			const { limitToOnce, wrong, down } = started();
			await repeat(1, () => limitToOnce('ada 555555', wrong));
			await repeat(1, () => limitToOnce('ada 555555', down));
			await expect(limitToOnce('ada 555555', right)).resolves.toBe('in');
		});

		it('is used where the answer was late, as Appwrite may have taken it', async () => {
			await repeat(1, () => started().limitToOnce('ada 666666', started().late));
			await expect(started().limitToOnce('ada 666666', right)).rejects.toMatchObject(used);
		});
	});
});
