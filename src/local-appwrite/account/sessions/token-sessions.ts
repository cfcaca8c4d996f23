import { endpoint, type Declaration, type Endpoint } from '../../http/endpoint.ts';
import { customId, text } from '../../params/validators.ts';
import { UserError } from '../../store/errors.ts';
import { exchangeToken } from './token-exchange.ts';

type Address = Pick<Declaration, 'method' | 'path'>;

/** The parts of `/account/sessions` that take a token: the last two are old names of the first. */
export const tokenSessions = [
	exchange({ method: 'POST', path: '/account/sessions/token' }, { resetOn: 201 }),
	exchange(
		{ method: 'PUT', path: '/account/sessions/magic-url' },
		// As short as the link's own secret.
		{ resetOn: 201, secretLength: 64 }
	),
	exchange({ method: 'PUT', path: '/account/sessions/phone' }, {})
];

function exchange(
	address: Address,
	{ resetOn, secretLength }: { resetOn?: number; secretLength?: number }
): Endpoint {
	return endpoint(
		{
			...address,
			scopes: ['sessions.write'],
			session: true,
			limit: { hits: 10, keys: ['ip:{ip},userId:{param-userId}'], resetOn },
			audit: 'session.create',
			inConsole: new UserError('user_invalid_token'),
			params: { userId: customId, secret: text(256) }
		},
		(call) => exchangeToken(call, call.params, secretLength)
	);
}
