// Values held while the model reads, written as the command line writes them:
// f[11]=0@14-20, l1.c[3]=0.5@7.

/// A hold and its text.
export function makeHold({ layer, key, unit, value, from, to }) {
  const prefix = layer > 0 ? `l${layer}.` : "";
  const steps = from === to ? `${from}` : `${from}-${to}`;
  const text = `${prefix}${key}[${unit}]=${value}@${steps}`;
  return { layer, key, unit, value, from, to, text };
}

/// The hold that a text stands for, or null.
export function parsedHold(text) {
  const parts = text.match(
    /^(?:l(\d+)\.)?([a-z]+)\[(\d+)\]=(-?[\d.]+(?:e-?\d+)?)@(\d+)(?:-(\d+))?$/);
  if (!parts || !Number.isFinite(Number(parts[4]))) return null;
  const [from, to] = [Number(parts[5]), Number(parts[6] ?? parts[5])];
  if (to < from) return null;
  return makeHold({
    layer: Number(parts[1] ?? 0), key: parts[2], unit: Number(parts[3]),
    value: Number(parts[4]), from, to,
  });
}

/// The holds with one more; an older one of the same value of the same unit
/// whose steps meet it gives way.
export function withHold(holds, hold) {
  return [
    ...holds.filter(
      (h) => h.layer !== hold.layer || h.key !== hold.key
        || h.unit !== hold.unit || h.to < hold.from || hold.to < h.from),
    hold,
  ];
}

/// Whether a model has what a hold holds.
export function fits(hold, model) {
  const layer = model.layers[hold.layer];
  const known = layer?.definition.quantities.find((q) => q.key === hold.key);
  return Boolean(known) && hold.unit < layer.units;
}
