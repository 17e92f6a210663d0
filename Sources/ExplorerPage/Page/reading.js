// A text or series with everything that the model computed when it read it,
// kept step by step, so that a change costs the steps after it alone.

/// A table of one quantity: a row a step, a column a unit.
class Table {
  constructor(width) {
    [this.width, this.rows] = [width, 0];
    this.data = new Float64Array(64 * width);
  }

  set(row, values) {
    const needed = (row + 1) * this.width;
    if (needed > this.data.length) {
      const grown = new Float64Array(2 * needed);
      grown.set(this.data);
      this.data = grown;
    }
    this.data.set(values, row * this.width);
    this.rows = row + 1;
  }

  /// A row of the largest magnitudes up to here, from values.
  follow(row, values) {
    this.set(row, values);
    const at = row * this.width;
    for (let k = 0; k < this.width; k += 1) {
      const before = row > 0 ? this.data[at - this.width + k] : 0;
      this.data[at + k] = Math.max(before, Math.abs(values[k]));
    }
  }

  row(step) {
    return this.data.subarray(step * this.width, (step + 1) * this.width);
  }
}

/// How many steps were ever computed: each has a number of its own, by which
/// one sees whether what was drawn of it still holds.
let computed = 0;

export class Reading {
  constructor(model) {
    this.model = model;
    [this.items, this.length, this.holds] = [[], 0, []];
    this.tables = model.layers.map(() => ({}));
    this.largest = model.layers.map(() => ({}));
    this.stamps = [];
    this.states = [model.states];
    this.outputs = null;
  }

  /// Reads other items; what stands before the first difference stays.
  read(items) {
    let same = 0;
    const most = Math.min(items.length, this.length);
    while (same < most && isSame(items[same], this.items[same])) same += 1;
    [this.items, this.length] = [items, same];
    this.states.length = same + 1;
  }

  /// Holds other values; what was read before the first of them stays.
  hold(holds) {
    const changed = [...holds, ...this.holds].filter(
      (h) => !(holds.some((k) => k.text === h.text)
        && this.holds.some((k) => k.text === h.text)));
    const first = Math.min(this.length, ...changed.map((h) => h.from));
    [this.holds, this.length] = [holds, first];
    this.states.length = first + 1;
  }

  get isDone() { return this.length === this.items.length; }

  /// Reads on until done or until the time in milliseconds is used up.
  advance(budget = Infinity) {
    const end = performance.now() + budget;
    while (!this.isDone) {
      this.next();
      if (performance.now() > end) break;
    }
    return this.isDone;
  }

  next() {
    const t = this.length;
    const active = this.holds.filter((h) => h.from <= t && t <= h.to);
    const hold = active.length === 0 ? undefined : (layer, key, values) => {
      for (const h of active) {
        if (h.layer === layer && h.key === key) values[h.unit] = h.value;
      }
    };
    const step = this.model.step(this.items[t], this.states[t], hold);
    step.forEach((layer, k) => {
      for (const key in layer) {
        if (key === "state") continue;
        this.tables[k][key] ??= new Table(layer[key].length);
        this.tables[k][key].set(t, layer[key]);
      }
      for (const { key } of this.model.layers[k].unbounded) {
        this.largest[k][key] ??= new Table(layer[key].length);
        this.largest[k][key].follow(t, layer[key]);
      }
    });
    this.stamps[t] = computed += 1;
    this.states.push(step.map((layer) => layer.state));
    if (this.model.readout) {
      const y = this.model.output(step.at(-1).h);
      this.outputs ??= new Table(y.length);
      this.outputs.set(t, this.model.isText ? logSoftmax(y) : y);
    }
    this.length = t + 1;
  }

  value(layer, key, step, unit) { return this.values(layer, key)(step, unit); }

  /// A quantity as a function of step and unit; NaN where nothing is read yet.
  values(layer, key) {
    const { length, tables, model } = this;
    const table = tables[layer][key];
    if (!table) return () => NaN;
    const { data, width } = table;
    // Where a block of units shares a gate, there are fewer gates than units.
    const { units } = model.layers[layer];
    const block = width >= units || key === "h" ? 1 : units / width;
    return (step, unit) => (step < 0 || step >= length
      ? NaN : data[step * width + (block === 1 ? unit : Math.floor(unit / block))]);
  }

  /// The largest magnitude that a quantity of a unit has had so far.
  magnitude(layer, key, unit) {
    const table = this.largest[layer][key];
    return table && this.length > 0 ? table.row(this.length - 1)[unit] : 0;
  }

  /// A value of the step before, from the state.
  before(layer, name, step, unit) {
    return this.states[step]?.[layer][name]?.[unit] ?? NaN;
  }

  /// Log-probabilities of what follows a step, in nats.
  logs(step) {
    return this.outputs && step >= 0 && step < this.length
      ? this.outputs.row(step) : null;
  }

  /// How unexpected the item of a step was, in nats; NaN for the first.
  surprise(step) {
    const logs = this.model.isText ? this.logs(step - 1) : null;
    return logs && step < this.items.length ? -logs[this.items[step]] : NaN;
  }

  /// The mean of that over a stretch of steps.
  loss(from = 1, to = this.length - 1) {
    let [sum, count] = [0, 0];
    for (let t = Math.max(1, from); t <= Math.min(to, this.length - 1); t += 1) {
      [sum, count] = [sum + this.surprise(t), count + 1];
    }
    return sum / count;
  }

  /// The likeliest items after a step: [{ index, probability }].
  likeliest(step, count = 5) {
    const logs = this.logs(step);
    if (!logs) return [];
    const best = [];
    for (let index = 0; index < logs.length; index += 1) {
      if (best.length === count && logs[index] <= best.at(-1).log) continue;
      let place = best.length;
      while (place > 0 && best[place - 1].log < logs[index]) place -= 1;
      best.splice(place, 0, { index, log: logs[index] });
      best.length = Math.min(best.length, count);
    }
    return best.map(({ index, log }) => ({ index, probability: Math.exp(log) }));
  }
}

function logSoftmax(logits) {
  let most = -Infinity;
  for (const z of logits) most = Math.max(most, z);
  let sum = 0;
  for (const z of logits) sum += Math.exp(z - most);
  const norm = most + Math.log(sum);
  return logits.map((z) => z - norm);
}

function isSame(a, b) {
  return typeof a === "number"
    ? a === b : a.length === b.length && a.every((v, k) => Object.is(v, b[k]));
}
