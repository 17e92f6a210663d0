// What a long text says of the units: how they vary, saturate and forget, and
// where each is highest. The page reads the text itself, a slice at a time.

/// From which magnitude of h on a unit is on, as `lstm-lab match` has it.
export const threshold = 0.3;

export class Statistics {
  constructor(model, items, layer) {
    [this.model, this.items, this.layer] = [model, items, layer];
    [this.length, this.states] = [0, model.states];
    const layerOf = model.layers[layer];
    const { units, definition } = layerOf;
    this.gates = definition.quantities
      .filter((q) => q.range === "gate").map((q) => q.key);
    this.memory = definition.memory?.quantity ?? "h";
    this.kept = definition.memory?.kept ?? (() => 1);
    this.values = new Float32Array(items.length * units);
    this.hidden = this.memory === "h" ? this.values
      : new Float32Array(items.length * (layerOf.states.h ?? units));
    this.hiddenWidth = layerOf.states.h ?? units;
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
    if (this.hidden !== this.values) {
      this.hidden.set(layer.h, this.length * this.hiddenWidth);
    }
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

  /// The largest magnitude of a unit's memory.
  largest(unit) {
    let most = 0;
    for (let t = 0; t < this.length; t += 1) {
      most = Math.max(most, Math.abs(this.values[t * this.units + unit]));
    }
    return most || 1;
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
    const isApart = (t) => found.every(({ step }) => Math.abs(step - t) >= 32);
    while (found.length < count) {
      let [best, most] = [-1, -Infinity];
      for (let t = 0; t < this.length; t += 1) {
        const value = sign * this.values[t * this.units + unit];
        if (value > most && isApart(t)) [best, most] = [t, value];
      }
      if (best < 0) break;
      found.push({ step: best, value: sign * most });
    }
    return found;
  }

  /// Where the same units are on: the stretches over which three quarters of
  /// them are, the fuller, the better bounded and the nearer in length to the
  /// one that was chosen the better, as `lstm-lab match` has it.
  matches(pattern, length, count) {
    const shares = new Float64Array(this.length);
    for (let t = 0; t < this.length; t += 1) {
      let on = 0;
      for (const { unit, sign } of pattern) {
        if (sign * this.hidden[t * this.hiddenWidth + unit] >= threshold) on += 1;
      }
      shares[t] = on / pattern.length;
    }
    const found = [];
    for (let start = 0; start < this.length; start += 1) {
      let [end, sum] = [start, 0];
      while (end < this.length && shares[end] >= 0.75) sum += shares[end++];
      if (end === start) continue;
      const size = end - start;
      const edges = [start - 1, end].filter((t) => t in shares);
      const outside = edges.reduce((total, t) => total + shares[t], 0)
        / Math.max(1, edges.length);
      found.push({ step: start, length: size, score: (sum / size - outside)
        * Math.min(size, length) / Math.max(size, length) });
      start = end;
    }
    return found.sort((a, b) => b.score - a.score || a.step - b.step)
      .slice(0, count);
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
