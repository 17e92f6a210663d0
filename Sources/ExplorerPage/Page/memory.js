// Whose write is still in the memory: m_t as a sum over the steps that wrote
// it, exactly, for every cell whose memory goes on as m′ = kept·m + written.

/// What is left at a step of every write up to it: what each step wrote, the
/// share of it that was kept since, and their product; null for a cell whose
/// memory is no such sum.
export function writes(reading, layer, unit, step) {
  const rule = reading.model.layers[layer].definition.memory;
  if (!rule || step >= reading.length) return null;
  const [written, kept, share] = Array.from(
    { length: 3 }, () => new Float64Array(step + 1));
  let [k, rest] = [step, 1];
  const values = {};
  const q = (key) => (values[key] ??= reading.values(layer, key))(k, unit);
  for (; k >= 0; k -= 1) {
    written[k] = rule.written(q);
    kept[k] = rest;
    share[k] = rest * written[k];
    rest *= rule.kept(q);
  }
  return { written, kept, share };
}

/// How much of the memory one step keeps.
export function keptShare(reading, layer, unit, step) {
  const rule = reading.model.layers[layer].definition.memory;
  return rule
    ? rule.kept((key) => reading.value(layer, key, step, unit)) : NaN;
}

/// The steps of the largest shares, in their order.
export function largestShares(share, count) {
  const best = [];
  for (let k = 0; k < share.length; k += 1) {
    const size = Math.abs(share[k]);
    if (best.length === count && size <= Math.abs(share[best.at(-1)])) continue;
    let place = best.length;
    while (place > 0 && Math.abs(share[best[place - 1]]) < size) place -= 1;
    best.splice(place, 0, k);
    best.length = Math.min(best.length, count);
  }
  return best.sort((a, b) => a - b);
}
