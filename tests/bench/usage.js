// Preloaded into a process under test: tells its parent what it has used, as the operating system counts it.
process.on('message', () => {
	global.gc?.();
	const { user, system } = process.cpuUsage();
	const { rss, heapUsed } = process.memoryUsage();
	process.send?.({ cpu: user + system, rss, heapUsed });
});
// The parent's end of the channel must not keep this process alive when it is told to stop.
process.channel?.unref();
