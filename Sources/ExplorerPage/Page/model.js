// The model as the page carries it: a header in JSON, numbers in base64.

/// The numbers of a base64 text; float32 or float64, little-endian.
export function decoded(base64, type) {
  const text = atob(base64.trim());
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k += 1) bytes[k] = text.charCodeAt(k);
  return new type(bytes.buffer);
}

/// A number that changes with any bit of the weights (FNV-1a over words).
export function digest(numbers) {
  let hash = 0x811c9dc5;
  for (const word of new Uint32Array(numbers.buffer)) {
    hash = Math.imul(hash ^ word, 0x01000193);
  }
  return hash >>> 0;
}

/// A network of reader, recurrent layers and readout.
export class Model {
  /// header: sizes, names and places; numbers: all weights in one run;
  /// cells: what is emitted of each kind of cell, by its name.
  constructor(header, numbers, cells) {
    const array = ({ at, shape }) => Float64Array.from(
      numbers.subarray(at, at + shape.reduce((a, b) => a * b, 1)));
    this.header = header;
    this.reader = header.reader;
    this.isText = this.reader.kind === "symbols";
    this.layers = header.layers.map((layer) => ({
      ...layer,
      definition: { ...header.cells[layer.cell], ...cells[layer.cell] },
      unbounded: header.cells[layer.cell].quantities
        .filter(({ range }) => range == null),
      weights: Object.fromEntries(
        Object.entries(layer.weights).map(([name, w]) => [name, array(w)])),
      initial: Object.fromEntries(
        Object.entries(layer.states).map(([name, size]) => [
          name,
          layer.start?.[name]
            ? array(layer.start[name]) : new Float64Array(size)])),
    }));
    this.embedding = this.reader.embedding && array(this.reader.embedding);
    this.readout = header.readout && {
      ...header.readout,
      weights: array(header.readout.weights),
      bias: array(header.readout.bias),
    };
    if (!this.isText) return;
    this.vocabulary = this.reader.vocabulary;
    this.places = new Map();
    this.vocabulary.forEach((symbol, k) => {
      if (k > 0 || this.reader.unknown === null) this.places.set(symbol, k);
    });
  }

  /// The index that a character is read as; the unknown symbol's where the
  /// vocabulary lacks it.
  index(character) {
    return this.places.get(character) ?? this.reader.unknown;
  }

  /// A text's characters as the vocabulary has them: a straight quotation mark
  /// as a typographic one where only that is known, as lstm-lab reads it.
  characters(text) {
    let previous = "";
    return Array.from(text, (character) => (
      previous = this.adapted(character, previous)));
  }

  /// A straight mark opens at the beginning and after a blank, an opening
  /// bracket or a dash; elsewhere it closes.
  adapted(character, previous) {
    const marks = { "'": ["‘", "’"], '"': ["“", "”"] }[character];
    if (!marks || this.knows(character)) return character;
    const opens = /^$|[\p{White_Space}([{—–“‘]/u.test(previous);
    return (opens ? marks : marks.slice(1))
      .find((mark) => this.knows(mark)) ?? character;
  }

  knows(character) { return this.places.has(character); }

  /// x of the lowest layer, for a symbol's index or a row of numbers.
  input(item) {
    const size = this.layers[0].inputs;
    if (!this.isText) {
      const { mean, scale } = this.reader;
      return Float64Array.from(item, (v, k) => (v - mean[k]) / scale[k]);
    }
    if (this.embedding) {
      return this.embedding.subarray(item * size, (item + 1) * size);
    }
    const x = new Float64Array(size);
    x[item] = 1;
    return x;
  }

  /// V·h + d: unnormalised log-probabilities, or what is predicted.
  output(hidden) {
    const { weights, bias, scale, mean } = this.readout;
    const size = hidden.length;
    const result = new Float64Array(bias.length);
    for (let row = 0, at = 0; row < result.length; row += 1) {
      let sum = bias[row];
      for (let k = 0; k < size; k += 1, at += 1) sum += weights[at] * hidden[k];
      result[row] = scale ? mean[row] + scale[row] * sum : sum;
    }
    return result;
  }

  get states() { return this.layers.map((layer) => layer.initial); }

  /// All layers at one step; hold, where given, may change what is computed.
  step(item, states, hold) {
    let x = this.input(item);
    return this.layers.map((layer, k) => {
      const computed = layer.definition.step(
        x, states[k], layer.weights, hold && ((key, v) => hold(k, key, v)));
      x = computed.h;
      return computed;
    });
  }
}

/// The probabilities of logits, sharpened or flattened by a temperature.
export function softmax(logits, temperature = 1) {
  const most = Math.max(...logits);
  const p = logits.map((z) => Math.exp((z - most) / temperature));
  const sum = p.reduce((a, b) => a + b, 0);
  return p.map((v) => v / sum);
}

/// How far the page is from the core: the largest difference of any quantity
/// of a trace that the core made.
export function disagreement(model, reference, numbers) {
  let [states, place, most] = [model.states, 0, 0];
  const compare = (value) => {
    const apart = Math.abs(value - numbers[place]);
    // NaN on one side alone is as wrong as can be.
    most = Math.max(most, Number.isNaN(apart) ? Infinity : apart);
    place += 1;
  };
  for (const item of reference.items) {
    const step = model.step(item, states);
    states = step.map((layer) => layer.state);
    for (const [k, keys] of reference.keys.entries()) {
      for (const key of keys) step[k][key].forEach(compare);
    }
    if (model.readout) model.output(step.at(-1).h).forEach(compare);
  }
  return place === numbers.length ? most : Infinity;
}
