import { Agent, DecoratorHandler, type Dispatcher } from 'undici';

const CONNECT_MS = 1_000;

/** Less than any proxy in front of an Appwrite waits by default (60 s and more), so that none hangs up first. */
const KEEP_ALIVE_MS = 30_000;

/** Connections that requests share; the secrets stay in the headers of each. They are opened when they are needed. */
export function createConnections(most: number): Agent {
	return new Agent({
		connections: most,
		keepAliveTimeout: KEEP_ALIVE_MS,
		connect: { timeout: CONNECT_MS }
	});
}

/** The same connections for calls that may take so many milliseconds. */
export function withDeadline(connections: Dispatcher, ms: number): Dispatcher {
	return connections.compose((dispatch) => (options, handler) => {
		return dispatch(options, new LateAnswer(handler, ms));
	});
}

/** Closes the connection of an answer that is late: nobody waits for it any more, and it would keep its place. */
class LateAnswer extends DecoratorHandler implements Dispatcher.DispatchHandlers {
	readonly #handler: Dispatcher.DispatchHandlers;
	readonly #ms: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(handler: Dispatcher.DispatchHandlers, ms: number) {
		super(handler);
		this.#handler = handler;
		this.#ms = ms;
	}

	onConnect(abort: (error?: Error) => void) {
		this.#timer = setTimeout(() => {
			abort(new DOMException('No answer in time', 'TimeoutError'));
		}, this.#ms);
		this.#handler.onConnect?.(abort);
	}

	onComplete(trailers: string[] | null) {
		clearTimeout(this.#timer);
		this.#handler.onComplete?.(trailers);
	}

	onError(error: Error) {
		clearTimeout(this.#timer);
		this.#handler.onError?.(error);
	}
}
