
"use strict";
(() => {
  const plan = document.querySelector("[data-mlcareer-plan]");
  const key = `mlcareer.ticks.${plan.dataset.role}`;
  const part = name => document.getElementById(name);
  const all = (selector, root = plan) => [...root.querySelectorAll(selector)];
  const boxes = new Map(all("[data-id]").map(box => [box.dataset.id, box]));
  const proofs = new Map(all("[data-evidence]").map(field => [field.dataset.evidence, field]));
  const given = new Map([...boxes].map(([id, box]) => [
    id, { done: box.hasAttribute("checked"), on: box.dataset.on || "", at: box.dataset.at || "",
      evidence: proofs.get(id)?.getAttribute("value") || "" },
  ]));
  const ID = /^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+$/;
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const LONGEST = 1000;
  const LARGEST = 5_000_000;
  let entries = new Map();
  let denied = false;

  const text = value => typeof value === "string" && value.length <= LONGEST ? value : "";
  const day = value => DAY.test(text(value)) ? value : "";
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const say = words => { part("said").textContent = words; };

  // What comes from the storage or from a file may be anything.
  function entryOf(id, value) {
    if (!ID.test(id) || value === null || typeof value !== "object") return null;
    if (typeof value.done !== "boolean") return null;
    return { done: value.done, on: day(value.on), evidence: text(value.evidence), was: text(value.was) };
  }

  function deny() {
    denied = true;
    part("denied").textContent = "This browser does not let the page keep anything, so it forgets"
      + " your ticks when it is closed. Save them before.";
    part("denied").hidden = false;
  }

  // What could not be kept is only here, so what the storage holds does not replace it.
  function read() {
    if (denied) return;
    let kept;
    try {
      kept = localStorage.getItem(key);
    } catch {
      deny();
      return;
    }
    entries = new Map();
    try {
      for (const [id, value] of Object.entries(JSON.parse(kept) ?? {})) {
        const entry = entryOf(id, value);
        if (entry) entries.set(id, entry);
      }
    } catch {
      // Nothing of ours is kept there; the next tick replaces it.
    }
  }

  function write() {
    try {
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(entries)));
    } catch {
      deny();
    }
  }

  // A tick that was taken away here stays away only until the program makes it anew.
  function standing(id) {
    const entry = entries.get(id), page = given.get(id);
    if (!entry) return page;
    const done = entry.done || (page.done && entry.was !== page.at);
    return { done, on: done ? entry.on || page.on : "", evidence: entry.evidence || page.evidence };
  }

  // The attributes too, so that a page that is saved by the browser carries its ticks.
  function show() {
    for (const [id, box] of boxes) {
      const { done, on, evidence } = standing(id);
      box.checked = done;
      box.toggleAttribute("checked", done);
      if (on) box.dataset.on = on; else delete box.dataset.on;
      const field = proofs.get(id);
      if (field && field !== document.activeElement) field.value = evidence;
      if (field) field.setAttribute("value", field.value);
    }
    count();
  }

  function count() {
    const done = [...boxes.values()].filter(box => box.checked).length;
    part("bar").setAttribute("value", done);
    part("count").textContent = `${done} of ${boxes.size} ticked`;
    for (const label of all("[data-count]")) {
      const inside = all("[data-id]", part(label.dataset.count).closest("section"));
      label.textContent = `${inside.filter(box => box.checked).length} of ${inside.length} ticked`;
    }
  }

  function today() {
    const now = new Date();
    const two = number => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function note(id) {
    const box = boxes.get(id), page = given.get(id);
    read();
    entries.set(id, {
      done: box.checked,
      on: box.checked ? day(box.dataset.on) || today() : "",
      evidence: proofs.get(id)?.value.trim() ?? entries.get(id)?.evidence ?? "",
      was: page.at,
    });
    write();
    show();
  }

  function tasks() {
    const here = [...boxes.keys()].map(id => ({ id, ...standing(id) }));
    const elsewhere = [...entries].filter(([id, entry]) => entry.done && !boxes.has(id))
      .map(([id, entry]) => ({ id, ...entry }));
    return [...here, ...elsewhere]
      .map(({ id, done, on, evidence }) => ({ id, done, on, evidence }));
  }

  function save() {
    const { role, madeOn } = plan.dataset;
    const data = { mlcareer_ticks: 1, role, made_on: madeOn, tasks: tasks() };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(
      new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: "application/json" }));
    link.download = "mlcareer-ticks.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    const done = data.tasks.filter(task => task.done).length;
    say(`${counted(done, "tick")} saved. Then: mlcareer sync mlcareer-ticks.json`);
  }

  // Only what no shell reads as more than a text may stand in a command.
  const harmless = evidence => /^[\w./:~?=&#@+, -]+$/.test(evidence) && !evidence.startsWith("-");

  function commands() {
    const days = new Map(), lines = [];
    let unsaid = 0;
    for (const { id, done, on, evidence } of tasks()) {
      const page = given.get(id);
      const old = page?.at && evidence === page.evidence;
      if (!done && page?.at) lines.push(`mlcareer done --undo ${id}`);
      if (!done || old || !ID.test(id)) continue;
      const when = on ? ` --on ${on}` : "";
      if (evidence && harmless(evidence)) {
        lines.push(`mlcareer done ${id}${when} --evidence "${evidence}"`);
        continue;
      }
      unsaid += evidence ? 1 : 0;
      days.set(when, [...days.get(when) ?? [], id]);
    }
    const plain = [...days].map(([when, ids]) => `mlcareer done ${ids.join(" ")}${when}`);
    return { lines: [...plain, ...lines], unsaid };
  }

  async function copy() {
    const { lines, unsaid } = commands();
    const field = part("commands");
    field.hidden = !lines.length;
    if (!lines.length) {
      say("Nothing is ticked here that the program did not know when it made this page.");
      return;
    }
    field.value = lines.join("\n");
    const rest = unsaid ? ` Evidence of ${counted(unsaid, "task")} has signs that a command`
      + " cannot bear; it is only in the saved file." : "";
    try {
      await navigator.clipboard.writeText(field.value);
      say(`${counted(lines.length, "command")} copied.${rest}`);
    } catch {
      field.focus();
      field.select();
      say(`The browser does not let the page copy. Copy the commands from here.${rest}`);
    }
  }

  function take(data) {
    const { role } = plan.dataset;
    let added = 0, elsewhere = 0;
    read();
    for (const task of data.tasks) {
      const id = text(task?.id);
      const entry = entryOf(id, { ...task, was: "" });
      if (!entry?.done) continue;
      const now = boxes.has(id) ? standing(id) : entries.get(id);
      added += now?.done ? 0 : 1;
      elsewhere += boxes.has(id) ? 0 : 1;
      entries.set(id, {
        done: true, on: now?.on || entry.on || today(),
        evidence: now?.evidence || entry.evidence, was: given.get(id)?.at ?? "",
      });
    }
    write();
    show();
    const other = data.role === role ? "" : " The file is of a plan for another role.";
    const kept = elsewhere ? ` ${elsewhere} not in this plan; kept all the same.` : "";
    say(`${counted(added, "new tick")} loaded.${kept}${other}`);
  }

  async function load(event) {
    const [file] = event.target.files;
    if (!file) return;
    let data = null;
    try {
      if (file.size <= LARGEST) data = JSON.parse(await file.text());
    } catch {
      // What cannot be read is as little a file of ticks as what is something else.
    }
    event.target.value = "";
    if (data?.mlcareer_ticks === 1 && Array.isArray(data.tasks)) take(data);
    else say("These are no ticks. Choose a file mlcareer-ticks.json that such a page saved.");
  }

  for (const [id, box] of boxes) box.addEventListener("change", () => note(id));
  for (const [id, field] of proofs) field.addEventListener("input", () => note(id));
  part("save").addEventListener("click", save);
  part("copy").addEventListener("click", copy);
  part("load").addEventListener("change", load);
  addEventListener("storage", event => {
    if (event.key === key || event.key === null) { read(); show(); }
  });
  for (const one of all("[data-scripted]")) one.hidden = false;
  say("");
  part("commands").hidden = true;
  read();
  show();
})();
