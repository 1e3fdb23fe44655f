// What a frame rate lets one see. The event is dated to the first frame that shows it.

export const RATES_HZ = [30, 60, 120, 240];

export const framePeriod_ms = (rate_hz) => 1000 / rate_hz;

export function firstFrameAfter_ms(instant_ms, rate_hz) {
  const period_ms = framePeriod_ms(rate_hz);
  return Math.ceil(instant_ms / period_ms - 1e-9) * period_ms;
}

/**
 * Half the 95 % interval of one contact time from two events, each late by anything from nothing
 * to one frame: the difference of two such delays has a standard deviation of T / √6.
 */
export function contactTimeError_ms(rate_hz, steps = 1) {
  return (1.96 * framePeriod_ms(rate_hz)) / Math.sqrt(6 * steps);
}
