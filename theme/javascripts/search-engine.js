/*
  The search itself, without anything of the page: `editionSearch(data)` makes an index of what
  passages.json holds (see render/search.py) and gives `find(query)` and `occurrences`.

  Words are compared folded: without diacritics and capitals, without the possessive, with one spelling
  for -ise and -ize. A word of a query finds its plain inflections too, a phrase only itself. Each word is
  indexed with its position, since phrases, nearness, marks and the concordance all need positions. A
  name that the text has in one spelling is found by every other that the index of names knows.

  A query: words, all of which a passage must have; "phrases"; pre*; -without.
*/
window.editionSearch = (() => {
  "use strict"

  const WORD = /(?:\p{Lu}\.){2,}|[\p{L}\p{N}]+(?:[’'][\p{L}]+)*/gu
  const STOP = new Set(
    ("a an and are as at be been but by for from had has have he her his in into is it its not of on or she " +
      "that the their them they this to was were which who will with would").split(" ")
  )
  const LETTERS = { ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" }
  const SATURATION = 1.2 // BM25: how soon a further occurrence of a word says little more
  const LENGTH = 0.4 // BM25: how much a long passage must have more of it
  const INFLECTED = 0.8 // what another inflection of a word counts beside the word itself
  const BY_NAME = 0.5 // what a name counts that the passage has in another form
  const NEARNESS = 1 // what words that stand side by side add, as a multiple
  const DENOTED = 20 // what it adds to an entry of the indexes that the query is its name
  const WEIGHTS = { text: 1, documents: 1, chronology: 0.8, notes: 0.6, indexes: 0.5 }
  const ENOUGH = 5 // passages with all words, below which those with some are shown too
  const SOME = 0.5 // the part of a query's weight that such a passage must have

  function fold(text) {
    const small = text.toLowerCase()
    const plain = /^[a-z0-9]*$/.test(small)
      ? small
      : small.replace(/[øłđßæœı]/g, (c) => LETTERS[c]).normalize("NFKD").replace(/[’']s$|[\p{Mn}’'.]/gu, "")
    return plain.replace(/is(?=(e[drs]?|ing|ation)$)/, "iz")
  }

  // The word without its plain inflection. Wrong for some words, but for all of their forms alike.
  function stem(word) {
    if (word.length < 4 || /\d/.test(word)) return word
    let left = word.replace(/ies$/, "y").replace(/(ss|sh|ch|x|z)es$/, "$1").replace(/([^sui])s$/, "$1")
    left = left.replace(/(.{3,})(?:ed|ing)$/, "$1").replace(/([bdfgmnprt])\1$/, "$1")
    return left.replace(/(.{3,})e$/, "$1")
  }

  function tokens(text) {
    return [...text.matchAll(WORD)].map((m) => ({ form: fold(m[0]), start: m.index, end: m.index + m[0].length }))
  }

  // What a query asks for: units of one or more words, each word folded.
  function parse(query) {
    const units = []
    for (const [, minus, phrase, word] of query.matchAll(/(-?)(?:["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+))/gu)) {
      const given = phrase ?? word
      const forms = tokens(given).map((token) => token.form)
      if (!forms.length) continue
      const kind = phrase === undefined ? (forms.length === 1 && word.endsWith("*") ? "prefix" : "word") : "phrase"
      units.push({ kind, forms, without: minus === "-", given })
    }
    const telling = units.filter((unit) => unit.kind !== "word" || unit.without || !STOP.has(unit.forms[0]))
    return telling.some((unit) => !unit.without) ? telling : units
  }

  // The fewest letters to change, add, leave out or exchange with their neighbours; more than `most` is
  // `most` + 1.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1
    let before = []
    let last = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
      }
      if (Math.min(...row) > most) return most + 1
      before = last
      last = row
    }
    return last[b.length]
  }

  const holds = (forms, sought) =>
    forms.some((_, i) => sought.every((word, j) => forms[i + j] === word))

  return (data) => {
    const words = new Map() // what stands in the text → its folded form and stem, so that each is made once
    const stems = new Map() // stem → [passage, position in it, …]
    const vocabulary = new Map() // folded form → how often it stands in the text
    const written = new Map() // folded form → as the text or the index of names first has it
    const passages = data.passages.map(([part, anchor, kind, section, text, pages, mentions], id) => {
      const starts = []
      const ends = []
      const forms = []
      let hyphen = ""
      for (const match of text.matchAll(WORD)) {
        const [word] = match
        if (!words.has(word)) {
          const form = fold(word)
          words.set(word, { form, stem: stem(form) })
          if (!written.has(form)) written.set(form, word)
        }
        const known = words.get(word)
        vocabulary.set(known.form, (vocabulary.get(known.form) ?? 0) + 1)
        const at = forms.push(known.form) - 1
        starts.push(match.index)
        ends.push(match.index + word.length)
        post(known.stem, id, at)
        if (hyphen) post(stem(hyphen + known.form), id, at - 1) // co-existence is found as coexistence
        hyphen = text[match.index + word.length] === "-" ? known.form : ""
      }
      return { id, part, anchor, kind, section, text, pages, mentions, starts, ends, forms, group: data.parts[part][3] }
    })
    const average = passages.reduce((sum, passage) => sum + passage.forms.length, 0) / passages.length
    const names = data.names.map(([address, forms]) => ({
      person: address.startsWith("people/"),
      address,
      forms: forms.map((form) => tokens(form).map((token) => token.form)),
      mentions: [],
    }))
    for (const form of data.names.flatMap(([, forms]) => forms)) {
      for (const { form: folded, start, end } of tokens(form)) {
        if (!written.has(folded)) written.set(folded, form.slice(start, end))
      }
    }
    for (const passage of passages) {
      for (let i = 0; i < passage.mentions.length; i += 3) {
        const [name, start, end] = passage.mentions.slice(i, i + 3)
        names[name].mentions.push({ passage: passage.id, start, end })
      }
    }

    function post(key, id, at) {
      const posted = stems.get(key)
      if (posted) posted.push(id, at)
      else stems.set(key, [id, at])
    }

    // Where a unit stands: by passage the first and the last word of each occurrence and what it counts.
    function occurrences(unit) {
      const found = new Map()
      const add = (id, from, to, weight) => {
        const list = found.get(id) ?? []
        if (!list.some((other) => other.from <= to && from <= other.to)) list.push({ from, to, weight })
        found.set(id, list)
      }
      if (unit.kind === "prefix") {
        const [prefix] = unit.forms
        for (const passage of passages) {
          passage.forms.forEach((form, at) => form.startsWith(prefix) && add(passage.id, at, at, 1))
        }
        return found
      }
      const [first, ...others] = unit.forms
      const posted = stems.get(stem(first)) ?? []
      for (let i = 0; i < posted.length; i += 2) {
        const [id, at] = [posted[i], posted[i + 1]]
        const { forms } = passages[id]
        const same = forms[at] === first
        const joined = forms[at] + forms[at + 1] === first
        if (unit.kind === "phrase" && !same) continue
        if (others.every((form, k) => forms[at + 1 + k] === form)) {
          add(id, at, joined ? at + 1 : at + others.length, same || joined ? 1 : INFLECTED)
        }
      }
      const printed = found.size > 0
      for (const name of names) {
        if (printed && !name.person && unit.kind === "word") continue
        if (!name.forms.some((forms) => holds(forms, unit.forms))) continue
        for (const { passage, start, end } of name.mentions) {
          const { starts } = passages[passage]
          const from = starts.findIndex((s) => s >= start)
          const beyond = starts.findIndex((s) => s >= end)
          if (from >= 0) add(passage, from, (beyond < 0 ? starts.length : beyond) - 1, printed ? BY_NAME : 1)
        }
      }
      return found
    }

    // The word of the text or of a name that is nearest to one that stands nowhere; "" where none is near.
    function nearest(word) {
      const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2
      let best = { word: "", edits: most + 1, count: 0 }
      for (const other of written.keys()) {
        const edits = distance(word, other, most)
        const count = vocabulary.get(other) ?? 0
        if (edits < best.edits || (edits === best.edits && edits <= most && count > best.count)) {
          best = { word: other, edits, count }
        }
      }
      return best.word
    }

    const idf = (found) => Math.log(1 + (passages.length - found.size + 0.5) / (found.size + 0.5))

    function count(occurring, passage) {
      const often = occurring.reduce((sum, { weight }) => sum + weight, 0)
      const long = 1 - LENGTH + (LENGTH * passage.forms.length) / average
      return (often * (SATURATION + 1)) / (often + SATURATION * long)
    }

    // How near the units stand to each other: 1 side by side, towards 0 the farther apart.
    function nearness(lists) {
      if (lists.length < 2) return 0
      const all = lists.flatMap((list, unit) => list.map((o) => ({ ...o, unit }))).sort((a, b) => a.from - b.from)
      const last = new Array(lists.length).fill(-1)
      let shortest = Infinity
      for (const { from, to, unit } of all) {
        last[unit] = from
        const first = Math.min(...last)
        if (first >= 0) shortest = Math.min(shortest, to - first + 1)
      }
      return lists.length / Math.max(shortest, lists.length)
    }

    // The passages that answer a query, the best first. `some` are those that have but some of its words;
    // `corrected` are words that stand nowhere, with those that were sought in their place.
    function find(query) {
      const corrected = []
      const units = parse(query).map((unit) => {
        const found = occurrences(unit)
        if (found.size || unit.kind !== "word" || unit.forms.length > 1) return { ...unit, found }
        const near = nearest(unit.forms[0])
        if (!near) return { ...unit, found }
        if (!unit.without) corrected.push({ given: unit.given, near: written.get(near) })
        const other = { ...unit, forms: [near] }
        return { ...other, found: occurrences(other) }
      })
      const wanted = units.filter((unit) => !unit.without)
      const barred = units.filter((unit) => unit.without)
      const weights = wanted.map((unit) => idf(unit.found))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const denoted = new Set(names.filter((name) => denotes(name, wanted)).map((name) => name.address))
      const ids = new Set(wanted.flatMap((unit) => [...unit.found.keys()]))
      const answers = []
      for (const id of ids) {
        if (barred.some((unit) => unit.found.has(id))) continue
        const passage = passages[id]
        const lists = wanted.map((unit) => unit.found.get(id) ?? [])
        const present = lists.filter((list) => list.length)
        const share = weights.reduce((sum, weight, k) => sum + (lists[k].length ? weight : 0), 0) / (total || 1)
        const all = present.length === wanted.length
        if (!all && share < SOME) continue
        let score = lists.reduce((sum, list, k) => sum + (list.length ? weights[k] * count(list, passage) : 0), 0)
        score *= WEIGHTS[passage.group] * (1 + NEARNESS * nearness(present))
        if (denoted.has(`${data.parts[passage.part][0]}#${passage.anchor}`)) score += DENOTED
        const hits = present.flat().map(({ from, to }) => [passage.starts[from], passage.ends[to]])
        answers.push({ passage, score, all, hits: hits.sort((a, b) => a[0] - b[0]) })
      }
      answers.sort((a, b) => b.all - a.all || b.score - a.score || a.passage.id - b.passage.id)
      const full = answers.filter((answer) => answer.all)
      const some = full.length < ENOUGH && wanted.length > 1 ? answers.slice(full.length) : []
      return { full, some, corrected, units: wanted }
    }

    // Whether a query of words is nothing but a name, or a part of it with its surname.
    function denotes(name, wanted) {
      const sought = wanted.flatMap((unit) => unit.forms)
      return wanted.every((unit) => unit.kind !== "prefix") && sought.length > 0 && name.forms.some(
        (forms) => sought.every((word) => forms.includes(word)) && (sought.length > 1 || forms.length === 1 || name.person)
      )
    }

    // The label of the printed page on which a position of a passage stands, "" where it has none.
    function printed(passage, position) {
      let label = ""
      for (let i = 0; i < passage.pages.length && passage.pages[i] <= position; i += 2) label = passage.pages[i + 1]
      return label
    }

    return { data, find, printed, passages }
  }
})()
