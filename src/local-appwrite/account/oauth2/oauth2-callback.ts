import { Hono } from 'hono';
import type { AuthResources } from '../../auth/resources.ts';
import { AppwriteError } from '../../core/errors.ts';
import { errorResponse } from '../../http/responses.ts';
import { readParams } from '../../params/params.ts';
import { readSentParams } from '../../params/sent-params.ts';
import { optional, text } from '../../params/validators.ts';
import { provider } from './provider-param.ts';

const declared = {
	projectId: text(1024),
	provider,
	code: optional(text(2048, 0), ''),
	state: optional(text(2048), ''),
	error: optional(text(2048, 0), ''),
	error_description: optional(text(2048, 0), '')
};

/**
 * `/account/sessions/oauth2/callback`: where a provider sends people back to. It is nobody's call of the API, so
 * neither project nor origin are looked at; they go on to the address where both are.
 */
export function oauth2Callback({ store: { project }, version }: AuthResources): Hono {
	const app = new Hono();

	app.on(['GET', 'POST'], '/account/sessions/oauth2/callback/:provider/:projectId', async (c) => {
		const sent = await readSentParams(c);
		const { provider, projectId } = readParams(declared, sent, project.settings());

		const query = new URLSearchParams();
		for (const [name, value] of sent) {
			if (!['provider', 'projectId', 'project'].includes(name)) query.set(name, String(value));
		}
		query.set('project', projectId);

		const { origin } = new URL(c.req.url);
		return c.body(null, 301, {
			Location: `${origin}/v1/account/sessions/oauth2/${provider}/redirect?${query}`,
			'Cache-Control': 'no-store, no-cache, must-revalidate, max-age=0',
			Pragma: 'no-cache'
		});
	});

	app.onError((error, c) => {
		if (error instanceof AppwriteError)
			return errorResponse(c, error, { release: version.release, asPage: true });
		throw error;
	});

	return app;
}
