(function () {
"use strict";
// The table is whole without this script, which only hides and orders its rows.
// State lives after "#", so that a filtered view can be shared, from a file share too.
const get = (id) => document.getElementById(id);
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}'’‘.]/gu, "")
  .toLowerCase().replace(/&/g, " and ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const search = document.querySelector("search"), box = get("name"), order = get("order");
const body = document.querySelector("tbody"), say = get("say"), clear = get("clear"), more = get("more");
const filters = ["place", "kind", "pattern", "evidence"].map(get);
const fields = [box, ...filters, order];
const hexes = get("hexes") ? get("hexes").children : [];
const rows = Array.from(body.rows, (tr, number) => ({
  tr, number, hex: hexes[number], shown: true, on: true,
  text: fold(tr.id + " " + tr.cells[0].firstElementChild.textContent + " " + (tr.dataset.a || "")),
  holds: tr.dataset.f.split("|").map((numbers) => numbers.split(" ").map(Number)),
}));
// A row's last option under "place" is its region, and regions are listed nation by nation.
rows.forEach((row) => { row.region = row.holds[0][row.holds[0].length - 1]; });
// A hexagon's title has its council's name; the pattern stands in the row already.
rows.forEach(({tr, hex}) => {
  if (hex) hex.firstElementChild.append(": " + tr.querySelector(".h b").textContent.slice(0, -1));
});
// The PDF of another briefing lies beside its page: its link is made here, not sent 1,000 times.
body.querySelectorAll(".o a:not([data-alone])").forEach((page) => {
  const pdf = page.cloneNode(), of = document.createElement("span");
  pdf.href = page.getAttribute("href").replace(/html$/, "pdf");
  of.className = "v";
  of.textContent = " of " + page.textContent;
  pdf.append("PDF", of);
  page.after(" ", pdf);
});
// Laying out thousands of rows takes seconds: only so many are shown until all are asked for.
const most = 500;
let limit = get(location.hash.slice(1)) ? Infinity : most;
let list = rows, ordered = "";

function keep(row, words, chosen) {
  return words.every((word) => row.text.includes(word)) &&
    chosen.every((option, n) => !option || row.holds[n].includes(option));
}
function sort() {
  if (ordered === order.value) return;
  ordered = order.value;
  list = rows.slice();
  if (ordered) list.sort((a, b) => a.region - b.region || a.number - b.number);
  list.forEach((row) => body.append(row.tr));
}
function mark(row, on, shown) {
  if (shown !== row.shown) row.tr.hidden = !shown;
  if (on !== row.on && row.hex) row.hex.setAttribute("opacity", on ? "1" : ".2");
  row.on = on;
  row.shown = shown;
}
function figure(n) { return n.toLocaleString("en-GB"); }
function count(n) {
  if (!n) return "No council matches. Try a shorter word, or clear the filters.";
  const of = n < rows.length ? figure(n) + " of " + figure(rows.length) : figure(n);
  return of + (rows.length === 1 ? " council" : " councils");
}
function show() {
  const words = fold(box.value).split(" "), chosen = filters.map((f) => f.selectedIndex);
  let n = 0;
  sort();
  list.forEach((row) => {
    const on = keep(row, words, chosen);
    n += on;
    mark(row, on, on && n <= limit);
  });
  const said = count(n);
  if (say.textContent !== said) say.textContent = said;
  clear.hidden = !fields.some((field) => field.value);
  more.hidden = n <= limit;
  more.textContent = "Show all " + figure(n);
}
function write() {
  const set = fields.filter((field) => field.value);
  const state = set.map((field) => field.id + "=" + encodeURIComponent(field.value)).join("&");
  history.replaceState(null, "", location.href.split("#")[0] + (state && "#" + state));
}
function read() {
  const state = new URLSearchParams(location.hash.slice(1));
  fields.forEach((field) => {
    field.value = state.get(field.id) || "";
    if (field.selectedIndex === -1) field.value = "";
  });
  show();
}
search.hidden = false;
function change() {
  limit = most;
  show();
  write();
}
search.addEventListener("input", change);
clear.addEventListener("click", () => {
  fields.forEach((field) => { field.value = ""; });
  change();
  box.focus();
});
more.addEventListener("click", () => {
  const next = list.filter((row) => row.on && !row.shown)[0];
  limit = Infinity;
  show();
  next.tr.cells[0].tabIndex = -1;
  next.tr.cells[0].focus();
});
// A jump within the page ("#councils") has no "=": it keeps the filters and gives way to them.
addEventListener("hashchange", () => {
  if (location.hash.includes("=") || !location.hash) read();
  else if (fields.some((field) => field.value)) write();
});
read();
})();
