// Sorts, filters and opens the table of pages. Without it the file can be read all the same.
(() => {
  "use strict";
  const PAGES_IN_PACKET = 16, AT_ONCE = 100, SEPARATOR = "\u001e";
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0], form = document.querySelector(".filters"), more = document.querySelector(".more"), nothing = document.querySelector(".nothing");
  const status = form.querySelector("[role=status]"), firstPacked = Number(table.dataset.packed);
  const packets = document.querySelectorAll(".packet"), unpacked = new Map();

  // --- the rows as values, read once ---------------------------------------------------------------
  const figure = (cell) => Number(cell.textContent.replace(/[^\d.]/g, "")) || 0;
  const pages = Array.from(body.rows, (row, number) => {
    const [score, title, , errors, warnings, words] = row.cells;
    const grade = score.querySelector(".grade");
    return {
      row, number, opener: title.querySelector(".open"), detail: null,
      score: grade ? number : -1,  // the file has them in the order of the score, the weakest first
      grade: grade ? grade.textContent : "-",
      title: title.querySelector(".open").textContent.toLowerCase(),
      errors: figure(errors), warnings: figure(warnings), words: figure(words),
      change: Number(row.dataset.change) || 0,
      rules: new Set(row.dataset.rules.split(" ")),
      path: (title.querySelector(".path") || title).textContent,
      text: (title.textContent + " " + (row.dataset.keyphrase || "")).toLowerCase(),
    };
  });
  for (const page of pages) {
    page.opener.setAttribute("role", "button");
    page.opener.setAttribute("aria-expanded", "false");
  }

  // --- what is shown, and in which order ------------------------------------------------------------
  const state = { key: "score", descending: false, limit: AT_ONCE };
  const matches = () => {
    const words = form.elements.query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const grade = form.elements.grade.value, rule = form.elements.rule.value;
    return pages.filter((page) =>
      (!grade || page.grade === grade) && (!rule || page.rules.has(rule)) && words.every((word) => page.text.includes(word)));
  };
  const order = (one, other) => {
    const a = one[state.key], b = other[state.key];
    const step = typeof a === "string" ? a.localeCompare(b) : a - b;
    return (state.descending ? -step : step) || one.number - other.number;
  };
  const show = () => {
    const found = matches().sort(order), shown = found.slice(0, state.limit);
    body.replaceChildren(...shown.flatMap((page) => (page.detail ? [page.row, page.detail] : [page.row])));
    more.hidden = shown.length === found.length;
    nothing.hidden = found.length > 0;
    const query = form.elements.query.value.trim();
    nothing.firstChild.data = `No page matches${query ? ` “${query}”` : " these filters"}. `;
    const count = (number) => number.toLocaleString("en");
    status.textContent = `${count(found.length)} of ${count(pages.length)} pages`
      + (shown.length < found.length ? `, the first ${count(shown.length)} shown` : "");
    return found;
  };
  const restart = () => { state.limit = AT_ONCE; show(); };

  for (const head of table.tHead.querySelectorAll("[data-key]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const again = state.key === head.dataset.key;
      state.descending = again ? !state.descending : ["errors", "warnings", "words"].includes(head.dataset.key);
      state.key = head.dataset.key;
      for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      restart();
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", restart);
  form.addEventListener("reset", () => setTimeout(restart));
  nothing.querySelector("button").addEventListener("click", () => { form.reset(); form.elements.query.focus(); });
  more.querySelector("button").addEventListener("click", () => { state.limit += AT_ONCE; show(); });

  // --- a page's details: in the file as they are, or packed -------------------------------------------
  const unpack = async (packet) => {
    const bytes = Uint8Array.from(atob(packet.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return (await new Response(stream).text()).split(SEPARATOR);
  };
  const details = async (page) => {
    const inFile = document.getElementById(`d${page.number}`);
    if (inFile) return inFile.querySelector(".page");
    const index = Math.floor((page.number - firstPacked) / PAGES_IN_PACKET);
    if (!unpacked.has(index)) unpacked.set(index, unpack(packets[index]));
    const made = document.createElement("template");
    // Made by the same templates as the rest of this file, which escape all that comes from documents.
    made.innerHTML = (await unpacked.get(index))[(page.number - firstPacked) % PAGES_IN_PACKET];
    return made.content.firstElementChild;
  };
  const open = async (page) => {
    if (page.detail) return;
    const row = document.createElement("tr"), cell = row.insertCell();
    row.className = "detail";
    row.id = `detail${page.number}`;
    cell.colSpan = Array.from(table.tHead.rows[0].cells).filter((head) => head.offsetWidth).length;
    page.detail = row;
    page.row.classList.add("opened");
    page.opener.setAttribute("aria-expanded", "true");
    page.opener.setAttribute("aria-controls", row.id);
    page.row.after(row);
    try {
      cell.append(await details(page));
    } catch {
      cell.textContent = "This browser cannot unpack the details; a newer one can.";
    }
    const inFile = document.getElementById(`d${page.number}`);
    if (inFile) inFile.hidden = true;
  };
  const close = (page) => {
    const inFile = document.getElementById(`d${page.number}`), content = page.detail.querySelector(".page");
    if (inFile && content) { inFile.append(content); inFile.hidden = false; }
    page.detail.remove();
    page.detail = null;
    page.row.classList.remove("opened");
    page.opener.setAttribute("aria-expanded", "false");
    page.opener.removeAttribute("aria-controls");
  };
  const toggle = (page) => (page.detail ? close(page) : open(page));
  const pageOf = (target, place = ".open") => {
    const opener = target.closest(place), row = opener && opener.closest("tr");
    return row && row.id.startsWith("p") && row.parentNode === body && pages[Number(row.id.slice(1))];
  };
  body.addEventListener("click", (event) => {
    const page = pageOf(event.target, ".open, td");
    if (page && !String(getSelection())) { event.preventDefault(); toggle(page); }
  });
  body.addEventListener("keydown", (event) => {
    const page = event.key === " " && pageOf(event.target);
    if (page) { event.preventDefault(); toggle(page); }
  });

  // --- links into the table ---------------------------------------------------------------------------
  let wanted = "";  // the findings that a link into a packed page leads to
  const follow = async () => {
    const asked = /^#([pdg])(\d+)/.exec(location.hash), page = asked && pages[Number(asked[2])];
    if (!page) return;
    const at = asked[1] === "g" ? location.hash.slice(1) : wanted;
    wanted = "";
    if (!matches().includes(page)) form.reset();
    const place = matches().sort(order).indexOf(page);
    if (place < 5 * AT_ONCE) state.limit = Math.max(state.limit, place + 1);
    else form.elements.query.value = page.path;  // sooner than all the rows before it
    show();
    await open(page);
    const group = at && document.getElementById(at);
    if (group) {
      const folded = group.closest("details");
      if (folded) folded.open = true;
    }
    (group || page.row).scrollIntoView();
    (group || page.opener).focus({ preventScroll: true });
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-rule], a[data-at], a[href^='#p']:not(.open)");
    if (!link) return;
    wanted = link.dataset.at || "";
    if (link.dataset.rule) { form.reset(); form.elements.rule.value = link.dataset.rule; restart(); }
    else if (link.hash === location.hash) follow();
  });
  // Older browsers print only what is open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("main details:not([open])")).filter((each) => !each.closest(".fallback > details:not(.printed)"));
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of opened) each.open = false; });

  body.classList.add("ready");
  form.hidden = false;
  show();
  follow();
})();
