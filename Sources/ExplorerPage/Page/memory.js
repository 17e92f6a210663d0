// Whose write is still in the memory: m_t as a sum over the steps that wrote
// it, exactly, for every cell whose memory goes on as m′ = kept·m + written.

/// What is left at a step of every write up to it:
/// [{ step, written, kept, share }] in order; null for a cell whose memory is
/// no such sum.
export function writes(reading, layer, unit, step) {
  const rule = reading.model.layers[layer].definition.memory;
  if (!rule || step >= reading.length) return null;
  const parts = [];
  let kept = 1;
  for (let k = step; k >= 0; k -= 1) {
    const q = (key) => reading.value(layer, key, k, unit);
    const written = rule.written(q);
    parts.push({ step: k, written, kept, share: kept * written });
    kept *= rule.kept(q);
  }
  return parts.reverse();
}

/// How much of the memory one step keeps.
export function keptShare(reading, layer, unit, step) {
  const rule = reading.model.layers[layer].definition.memory;
  return rule
    ? rule.kept((key) => reading.value(layer, key, step, unit)) : NaN;
}
