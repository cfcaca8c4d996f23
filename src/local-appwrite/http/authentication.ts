import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { findJwtUser } from '../auth/user-jwt.ts';
import { decodeSession, hashSecret } from '../core/secrets.ts';
import type { Version } from '../core/version.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { findImpersonated } from './impersonation.ts';
import type { Resources } from './resources.ts';

/**
 * Finds out who asks. A session that is over, deleted or made up makes a guest, never an error.
 * @param sent the request's parameters
 * @param projectId the project that the request named, not necessarily ours
 */
export function findCaller(
	c: Context,
	resources: Resources,
	sent: Map<string, unknown>,
	projectId: string
): Caller {
	const { scopes, store, version } = resources;
	const signedIn = impersonate(c, sent, resources, findUser(c, resources, projectId));

	const key = c.req.header('x-appwrite-key') ?? '';
	if (isProjectKey(key, version)) {
		const name = `app.${projectId}@service.${new URL(c.req.url).hostname}`;
		const ours = projectId === store.project.id;
		const known = ours ? store.keys.bySecret(key) : undefined;
		const granted = [...scopes.keys, ...(known?.scopes ?? [])];
		return { role: 'applications', name, scopes: granted, key: known, ...signedIn };
	}

	const { user, impersonator = user } = signedIn;
	const name = user ? user.email || 'User' : 'User';
	// A key of an unknown kind is passed over, but takes the session's rights with it.
	if (!user || key) return { role: 'guests', name, scopes: scopes.guests, ...signedIn };
	// Whoever may act as others may look for them too.
	const added = impersonator?.impersonator ? ['users.read'] : [];
	const held = [...scopes.guests, ...scopes.users, ...added];
	return { role: 'users', name, scopes: held, ...signedIn };
}

/** Whether the client sent a session in a cookie or in the header made for it. */
export function hasSessionHeader(c: Context, projectId: string): boolean {
	return Boolean(sessionCookie(c, projectId) ?? c.req.header('x-appwrite-session'));
}

/** `standard_…`, or without a prefix, but not `foo_…`, unless this version takes any text for a key. */
function isProjectKey(key: string, version: Version): boolean {
	if (!key) return false;
	if (version.has('strictKeys')) return true;
	const [prefix = '', rest] = key.split('_', 2);
	return rest === undefined || ['standard', 'account', 'organization'].includes(prefix);
}

type SignedIn = Pick<Caller, 'user' | 'session' | 'impersonator'>;

/** Whoever may not, or names nobody, goes on as who they are. */
function impersonate(
	c: Context,
	sent: Map<string, unknown>,
	{ store, version }: Resources,
	signedIn: SignedIn
): SignedIn {
	if (!signedIn.user?.impersonator) return signedIn;
	const user = findImpersonated(c, sent, store);
	if (!user) return signedIn;
	const session = version.has('impersonatorSession') ? signedIn.session : undefined;
	return { user, session, impersonator: signedIn.user };
}

/** The user of the session or of the JWT; with a JWT no session is the current one. */
function findUser(c: Context, resources: Resources, projectId: string): SignedIn {
	const { store } = resources;
	const ours = projectId === store.project.id;
	const signedIn = ours ? findSession(c, store) : {};
	const jwt = c.req.header('x-appwrite-jwt');
	// Nothing can be said of a JWT for a project that there is not, but the console is one.
	if (!jwt || !(ours || projectId === 'console')) return signedIn;

	if (signedIn.user) throw new UserError('user_jwt_and_cookie_set');
	const user = findJwtUser(resources, jwt);
	return ours ? { user } : {};
}

function findSession(c: Context, store: Store): SignedIn {
	const projectId = store.project.id;
	const sent =
		sessionCookie(c, projectId) ??
		c.req.header('x-appwrite-session') ??
		fallbackCookie(c, projectId) ??
		'';

	const claim = decodeSession(sent);
	if (!claim) return {};
	const session = store.sessions.bySecret(claim.id, hashSecret(claim.secret));
	if (!session) return {};
	return { user: store.users.byId(claim.id), session };
}

function sessionCookie(c: Context, projectId: string): string | undefined {
	const name = `a_session_${projectId}`;
	return getCookie(c, name) ?? getCookie(c, `${name}_legacy`);
}

function fallbackCookie(c: Context, projectId: string): string | undefined {
	try {
		const cookies: unknown = JSON.parse(c.req.header('x-fallback-cookies') ?? '{}');
		const value = new Map(Object.entries(cookies ?? {})).get(`a_session_${projectId}`);
		return typeof value === 'string' ? value : undefined;
	} catch {
		return undefined;
	}
}
