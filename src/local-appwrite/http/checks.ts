import type { Context } from 'hono';
import { verifiedFactors } from '../auth/second-factor.ts';
import { GeneralError } from '../core/errors.ts';
import type { Version } from '../core/version.ts';
import { readParams } from '../params/params.ts';
import { readSentParams } from '../params/sent-params.ts';
import { ProjectError } from '../project/errors.ts';
import type { AuthMethod, Settings } from '../project/settings.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { User } from '../store/users.ts';
import { findCaller, hasSessionHeader } from './authentication.ts';
import { currentSession, type Caller } from './caller.ts';
import type { Call, Declaration } from './endpoint.ts';
import {
	checkImpersonatedWrite,
	checkImpersonation,
	factorOwner,
	scopesFor,
	servedCaller
} from './impersonation.ts';
import { limitKeys } from './limit-keys.ts';
import { isOriginAllowed, originHost } from './origins.ts';
import type { Resources } from './resources.ts';

const TEN_MINUTES = 10 * 60 * 1000;
const HALF_HOUR = 30 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;

const methodNames: Record<AuthMethod, string> = {
	'email-password': 'Email / Password',
	'magic-url': 'Magic URL',
	'email-otp': 'Email OTP',
	anonymous: 'Anonymous',
	invites: 'Invites',
	phone: 'Phone',
	jwt: 'JWT',
	passkey: 'Passkey'
};

/** What is known of a request once it has passed `checkClient`. */
interface Client {
	caller: Caller;
	sent: Map<string, unknown>;
	inConsole: boolean;
}

/** Everything that a request must pass before its handler, in Appwrite's order: the first failure is the answer. */
export async function checkRequest(
	c: Context,
	resources: Resources,
	route: Declaration
): Promise<Call> {
	const { caller, sent, inConsole } = await checkClient(c, resources);
	const { version } = resources;
	const settings = resources.store.project.settings();

	checkService(route, caller, settings);
	checkImpersonation(route, caller, version);
	checkScopes(route, caller, version);
	checkUser(route, caller, resources);
	const keys = limitKeys(c, caller, route, sent);
	// Counts before anything below is looked at, so that refusals count too.
	if (route.limit) resources.rateLimits.hit(c, caller, route.limit, keys);
	checkAuthMethod(route, caller, settings);
	checkNoSession(route, caller);
	checkRecentChallenge(route, caller, resources.clock.now());
	checkRecentSession(route, caller, resources.clock.now());
	const params = readParams(route.params ?? {}, sent, settings);
	if (inConsole) checkConsole(route);
	checkImpersonatedWrite(route, caller, version);

	return { ...resources, c, caller: servedCaller(route, caller, version), params, limitKeys: keys };
}

/** What a request to no route at all must pass, before it is told so. */
export async function checkUnknownRoute(c: Context, resources: Resources): Promise<void> {
	const { caller } = await checkClient(c, resources);
	checkUser({}, caller, resources);
}

/** The checks that come before the route matters. */
async function checkClient(c: Context, resources: Resources): Promise<Client> {
	const { clock, store } = resources;
	const sent = await readSentParams(c);
	const header = c.req.header('x-appwrite-project') ?? '';
	const projectId = String(sent.get('project') ?? header) || 'console';
	const inConsole = projectId === 'console';
	const caller = findCaller(c, resources, sent, projectId);
	if (!hasSessionHeader(c, projectId)) c.header('X-Debug-Fallback', 'true', { append: true });

	const key = c.req.header('x-appwrite-key');
	if (key && !header && store.keys.bySecret(key)) throw new ProjectError('project_id_missing');
	if (!key) checkOrigin(c, store.project.settings());
	if (!inConsole && projectId !== store.project.id) throw new ProjectError('project_not_found');
	checkKey(caller, clock.now());

	return { caller, sent, inConsole };
}

function checkOrigin(c: Context, settings: Settings): void {
	const origin = c.req.header('origin');
	if (!origin || isOriginAllowed(c, settings)) return;

	const host = originHost(origin);
	const advice = ` Register your new client (${host}) as a new Web platform on your project console dashboard`;
	throw new GeneralError('general_unknown_origin', `Invalid Origin.${host && advice}`);
}

function checkKey({ role, key }: Caller, now: number): void {
	if (role !== 'applications') return;
	if (!key) throw new UserError('user_unauthorized');
	if (key.expire !== null && key.expire < now) throw new ProjectError('project_key_expired');
}

/** Keys keep what is switched off for everybody else. */
function checkService({ path }: Declaration, { role }: Caller, { services }: Settings): void {
	const [, name = ''] = path.split('/');
	const isOff = services[name] === false;
	if (isOff && role !== 'applications') throw new GeneralError('general_service_disabled');
}

function checkScopes(route: Declaration, caller: Caller, version: Version): void {
	const { scopes } = route;
	const held = scopesFor(route, caller, version);
	if (scopes.some((scope) => held.includes(scope))) return;

	const who = `${caller.name} (role: ${caller.role})`;
	const message = `${who} missing scopes (${JSON.stringify(scopes)})`;
	throw new GeneralError('general_unauthorized_scope', message);
}

/** Not for keys: the session beside a key is not looked at. */
function checkUser(
	{ mfa }: Pick<Declaration, 'mfa'>,
	caller: Caller,
	{ store, clock, version }: Resources
): void {
	const { user, session, role } = caller;
	if (!user || role === 'applications') return;
	if (!user.status) throw new UserError('user_blocked');

	const factors: string[] = JSON.parse(session?.factors ?? '[]');
	const asked = factorOwner(caller, user, version);
	if (session && !mfa && factors.length < requiredFactors(store, asked)) {
		throw new UserError('user_more_factors_required');
	}

	const seenToday = user.accessedAt !== null && clock.now() - user.accessedAt < DAY;
	if (!seenToday && !caller.impersonator) store.users.touch(user.id);
}

/** Switching a second factor on means nothing until there is one that can be asked for. */
function requiredFactors(store: Store, user: User): number {
	return user.mfa && verifiedFactors(store, user).length > 0 ? 2 : 1;
}

function checkAuthMethod({ authMethod }: Declaration, { role }: Caller, settings: Settings): void {
	if (!authMethod || role === 'applications' || settings.authMethods[authMethod]) return;

	const message = `${methodNames[authMethod]} authentication is disabled for this project`;
	throw new UserError('user_auth_method_unsupported', message);
}

function checkNoSession({ session }: Declaration, { user }: Caller): void {
	if (session && user) throw new UserError('user_session_already_exists');
}

/** The refusal speaks of 5 minutes, but it is 30. */
function checkRecentChallenge({ mfaProtected }: Declaration, caller: Caller, now: number): void {
	if (!mfaProtected) return;
	const { mfaUpdatedAt } = currentSession(caller);
	if (mfaUpdatedAt === null || mfaUpdatedAt + HALF_HOUR <= now) {
		throw new UserError('user_challenge_required');
	}
}

/** Ten minutes after a sign-in or a challenge, passkeys can no longer be added. */
function checkRecentSession(
	{ recentSession }: Declaration,
	{ session }: Caller,
	now: number
): void {
	if (!recentSession) return;
	const proved = Math.max(session?.createdAt ?? 0, session?.mfaUpdatedAt ?? 0);
	if (proved + TEN_MINUTES <= now) throw new UserError('user_reauthentication_required');
}

function checkConsole({ inConsole = new UserError('user_not_found') }: Declaration): void {
	if (inConsole !== 'same') throw inConsole;
}
