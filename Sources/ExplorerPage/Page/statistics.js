// What a long text says of the units: how they vary, saturate and forget, and
// where each is highest. The page reads the text itself, a slice at a time.

export class Statistics {
  constructor(model, items, layer) {
    [this.model, this.items, this.layer] = [model, items, layer];
    [this.length, this.states] = [0, model.states];
    const units = model.layers[layer].units;
    const definition = model.layers[layer].definition;
    this.gates = definition.quantities
      .filter((q) => q.range === "gate").map((q) => q.key);
    this.memory = definition.memory?.quantity ?? "h";
    this.kept = definition.memory?.kept ?? (() => 1);
    this.values = new Float32Array(items.length * units);
    this.sum = new Float64Array(units);
    this.squares = new Float64Array(units);
    this.closed = new Float64Array(units);
    this.logKept = new Float64Array(units);
    this.units = units;
  }

  get isDone() { return this.length === this.items.length; }

  /// Reads on for so many milliseconds.
  advance(budget) {
    const end = performance.now() + budget;
    while (!this.isDone && performance.now() < end) this.next();
    return this.isDone;
  }

  next() {
    const step = this.model.step(this.items[this.length], this.states);
    this.states = step.map((layer) => layer.state);
    const layer = step[this.layer];
    const memory = layer[this.memory];
    for (let u = 0; u < this.units; u += 1) {
      const value = memory[u];
      this.values[this.length * this.units + u] = value;
      this.sum[u] += value;
      this.squares[u] += value * value;
      const at = (key) => (
        layer[key][Math.floor(u * layer[key].length / this.units)]);
      this.logKept[u] += Math.log(Math.max(1e-12, this.kept(at)));
      for (const key of this.gates) {
        const gate = at(key);
        if (gate < 0.1 || gate > 0.9) this.closed[u] += 1;
      }
    }
    this.length += 1;
  }

  variance(unit) {
    const mean = this.sum[unit] / this.length;
    return this.squares[unit] / this.length - mean * mean;
  }

  /// The share of steps at which gates are shut (< 0.1) or open (> 0.9).
  saturation(unit) {
    return this.closed[unit] / (this.length * Math.max(1, this.gates.length));
  }

  /// The steps after which half is left, at the mean rate of forgetting.
  halfLife(unit) {
    const rate = -this.logKept[unit] / this.length;
    return rate > 0 ? Math.LN2 / rate : Infinity;
  }

  /// The steps at which a unit is highest, or lowest, no two near each other.
  extremes(unit, count, sign = 1) {
    const found = [];
    const at = (t) => sign * this.values[t * this.units + unit];
    const order = Array.from({ length: this.length }, (_, t) => t)
      .sort((a, b) => at(b) - at(a));
    for (const t of order) {
      if (found.every((k) => Math.abs(k - t) >= 32)) found.push(t);
      if (found.length === count) break;
    }
    return found.map((step) => ({ step, value: sign * at(step) }));
  }

  /// Where the same units are on: stretches of so many steps at which most of
  /// the units are as far from their mean, on the same side, as in a pattern.
  matches(pattern, length, count) {
    const scores = new Float32Array(Math.max(0, this.length - length + 1));
    for (let t = 0; t < scores.length; t += 1) {
      let hits = 0;
      for (const { unit, sign, limit } of pattern) {
        for (let k = 0; k < length; k += 1) {
          const value = this.values[(t + k) * this.units + unit];
          if (sign * value >= limit) hits += 1;
        }
      }
      scores[t] = hits / (length * pattern.length);
    }
    const found = [];
    const order = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
    for (const t of order) {
      if (found.every((m) => Math.abs(m.step - t) >= length + 16)) {
        found.push({ step: t, score: scores[t] });
      }
      if (found.length === count) break;
    }
    return found;
  }
}

/// The units of a layer in the order that a reader asks for.
export function ordered(order, units, statistics, findings) {
  const indices = Array.from({ length: units }, (_, k) => k);
  const by = {
    variance: (u) => -statistics.variance(u),
    saturation: (u) => -statistics.saturation(u),
    "half-life": (u) => -statistics.halfLife(u),
    found: (u) => findings.get(u)?.rank ?? Infinity,
  }[order];
  if (!by || (order !== "found" && !statistics?.isDone)) return indices;
  const keys = indices.map(by);
  return indices.sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] - keys[b]));
}
