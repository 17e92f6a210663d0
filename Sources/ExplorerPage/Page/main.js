// The page comes to life: the model is unpacked, checked against the core, and
// handed to the reader.

import { App } from "./app.js";
import { Model, decoded, disagreement } from "./model.js";
import { Panels } from "./panels.js";
import { HoldForm } from "./change.js";
import { Hands } from "./hands.js";
import { Writer } from "./writer.js";
import { Tour } from "./tour.js";
import { drawRuler } from "./ruler.js";
import { drawSeries } from "./series.js";
import { drawLane } from "./lane.js";
import { drawSide } from "./side.js";
import { readAddress } from "./address.js";
import { commands } from "./commands.js";
import { csv, svg, picture } from "./exports.js";
import { byId, element, copy, save, formula } from "./elements.js";
import { scientific } from "./numbers.js";

/// The largest difference from the core that counts as agreement.
const tolerance = 1e-5;

function start(cells) {
  const header = JSON.parse(byId("header").textContent);
  const numbers = decoded(byId("weights").textContent, Float32Array);
  const model = new Model(header, numbers, cells);
  document.querySelector("main").hidden = false;
  const app = new App(header, model);
  const holdForm = new HoldForm(app);
  const hands = new Hands(app, holdForm);
  const panels = new Panels(app, (canvas) => hands.panel(canvas));
  const writer = new Writer(app);
  const page = { app, holdForm, panels, writer };
  app.light = (term) => light(app, term);
  app.onchange = () => refresh(page);
  app.ondraw = () => draw(page);
  app.onlooked = () => panels.drawContexts();
  open(page);
  new Tour(app);
  buttons(app);
  setTimeout(() => showAgreement(model, header.reference), 0);
}

/// The first view: that of the address, where it says something.
function open({ app }) {
  document.body.classList.toggle("rows", !app.model.isText);
  if (!app.model.isText) byId("ruler-box").append(byId("text"));
  byId("compare-label").hidden = !app.model.isText;
  measure(app);
  const view = readAddress(location.hash, { ...app.first, holds: [] });
  app.view = { ...app.view, layer: -1, text: null, theme: null, holds: null };
  app.view.layer = 0;
  app.choose();
  app.dress();
  app.change({ ...view, layer: Math.min(view.layer, app.model.layers.length - 1) });
  app.restartStatistics();
  app.arrange();
  addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== app.address) {
      app.change(readAddress(location.hash, { ...app.first, holds: [] }));
    }
  });
  new ResizeObserver(() => { measure(app); app.schedule(); })
    .observe(byId("picture"));
  addEventListener("scroll", () => app.schedule(), { passive: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener(
    "change", () => { app.dress(); app.schedule(); });
}

function measure(app) {
  const isNarrow = innerWidth < 820;
  app.axis.width = byId("ruler-box").clientWidth;
  app.axis.gutter = isNarrow ? 44 : 58;
  app.axis.column = app.model.isText ? (isNarrow ? 16 : 18) : 5;
  app.expected = isNarrow || innerHeight < 700 ? 3 : 5;
  app.axis.scroll(app.axis.offset);
}

/// Controls follow the view; the address follows a moment later.
function refresh({ app, holdForm, panels }) {
  const { view } = app;
  holdForm.refresh();
  panels.refresh();
  for (const [id, field] of [["text", "text"], ["other", "other"]]) {
    if (byId(id).value !== (view[field] ?? "")) byId(id).value = view[field] ?? "";
  }
  byId("compare").value = view.compare;
  byId("other-box").hidden = view.compare !== "text";
  byId("temperature").value = view.temperature;
  byId("temperature").nextElementSibling.textContent = view.temperature;
  nameLane(app);
  clearTimeout(refresh.later);
  refresh.later = setTimeout(() => {
    const address = app.address;
    if (address !== location.hash.slice(1)) {
      history.replaceState(
        null, "", address ? `#${address}` : location.href.split("#")[0]);
    }
  }, 300);
}

function nameLane(app) {
  const { definition, view } = app;
  const name = app.findings.get(view.unit);
  const memory = definition.memory?.quantity ?? "h";
  byId("lane-name").replaceChildren(`Unit ${view.unit}`, element("span", {},
    name ? ` · ${name.label} (${name.words})` : "", " · ",
    formula(app.symbol(memory)),
    ...(memory === "h" ? [] : [", pale ", formula("h"), " on ±1"])));
}

/// A frame: first what is under the text, then, as a task of its own, what is
/// beside it.
function draw(page) {
  const { app, panels, holdForm } = page;
  const { axis } = app;
  byId("scroll").firstElementChild.style.width = `${axis.extent}px`;
  if (Math.abs(byId("scroll").scrollLeft - axis.offset) >= 1) {
    byId("scroll").scrollLeft = axis.offset;
  }
  if (app.model.isText) drawRuler(app, byId("ruler-canvas"), app.reading);
  else drawSeries(app, byId("ruler-canvas"));
  if (app.view.compare === "text") {
    drawRuler(app, byId("other-canvas"), app.otherReading, { isOther: true });
  }
  drawLane(app, byId("lane-canvas"));
  panels.draw();
  if (page.isWaiting) return;
  page.isWaiting = true;
  setTimeout(() => {
    page.isWaiting = false;
    drawSide(app);
    panels.drawContexts();
    holdForm.effect();
    byId("loss").textContent = app.lossWords();
    document.querySelector("main").ariaBusy = String(!app.isDone);
  }, 0);
}

/// Lights the row or the character that a term came from.
function light(app, term) {
  if (!term) return void app.change({ span: app.litBefore ?? null });
  app.litBefore = app.view.span;
  if (term.isCharacter) app.change({ span: [app.view.step, app.view.step] });
}

function buttons(app) {
  byId("link-button").addEventListener("click", () => copy(
    `${location.href.split("#")[0]}#${app.address}`, "The link is copied."));
  byId("theme-button").addEventListener("click", () => app.change({
    theme: app.colours.isDark ? "light" : "dark" }));
  byId("compare").addEventListener("change", (event) => app.change({
    compare: event.target.value, other: app.view.other || app.view.text }));
  byId("keep-button").addEventListener("click", () => {
    byId("commands").replaceChildren(...commands(app).map(
      ({ command, words }) => element("div", {}, element("code", {}, command),
        element("button", { type: "button", "aria-label":
          `Copy the command for ${words}`, onclick: () => copy(
          command, `The command for ${words} is copied.`) }, "Copy"))));
    byId("keep").showModal();
  });
  const name = app.header.model.name;
  const keep = {
    csv: () => save(`${name}.csv`, csv(app), "text/csv"),
    svg: () => save(`${name}.svg`, svg(app), "image/svg+xml"),
    png: () => picture(app).toBlob((blob) => save(`${name}.png`, blob)),
    print: () => { byId("keep").close(); print(); },
  };
  for (const button of document.querySelectorAll("[data-save]")) {
    button.addEventListener("click", keep[button.dataset.save]);
  }
}

/// The badge: what the page computes against what the core computed.
function showAgreement(model, reference) {
  const numbers = decoded(byId("reference").textContent, Float64Array);
  const most = disagreement(model, reference, numbers);
  const badge = byId("agreement");
  badge.dataset.difference = String(most);
  const isGood = most <= tolerance;
  badge.classList.toggle("wrong", !isGood);
  badge.textContent = isGood
    ? `✓ agrees with lstm-lab to ${scientific(most)}`
    : `✗ differs from lstm-lab by ${scientific(most)}: do not trust this page`;
  badge.title = `${numbers.length} values recomputed`;
}

start(cells);
