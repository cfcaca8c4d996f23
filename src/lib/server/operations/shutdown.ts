let isDraining = false;

/** From SIGTERM on `/readyz` says no, so that balancers look elsewhere before the port closes (`SHUTDOWN_DELAY`). */
export function watchShutdown() {
	process.once('SIGTERM', () => (isDraining = true));
}

export function isShuttingDown(): boolean {
	return isDraining;
}
