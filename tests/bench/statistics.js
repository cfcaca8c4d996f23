/** @param {number[]} values */
export function median(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/**
 * @param {number[]} values
 * @param {number} share 0 to 1
 */
export function percentile(values, share) {
	return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
}

/**
 * The least and the most of these.
 * @param {number[]} values
 * @param {number} [digits]
 */
export function spread(values, digits = 0) {
	return `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
}

/**
 * A ratio of medians, and the spread of the ratios of each round: what took turns shared the same weather.
 * @param {number[]} of
 * @param {number[]} to
 */
export function ratio(of, to) {
	const rounds = of.map((value, round) => value / (to[round] ?? NaN));
	return `${(median(of) / median(to)).toFixed(2)} (${spread(rounds, 2)})`;
}
