// Numbers for people: a true minus sign, as many digits as help.

export function fixed(value, digits = 2) {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  }
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}

export function signed(value, digits = 2) {
  const text = fixed(value, digits);
  return value < 0 || !Number.isFinite(value) ? text : "+" + text;
}

export function percent(share) {
  const value = 100 * share;
  return value > 0 && value < 1 ? "<1%" : Math.round(value) + "%";
}

export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/// A small magnitude as a mantissa and a power, `4e−15`.
export function scientific(value) {
  return value === 0
    ? "0" : value.toExponential(0).replace("+", "").replace("-", "−");
}

/// A character as it can be seen.
export function visible(character) {
  const signs = { " ": "␣", "\n": "⏎", "\t": "⇥", "\r": "␍" };
  if (signs[character]) return signs[character];
  const code = character.codePointAt(0);
  const isHidden = code < 0x20 || (code >= 0x7f && code < 0xa0)
    || code === 0xad || (code >= 0x200b && code <= 0x200f)
    || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f)
    || code === 0xfeff || (code >= 0xfe00 && code <= 0xfe0f);
  if (isHidden) return "U+" + code.toString(16).toUpperCase().padStart(4, "0");
  return /\p{M}/u.test(character) ? "◌" + character : character;
}

/// The smallest of 1, 2 and 5 times a power of ten that is no less.
export function oneTwoFive(value) {
  const decade = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5].find((f) => value <= f * decade * (1 + 1e-12));
  return (factor ?? 10) * decade;
}
