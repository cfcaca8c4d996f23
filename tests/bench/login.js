// What a login costs this app, with an Appwrite whose password hashes cost nothing.
import { startApp } from './app.js';
import { startAppwrite } from '../e2e/processes.js';
import { cpuPerRequest } from './load.js';
import { median, ratio, spread } from './statistics.js';

const ROUNDS = 10;
const LOGINS = 200;
/** Until the engine has compiled what is used often. */
const WARM_UP = 5_000;
const person = { userId: 'ada', email: 'ada@example.com', password: 'correct horse', name: 'Ada' };

/** @param {import('./run.js').Report} report */
export async function measureLogin(report) {
	const { server, appwrite } = await startAppwrite('--port', '0', '--database', ':memory:');
	await fetch(`${appwrite.endpoint}/account`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-appwrite-project': appwrite.projectId },
		body: JSON.stringify(person)
	});
	const app = await startApp(appwrite);

	/** Each from an address of its own, or the limits would end it. @param {number} i */
	const logIn = (i) => ({
		method: 'POST',
		path: '/login',
		headers: {
			accept: 'text/html',
			'content-type': 'application/x-www-form-urlencoded',
			origin: app.origin,
			'x-forwarded-for': `10.${i >> 8}.${i & 255}.${Math.floor(Math.random() * 250)}`
		},
		body: new URLSearchParams({ email: person.email, password: person.password }).toString()
	});

	const guest = () => ({ path: '/' });
	/** @type {number[]} */
	const logins = [];
	/** @type {number[]} */
	const pages = [];
	await cpuPerRequest(app, WARM_UP, logIn, 303);
	await cpuPerRequest(app, WARM_UP, guest);
	for (let round = 0; round < ROUNDS; round += 1) {
		logins.push((await cpuPerRequest(app, LOGINS, logIn, 303)) / 1000);
		pages.push((await cpuPerRequest(app, LOGINS, guest)) / 1000);
	}
	report(['login, our CPU', `${median(logins).toFixed(2)} ms (${spread(logins, 2)})`, '≤ 1.2 ms']);
	report(['login ÷ guest’s page', ratio(logins, pages)]);

	await app.stop();
	server.kill();
}
