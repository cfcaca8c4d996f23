// Preloaded into a process under test: tells its parent what it has used, as the operating system counts it.
process.on('message', (what) => process.send?.(what === 'cpu' ? cpu() : memory()));
// The parent's end of the channel must not keep this process alive when it is told to stop.
process.channel?.unref();

function cpu() {
	const { user, system } = process.cpuUsage();
	return user + system;
}

function memory() {
	global.gc?.();
	return process.memoryUsage();
}
