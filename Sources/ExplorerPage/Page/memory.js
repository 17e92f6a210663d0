// Whose write is still in the memory: m_t as a sum over the steps that wrote
// it, exactly, for every cell whose memory goes on as m′ = kept·m + written.

/// The product of factors such as f, or 1−z for the rest to 1.
function product(reading, layer, factors, step, unit) {
  return factors.reduce((value, factor) => {
    const isRest = factor.startsWith("1−");
    const v = reading.value(
      layer, isRest ? factor.slice(2) : factor, step, unit);
    return value * (isRest ? 1 - v : v);
  }, 1);
}

/// What is left at a step of every write up to it:
/// [{ step, written, kept, share }] in order; null for a cell whose memory is
/// no such sum.
export function writes(reading, layer, unit, step) {
  const rule = reading.model.layers[layer].definition.memory;
  if (!rule || step >= reading.length) return null;
  const parts = [];
  let kept = 1;
  for (let k = step; k >= 0; k -= 1) {
    const written = product(reading, layer, rule.written, k, unit);
    parts.push({ step: k, written, kept, share: kept * written });
    kept *= product(reading, layer, rule.kept, k, unit);
  }
  return parts.reverse();
}

/// How much of the memory one step keeps.
export function keptShare(reading, layer, unit, step) {
  const rule = reading.model.layers[layer].definition.memory;
  return rule ? product(reading, layer, rule.kept, step, unit) : NaN;
}
