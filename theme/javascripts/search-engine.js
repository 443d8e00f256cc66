/*
  The search itself, independent of the page: `editionSearch(index, files)` returns an object with `find(query)`.

  `index` is search/data.json; `files` has a function for each folder there, `text` and `words`, which
  returns a promise of one of its files by number, and one for `forms` (see scripts/editio/outputs/pages/search.py).
  Passages are ranked by the index and the places of the words of the query; the text of a passage is loaded to verify
  phrases in it and to mark hits. To verify a frequent phrase in all passages, most of the text must be loaded, so
  `best` returns the first result before the others are verified: `find(query)` is `answers(await candidates(query))`.

  A word also finds other forms with the same Snowball stem, which count less, and the names of which it is a form.
  Beside other words, the name of a country also finds the words for its people, and vice versa. A word that is not in
  the edition is replaced by a similar name, or by a similar word if it is not a real word itself. A phrase finds only
  itself. Entries of the indexes are not passages and are listed separately, and so are the contents lists and indexes
  that the book prints.
*/

/** @typedef {"text" | "documents" | "notes" | "chronology" | "lists" | "indexes" | "edition"} PassageGroup */
/** @typedef {[anchors: string, kinds: string, sections: number[], words: number[]]} ListedPassages */
/**
 * A page that has passages.
 * @typedef {[address: string, title: string, short: string, group: PassageGroup, list: ListedPassages]} SearchPart
 */

/**
 * search/data.json.
 * @typedef {object} SearchData
 * @property {SearchPart[]} parts
 * @property {string[]} sections
 * @property {string} words the first form of each file of words
 * @property {number[]} numbers its number
 * @property {string} endings
 * @property {number} window
 * @property {[entry: number, forms: string[], windows: string][]} names
 * @property {Record<string, number>} notes
 * @property {[edtf: string, windows: string][]} dates
 * @property {number[]} texts
 * @property {boolean} corrects
 * @property {QueryLanguage} language
 */

/**
 * search/words/K.json.
 * @typedef {[
 *   forms: string, stems: string, windows: string, families: [stem: string, forms: number[]][], real: string
 * ]} WordsFile
 */

/**
 * A file of words that is loaded. Of the forms with a stem, it has the numbers if it would have the stem itself.
 * @typedef {object} LoadedWords
 * @property {number} first
 * @property {string[]} forms
 * @property {string[]} stems
 * @property {string[]} windows
 * @property {Map<string, number>} at
 * @property {Map<string, number[]>} families
 * @property {Set<string>} real words that the edition lacks
 */

/**
 * A passage in search/text/K.json.
 * @typedef {[text: string, pages: (number | string)[], mentions: number[], dates: number[]]} PassageText
 */

/**
 * A passage with its number and those of its part, its section and its first window.
 * @typedef {object} Passage
 * @property {number} id
 * @property {number} part
 * @property {string} anchor
 * @property {string} kind
 * @property {number} section
 * @property {number} words
 * @property {PassageGroup} group
 * @property {number} first
 */

/**
 * The windows in which something occurs, by passage, each with a weight.
 * @typedef {Map<number, Map<number, number>>} Places
 */

/**
 * A unit with its places, those that the index lists for it, and the passages that are dated by its month only. Of a
 * phrase, the index lists more than there are. Alternatives form one unit.
 * @typedef {Unit & { found: Places, listed: Places, within: Set<number> }} FoundUnit
 * @typedef {FoundUnit & { any: FoundUnit[] }} WantedUnit
 */

/** @typedef {{ passage: Passage, score: number, all: boolean }} SearchAnswer */
/**
 * A word that does not occur, and the word searched for instead, if there is one.
 * @typedef {{ given: string, near: string }} Correction
 */
/** The first and last of some words, or the start and end of characters. @typedef {[from: number, to: number]} Span */
/**
 * A word, folded with its possessive too, and as one with the next if only a hyphen stands between them.
 * @typedef {Token & { typed: string, joined: string }} TypedToken
 */
/** @typedef {{ text: string, pages: (number | string)[], mentions: number[], dates: number[] }} ReadPassage */

/**
 * A name: its entry in an index, its forms as written and as folded words, and the windows that have it.
 * @typedef {object} SoughtName
 * @property {number} entry
 * @property {boolean} person
 * @property {boolean} place
 * @property {string[]} written
 * @property {string[][]} forms
 * @property {string} places
 */

/**
 * The files of the search by their numbers.
 * @typedef {object} SearchFiles
 * @property {(file: number) => Promise<PassageText[]>} text
 * @property {(file: number) => Promise<WordsFile>} words
 * @property {() => Promise<string>} forms
 */

/** @typedef {ReturnType<typeof editionSearch>} SearchEngine */
/** @typedef {Awaited<ReturnType<SearchEngine["find"]>>} SearchAnswers */
/** @typedef {Awaited<ReturnType<SearchEngine["candidates"]>>} SearchCandidates passages before phrases are verified */

const editionSearch = (() => {
  "use strict"

  const { fold, distance, sound, soundsOf } = window.editionWords
  const SATURATION = 0.6 // BM25: how quickly further occurrences of a word stop adding to the score
  const LENGTH = 0.55 // BM25: how much more often a long passage must have the word
  const INFLECTED = 0.6 // the weight of another form of a word beside the word itself
  const BY_NAME = 0.7 // the weight of a name that the passage has in another form
  const BY_TITLE = 0.4 // the weight of a word of a document's title in each of its articles
  const BY_COUNTING = 0.5 // the weight of a day that the edition inferred and the passage does not write
  const BY_WORDS = 0.6 // the weight of a date that is only written, in a text without dates of its own
  const NEARNESS = 0.4 // how much words near each other add, as a multiple
  const OPENING = 0.5 // how much more a word counts in the first window of a passage, which usually states the subject
  const CONTEXT = 0.3 // the weight of a word that only the passage before or after has
  const BY_MONTH = 0.6 // the weight of a day in a passage that is dated by its month only
  const RARITY = 0.6 // a power that reduces the advantage of rare words, because a question has words of its own
  const DATED = 1.3 // the weight of a date beside words
  const FORENAME = 0.3 // the weight of a forename in a catalogue's form, since the edition may not have it
  const GROUPS = { text: 1, documents: 1.1, chronology: 1.1, notes: 0.4, lists: 1, indexes: 1, edition: 0.3 }
  /** @type {Record<string, number>} */
  const KINDS = { title: 0.6, section: 0.6 } // headings are short, and only lead to the text below
  const TITLED = 3 // how much more the title of a part counts if it has all words of a query
  const SEVERAL = 3 // words from which a query can be a title
  const SHARE = 1 // the lower score of an incomplete answer, as a power of its share of the query's weight
  const FIRST_DAY = 1000 // puts the chronology first if only a date is asked for
  const SOUNDING = 7 // a name with more letters than this may differ in one sound
  const BEGINNING = 3 // least number of letters before those that have two spellings
  const NAMED = 20 // puts an entry first if the query is its name
  const NEARBY = [1, 0.8, 0.5] // the weight of windows around a word for a guess, by their distance
  const SURE = 300 // words of a passage that probably has a phrase of stop words, whose places are unknown

  /** @param {string} text */
  function decoded(text) {
    /** @type {number[]} */
    const found = []
    let number = 0
    let value = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      const digit = code - 35 - Number(code > 92)
      if (digit >= 60) value = value * 31 + digit - 59
      else {
        number += value * 60 + digit
        found.push(number)
        value = 0
      }
    }
    return found
  }

  /** @param {string} form @param {string} cut as in `stems` */
  function stemmed(form, cut) {
    if (!cut) return form
    const adds = cut.replace(/^\d+/, "")
    return form.slice(0, form.length - Number(cut.slice(0, cut.length - adds.length))) + adds
  }

  // The roman figures from 1 to 30, without those of one letter, which may be initials.
  const ROMANS = ["", "x", "xx"]
    .flatMap((tens) => ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"].map((ones) => tens + ones))
    .map((figure) => (figure.length > 1 ? figure : ""))

  // Each of two words with the other.
  /** @param {string} pair @returns {[from: string, to: string][]} */
  function bothWays(pair) {
    const [one, other] = pair.split(" ")
    return [
      [one, other],
      [other, one],
    ]
  }

  /** @param {Map<string, number[]>} lists @param {string} key @param {number} k */
  function listedUnder(lists, key, k) {
    const list = lists.get(key)
    if (list) list.push(k)
    else lists.set(key, [k])
  }

  // The file of texts that probably has the best result, by the windows in which words are near each other; -1 if none
  // has any of them. Two of three guesses are right.
  /**
   * @param {[form: string, file: WordsFile][]} words of a query, each with its file
   * @param {number[]} texts the first window of each file of texts, and the last window that may be guessed
   */
  function likely(words, texts) {
    const scores = new Float64Array(texts[texts.length - 1])
    for (const [form, [listed, cuts, windows]] of words) {
      const [forms, stems, places] = [listed.split(" "), cuts.split(" "), windows.split(" ")]
      const stem = stemmed(form, stems[forms.indexOf(form)] ?? "")
      const alike = forms.flatMap((other, k) => (stemmed(other, stems[k]) === stem ? [k] : []))
      const found = [...new Set(alike.flatMap((k) => decoded(places[k])))]
      const weight = Math.log(1 + scores.length / (found.length + 1))
      /** @type {Map<number, number>} */
      const near = new Map()
      for (let by = NEARBY.length - 1; by >= 0; by--)
        for (const window of found) for (const at of [window - by, window + by]) near.set(at, NEARBY[by] * weight)
      for (const [window, score] of near) if (window in scores) scores[window] += score
    }
    const best = scores.indexOf(Math.max(...scores))
    return scores[best] ? texts.findLastIndex((first) => first <= best) : -1
  }

  // Whether a passage is text, and not an entry that leads to passages.
  /** @param {{ group: PassageGroup }} passage */
  const isText = ({ group }) => group !== "indexes" && group !== "lists"

  // The number of the file of words that has a form or a stem, or would have it.
  /** @param {string[]} firsts the first form of each file @param {string} form */
  const fileWith = (firsts, form) => {
    const file = firsts.findLastIndex((first) => first <= form)
    return Math.max(0, file)
  }

  /** A month or year in words. @param {AskedDate} date */
  const inWords = ({ year, month }) =>
    [month ? new Date(2000, month - 1).toLocaleString("en", { month: "long" }) : "", year || ""].join(" ").trim()

  /** @param {string[]} forms @param {string[]} sought */
  const same = (forms, sought) => forms.length === sought.length && forms.every((form, i) => form === sought[i])

  /** @param {SearchData} data @param {SearchFiles} files */
  const engine = (data, files) => {
    const query = window.editionQuery(data.language)
    const { tokens } = query
    const WINDOW = data.window // words
    const firsts = data.words.split(" ")
    /** @type {LoadedWords[]} */
    const lexicon = [] // the files of words that are loaded
    /** @type {Set<number>} */
    const lacking = new Set() // the files of words that were needed and are not loaded
    /** @type {string[] | null} */
    let everyForm = null // only needed for a word that does not occur
    let formsLacking = false
    const { passages, windows } = listed()
    const printed = passages.filter(isText)
    const average = printed.reduce((sum, { words }) => sum + words, 0) / printed.length
    const endings = new Set(data.endings.split(" "))
    const countries = new Map(
      data.language.demonyms.map((words) => words.split(" ")).flatMap((words) => words.map((word) => [word, words])),
    )
    const shortened = new Map(data.language.shortened.flatMap(bothWays))
    const spellings = data.language.spellings.flatMap(bothWays)
    /** @type {Map<string, number[]>} */
    const relatives = new Map() // the family of a form, which a search needs often
    /** @type {SoughtName[]} */
    const names = data.names.map(([entry, forms, places]) => ({
      entry,
      person: data.parts[passages[entry].part][0] === "people/",
      place: data.parts[passages[entry].part][0] === "places/",
      written: forms,
      forms: forms.map((form) => tokens(form).map((token) => token.form)).flatMap(withShortWords),
      places,
    }))
    const byToken = tokensOfNames()
    /** @type {Map<string, string> | null} */
    let sounds = null // only needed for a word that does not occur
    /** @type {Map<string, number[]> | null} */
    let heardForms = null // likewise, in an edition without names
    const titles = new Map(
      passages.filter((p) => p.kind === "title" && p.group === "documents").map((title) => [title.id, title.part]),
    )
    const years = yearsOf()

    // Every passage, and the passage of each window.
    function listed() {
      /** @type {Passage[]} */
      const passages = []
      /** @type {number[]} */
      const windows = []
      for (const [part, [, , , group, [anchors, kinds, sections, counts]]] of data.parts.entries()) {
        const kindOf = kinds.split(" ")
        for (const [k, anchor] of anchors.split(" ").entries()) {
          const id = passages.length
          const words = counts[k]
          const first = windows.length
          passages.push({ id, part, anchor, kind: kindOf[k], section: sections[k], words, group, first })
          let left = words
          do {
            windows.push(id)
            left -= WINDOW
          } while (left > 0)
        }
      }
      return { passages, windows }
    }

    // A form of a name with full words for short ones too, and the reverse: "St Brim", "Saint Brim".
    /** @param {string[]} words */
    function withShortWords(words) {
      const found = words.length > 1 ? [...new Set(words)].filter((word) => shortened.has(word)) : []
      const others = found.map((from) => words.map((word) => (word === from ? (shortened.get(from) ?? word) : word)))
      return [words, ...others]
    }

    function tokensOfNames() {
      /** @type {Map<string, number[]>} */
      const found = new Map()
      names.forEach((name, k) => {
        for (const token of new Set(name.forms.flat())) listedUnder(found, token, k)
      })
      return found
    }

    // A token of a name by its sound.
    function soundsOfNames() {
      /** @type {Map<string, string>} */
      const found = new Map()
      const long = [...byToken.keys()].filter((token) => token.length > 3)
      const heard = soundsOf(long)
      for (const [k, token] of long.entries()) if (!found.has(heard[k])) found.set(heard[k], token)
      return found
    }

    // The years of the edition by their last two figures, to understand 23/8/39.
    function yearsOf() {
      /** @type {Map<number, number>} */
      const counted = new Map()
      for (const [edtf, places] of data.dates) {
        const year = Number.parseInt(edtf, 10)
        if (year > 99) counted.set(year, (counted.get(year) ?? 0) + places.length)
      }
      /** @type {Map<number, number>} */
      const best = new Map()
      for (const [year, count] of counted) {
        if (count > (counted.get(best.get(year % 100) ?? 0) ?? 0)) best.set(year % 100, year)
      }
      return best
    }

    /** @param {number} short */
    const century = (short) => years.get(short) ?? 1900 + short

    // The words of the edition

    // What a function makes of the words. If their files are not loaded yet, they are, and it is called again.
    /** @template Made @param {() => Made} make */
    async function placed(make) {
      for (;;) {
        lacking.clear()
        formsLacking = false
        const made = make()
        if (!lacking.size && !formsLacking) return made
        const words = [...lacking].map(async (file) => {
          lexicon[file] = read(data.numbers[file], await files.words(file))
        })
        const every = formsLacking ? files.forms() : null
        await Promise.all(words)
        if (every) everyForm = (await every).split(" ")
        relatives.clear() // a form may have more of them
      }
    }

    /** @param {number} first @param {WordsFile} file @returns {LoadedWords} */
    function read(first, [listed, cuts, places, elsewhere, missing]) {
      const forms = listed.split(" ")
      const stems = cuts.split(" ")
      /** @type {Map<string, number[]>} */
      const families = new Map()
      forms.forEach((form, k) => {
        listedUnder(families, stemmed(form, stems[k]), first + k)
      })
      for (const [stem, numbers] of elsewhere) families.set(stem, numbers)
      const at = new Map(forms.map((form, k) => [form, first + k]))
      return { first, forms, stems, windows: places.split(" "), at, families, real: new Set(missing.split(" ")) }
    }

    /** The file of words for a form. @param {string} form */
    const fileFor = (form) => fileNumbered(fileWith(firsts, form))

    // A file of words; null if it is not loaded.
    /** @param {number} file */
    function fileNumbered(file) {
      if (!lexicon[file]) lacking.add(file)
      return lexicon[file] ?? null
    }

    /** The file of the k-th form. @param {number} k */
    const fileOf = (k) => fileNumbered(data.numbers.findLastIndex((first) => first <= k))

    /** The number of a form. @param {string} form */
    const at = (form) => fileFor(form)?.at.get(form)

    /** @param {number} k */
    function windowsOf(k) {
      const file = fileOf(k)
      return file?.windows[k - file.first] ?? ""
    }

    /** @param {number} k */
    function formOf(k) {
      const file = fileOf(k)
      return file?.forms[k - file.first] ?? ""
    }

    // Where things stand

    /** @param {Places} found @param {number} window @param {number} weight */
    function add(found, window, weight) {
      const id = windows[window]
      const places = found.get(id) ?? new Map()
      places.set(window, Math.max(places.get(window) ?? 0, weight))
      found.set(id, places)
    }

    /** @param {Unit} unit */
    function places(unit) {
      /** @type {Places} */
      const found = new Map()
      if (unit.kind === "date") dated(unit, found)
      else if (unit.kind === "prefix") prefixed(unit.forms[0], found)
      else if (unit.kind === "phrase") phrased(unit.forms, found)
      else worded(unit, found)
      inherited(found)
      return found
    }

    // Passages that may have a phrase. A phrase of stop words may be in any of them, probably in the long ones.
    /** @param {string[]} sought @param {Places} found */
    function phrased(sought, found) {
      if (!sought.every((form) => query.stop.has(form))) together(sought, found)
      else for (const [window, id] of windows.entries()) add(found, window, Math.min(1, passages[id].words / SURE))
    }

    /** @param {string} prefix @param {Places} found */
    function prefixed(prefix, found) {
      for (const [k, first] of firsts.entries()) {
        const before = firsts[k + 1] <= prefix // the words of the file come before those with the prefix
        const after = first > prefix && !first.startsWith(prefix)
        const file = before || after ? null : fileNumbered(k)
        for (const [i, form] of file?.forms.entries() ?? [])
          if (form.startsWith(prefix)) posted(data.numbers[k] + i, 1, found)
      }
    }

    /** @param {number} k @param {number} weight @param {Places} found */
    function posted(k, weight, found) {
      for (const window of decoded(windowsOf(k))) add(found, window, weight)
    }

    /** @param {Unit} unit @param {Places} found */
    function worded(unit, found) {
      const [form] = unit.forms
      if (unit.forms.length === 1) {
        for (const k of unit.without ? [at(form) ?? -1] : [...family(form), ...(unit.called ?? [])]) {
          if (k >= 0) posted(k, formOf(k) === form ? 1 : INFLECTED, found)
        }
      } else together(unit.forms, found)
      named(unit, found)
    }

    // The forms of a word, itself first.
    /** @param {string} form */
    function family(form) {
      let found = relatives.get(form)
      if (!found) {
        found = [...new Set([...[form, ...respelled(form)].flatMap(inflected), ...counted(form)])]
        relatives.set(form, found)
      }
      return found
    }

    // The other forms of a number: "4", "four"; "17th", "seventeenth", "XVII"; "1920s", "twenties". Words and roman
    // figures that the edition has mean only themselves.
    /** @param {string} form */
    function counted(form) {
      const { numbers, ordinals, decades } = data.language
      const unknown = at(form) === undefined
      const [, figure, th] = form.match(/^(\d{1,2})(st|nd|rd|th)?$/) ?? []
      const nth = th ? Number(figure) : ordinals.indexOf(form) + 1 || (unknown && ROMANS.indexOf(form) + 1)
      const decade = decades.indexOf(form)
      const [, tens] = form.match(/^\d\d(\d0)s$/) ?? []
      /** @type {string[]} */
      let others = []
      if (nth) others = [ordinals[nth - 1], ROMANS[nth - 1], ...["st", "nd", "rd", "th"].map((end) => nth + end)]
      else if (figure) others = [numbers[Number(figure) - 1]]
      else if (unknown && numbers.includes(form)) others = [String(numbers.indexOf(form) + 1)]
      else if (decade >= 0) others = [`${century(20 + 10 * decade)}s`]
      else if (tens) others = [decades[Number(tens) / 10 - 2]]
      return others.flatMap((other) => at(other) ?? [])
    }

    // The units of a query. Those for a country or its people get the forms of the words for the other: "Turkey",
    // "Turks". A single word finds only itself.
    /** @param {Unit[]} units */
    function withPeoples(units) {
      if (units.filter((unit) => !unit.without).length < 2) return units
      return units.map((unit) => {
        if (unit.kind !== "word" || unit.forms.length > 1) return unit
        const own = family(unit.forms[0])
        const words = [unit.forms[0], ...own.map(formOf)].flatMap((word) => countries.get(word) ?? [])
        const called = new Set(words.flatMap(inflected))
        return { ...unit, called: [...called].filter((k) => !own.includes(k)) }
      })
    }

    // A word in the other spelling of its language: "colour", "color"; "Koenig", "König".
    /** @param {string} form */
    function respelled(form) {
      return spellings.flatMap(([from, to]) => {
        const at = form.lastIndexOf(from)
        const umlaut = from.length + to.length === 3
        return at < (umlaut ? 0 : BEGINNING) ? [] : [form.slice(0, at) + to + form.slice(at + from.length)]
      })
    }

    /** @param {string} form */
    function inflected(form) {
      const file = fileFor(form)
      if (!file) return []
      const known = file.at.get(form)
      if (known !== undefined) return withStem(stemmed(form, file.stems[known - file.first])) ?? [known]
      for (let cut = 0; cut < form.length - 2; cut++) {
        const alike = !cut || endings.has(form.slice(-cut)) ? withStem(form.slice(0, form.length - cut)) : null
        if (alike) return alike
      }
      return []
    }

    /** The forms with a stem. @param {string} stem */
    const withStem = (stem) => fileFor(stem)?.families.get(stem)

    // Passages that mention a name of which the words are a form, or part of a form for a person. For a place these
    // include passages with another form of it that no link identifies, as in the titles that notes cite.
    /** @param {Unit} unit @param {Places} found */
    function named(unit, found) {
      const weight = [...found.keys()].some((id) => isText(passages[id])) ? BY_NAME : 1
      for (const k of byToken.get(unit.forms[0]) ?? []) {
        const name = names[k]
        const partly = name.person && unit.forms.length === 1
        if (
          !partly &&
          !name.forms.some((forms) => same(forms, unit.forms) || same([...forms].sort(), [...unit.forms].sort()))
        )
          continue
        for (const window of decoded(name.places)) add(found, window, weight)
        if (name.place) for (const forms of name.forms) together(forms, found, weight)
      }
    }

    // Passages that have all words of a phrase within as many windows as it can cover.
    /** @param {string[]} sought @param {Places} found */
    function together(sought, found, weight = 1) {
      const lists = sought.filter((form) => !query.stop.has(form)).map((form) => exact(form))
      if (!lists.length) return
      const [first, ...others] = lists.sort((a, b) => a.size - b.size)
      const most = Math.ceil(sought.length / WINDOW)
      const around = Array.from({ length: 2 * most + 1 }, (_, k) => k - most)
      for (const window of first) {
        const near = others.every((list) =>
          around.some((k) => list.has(window + k) && windows[window + k] === windows[window]),
        )
        if (near) add(found, window, weight)
      }
    }

    /** @param {string} form */
    function exact(form) {
      /** @type {Set<number>} */
      const all = new Set()
      const alike = [at(form), ...(form.endsWith("s") ? [at(form.slice(0, -1))] : [])]
      for (const k of alike) if (k !== undefined) for (const window of decoded(windowsOf(k))) all.add(window)
      return all
    }

    // Where the number of a day stands, as "4" or "4th".
    /** @param {number} day */
    const daysNumbered = (day) => new Set(["", "st", "nd", "rd", "th", "er"].flatMap((end) => [...exact(day + end)]))

    /** @param {DateUnit} unit @param {Places} found */
    function dated({ date }, found) {
      const days = daysNumbered(date.day)
      const writes = (/** @type {number} */ place) =>
        !date.day || date.vague || [0, -1, 1].some((k) => days.has(place + k) && windows[place + k] === windows[place])
      const { fit } = window.editionDates
      for (const [edtf, places] of data.dates) {
        const weight = fit(date, edtf)
        if (weight) for (const place of decoded(places)) add(found, place, weight * (writes(place) ? 1 : BY_COUNTING))
      }
      if (date.lastYear && !date.lastMonth) {
        const [from, to] = [String(date.year), String(date.lastYear)]
        for (const last of [to, to.slice(-2), to.slice(-1)]) together([from, last], found)
      } else if (date.year && !date.month && !date.season) {
        const k = at(String(date.year))
        if (k !== undefined) posted(k, 1, found)
      } else if (date.day && !date.vague) written(date, found)
      const named = date.season ? !date.lastYear : date.month && !date.lastMonth && !date.vague
      if (!found.size && named) written(date, found, true)
    }

    // Dates as written, in passages whose dates the edition does not identify: notes and bibliography, or everywhere.
    /** @param {AskedDate} date @param {Places} found */
    function written(date, found, everywhere = false) {
      const { months, seasons } = data.language
      const names = Object.entries(date.season ? seasons : months)
        .filter(([, number]) => number === (date.season || date.month))
        .map(([name]) => name)
      const days = daysNumbered(date.day)
      const years = date.year ? exact(String(date.year)) : null
      for (const name of names) {
        for (const place of exact(name)) {
          const near = (/** @type {Set<number>} */ list) =>
            [-1, 0, 1].some((k) => list.has(place + k) && windows[place + k] === windows[place])
          const sought = everywhere || passages[windows[place]].group === "notes"
          if (sought && (!date.day || near(days)) && (!years || near(years))) add(found, place, BY_WORDS)
        }
      }
    }

    // A date that no passage has, without its day, or only its year. The lists that the book prints do not count.
    /** @param {Unit} unit */
    function widened(unit) {
      const stands = () => [...places(unit).keys()].some((id) => passages[id].group !== "lists")
      if (unit.kind !== "date" || unit.without || stands()) return unit
      const { year, month, day } = unit.date
      const whole = { year, month: 0, day: 0, season: 0, last: 0, lastMonth: 0, lastYear: 0 }
      const wider = [...(month && day ? [{ ...whole, month }] : []), ...(year ? [whole] : [])]
      return wider.map((date) => ({ ...unit, date, near: inWords(date) })).find((one) => places(one).size) ?? unit
    }

    // A document's title counts as part of each of its articles.
    /** @param {Places} found */
    function inherited(found) {
      for (const [title, part] of titles) {
        if (!found.has(title)) continue
        for (let id = title + 1; passages[id]?.part === part; id++) {
          if (!found.has(id)) add(found, passages[id].first, BY_TITLE)
        }
      }
    }

    // Words of a query that belong together

    // Several words that form a whole name are one unit. Other initials beside a name are ignored, because the
    // edition may have the forename in full.
    /** @param {Unit[]} units */
    function grouped(units) {
      /** @type {Unit[]} */
      const left = []
      for (let k = 0; k < units.length; ) {
        const length = longest(units, k)
        const taken = units.slice(k, k + length)
        left.push(
          length > 1
            ? { ...taken[0], forms: taken.flatMap((u) => u.forms), given: taken.map((u) => u.given).join(" ") }
            : taken[0],
        )
        k += length
      }
      const name = (/** @type {Unit | undefined} */ unit) => unit?.kind === "word" && byToken.has(unit.forms[0])
      return left.filter(
        (unit, k) => unit.forms.length > 1 || !unit.letters || !(name(left[k - 1]) || name(left[k + 1])),
      )
    }

    // How many words from the k-th are a whole form of a name, in any order.
    /** @param {Unit[]} units @param {number} k */
    function longest(units, k) {
      const plain = (/** @type {Unit} */ unit) => unit.kind === "word" && !unit.without && !unit.either
      for (let length = Math.min(6, units.length - k); length > 1; length--) {
        const taken = units.slice(k, k + length)
        if (!taken.every(plain)) continue
        const sought = taken.flatMap((unit) => unit.forms).sort()
        const known = (byToken.get(sought[0]) ?? []).some((n) =>
          names[n].forms.some((forms) => same([...forms].sort(), sought)),
        )
        if (known) return length
      }
      return 1
    }

    /** A word in Latin letters. @param {string} form */
    const transliterated = (form) => fold([...form].map((c) => data.language.letters[c] ?? c).join(""))

    // For a word that does not occur, the name or word that was probably meant; null if none is similar. A real word
    // is not corrected, unless the query has another part of the name that it sounds like, as in "Josef Stalin".
    /** @param {string} form @param {string[]} others the query's other words */
    function meant(form, others) {
      const latin = transliterated(form)
      const real = data.corrects && fileFor(latin)?.real.has(latin)
      sounds ??= soundsOfNames()
      const heard = sounds.get(sound(latin))
      if (heard && (!real || partOf(heard, others))) return heard
      if (real) return null
      if (latin.length > SOUNDING) {
        const near = [...sounds.keys()].find(
          (other) => other.length > SOUNDING && distance(sound(latin), other, 1) <= 1,
        )
        if (near) return sounds.get(near) ?? null
      }
      const name = similarName(latin)
      if (!data.corrects || latin.length < 5 || name.edits < 2) return name.word || null
      const near = nearest(latin, name.word ? wordsBeside(latin) : everyWord(), name).word
      return near || (names.length ? null : wordHeard(latin))
    }

    // In an edition without names, the word that sounds like this one, as names do in others: "Pizzaro" is Pizarro.
    /** @param {string} latin */
    function wordHeard(latin) {
      const every = everyForm ?? []
      if (everyForm) heardForms ??= numbersBySound(everyForm)
      const alike = [...(heardForms?.get(sound(latin)) ?? [])]
      alike.sort((a, b) => windowsOf(b).length - windowsOf(a).length)
      return every[alike[0]] ?? null
    }

    // The numbers of words by their sounds.
    /** @param {string[]} every */
    function numbersBySound(every) {
      /** @type {Map<string, number[]>} */
      const found = new Map()
      for (const [k, heard] of soundsOf(every).entries()) if (every[k].length > 4) listedUnder(found, heard, k)
      return found
    }

    /** @typedef {{ word: string, most: number, often: () => number }} Similar a word that may differ in `most` letters */
    /** @typedef {{ word: string, edits: number, often: number }} Nearest */

    // The word with the fewest edits, of several the one that occurs most often; `best` if none is nearer.
    /** @param {string} latin @param {Iterable<Similar>} words @param {Nearest} best */
    function nearest(latin, words, best) {
      let found = best
      for (const { word, most, often } of words) {
        const edits = distance(latin, word, most)
        if (edits > most || edits > found.edits) continue
        const counted = often()
        if (edits < found.edits || counted > found.often) found = { word, edits, often: counted }
      }
      return found
    }

    /** The name nearest to a word; its `word` is "" if none is near. @param {string} latin */
    function similarName(latin) {
      const long = [...byToken].filter(([token]) => token.length > 4)
      const names = long.map(([word, holders]) => {
        const two = word.length > 6 && latin.length > 6 && word[0] === latin[0]
        return { word, most: two ? 2 : 1, often: () => 1000 + mentioned(holders) }
      })
      return nearest(latin, names, { word: "", edits: 3, often: 0 })
    }

    /** @param {string} word @param {number} k its number @returns {Similar} */
    const similar = (word, k) => ({ word, most: 1, often: () => windowsOf(k).length })

    // The words in the file that would have this one. All words would take another round trip, and errors are rarely in
    // the first letters.
    /** @param {string} latin */
    function wordsBeside(latin) {
      const file = fileFor(latin)
      return (file?.forms ?? []).flatMap((word, k) => (word.length > 4 ? similar(word, (file?.first ?? 0) + k) : []))
    }

    function everyWord() {
      formsLacking ||= !everyForm
      return (everyForm ?? []).flatMap((word, k) => (word.length > 4 ? similar(word, k) : []))
    }

    /** @param {string} token @param {string[]} others */
    function partOf(token, others) {
      const whole = (byToken.get(token) ?? []).flatMap((k) => names[k].forms)
      return whole.some((forms) => forms.includes(token) && forms.some((form) => others.includes(form)))
    }

    /** @param {number[]} holders */
    const mentioned = (holders) => holders.reduce((sum, k) => sum + names[k].places.length, 0)

    // A token of a name as it is written.
    /** @param {string} token */
    function spelled(token) {
      for (const k of byToken.get(token) ?? []) {
        for (const written of names[k].written) {
          const found = tokens(written).find(({ form }) => form === token)
          if (found) return written.slice(found.start, found.end)
        }
      }
      return token
    }

    // Ranking

    /** @param {Places} found */
    function idf(found) {
      let often = 0
      for (const id of found.keys()) often += Number(isText(passages[id]))
      return Math.log(1 + (printed.length - often + 0.5) / (often + 0.5))
    }

    /** @param {Map<number, number>} places @param {Passage} passage */
    function count(places, passage) {
      let often = 0
      for (const [window, weight] of places)
        often += weight * (window === passage.first && passage.words > WINDOW ? 1 + OPENING : 1)
      const long = 1 - LENGTH + (LENGTH * passage.words) / average
      return (often * (SATURATION + 1)) / (often + SATURATION * long)
    }

    // How close units are to each other: 1 in the same window, approaching 0 with the distance.
    /** @param {Map<number, number>[]} lists */
    function nearness(lists) {
      if (lists.length < 2) return 0
      const all = lists
        .flatMap((list, unit) => [...list.keys()].map((window) => ({ window, unit })))
        .sort((a, b) => a.window - b.window)
      const last = new Array(lists.length).fill(-1)
      let shortest = Infinity
      for (const { window, unit } of all) {
        last[unit] = window
        const first = Math.min(...last)
        if (first >= 0) shortest = Math.min(shortest, window - first)
      }
      return 1 / (1 + shortest)
    }

    /** @param {WantedUnit} unit */
    const weightOf = (unit) =>
      idf(unit.listed) ** RARITY * (unit.kind === "date" ? DATED : 1) * (unit.forename ? FORENAME : 1)

    /** @param {WantedUnit[]} wanted @param {FoundUnit[]} barred */
    function ranked(wanted, barred) {
      const weights = wanted.map(weightOf)
      const onlyDate = wanted.every((unit) => unit.kind === "date")
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const words = wanted.reduce((sum, unit) => sum + (unit.kind === "word" ? unit.forms.length : 0), 0)
      const exactly = !wanted.some((unit) => unit.any.some((one) => one.kind === "date" && one.near))
      /** @type {SearchAnswer[]} */
      const answers = []
      for (const id of new Set(wanted.flatMap((unit) => [...unit.found.keys()]))) {
        if (barred.some((unit) => unit.found.has(id))) continue
        const passage = passages[id]
        const lists = wanted.map((unit) => unit.found.get(id))
        const present = lists.filter((list) => list !== undefined)
        const context = lists.map((list, k) => (list ? 0 : implied(wanted[k], passage)))
        const share = weights.reduce((sum, weight, k) => sum + weight * (lists[k] ? 1 : context[k]), 0) / (total || 1)
        const counts = lists.map((list, k) => (list ? count(list, passage) : context[k]))
        let score = counts.reduce((sum, count, k) => sum + weights[k] * count, 0)
        const all = exactly && present.length === wanted.length
        const kind = (KINDS[passage.kind] ?? 1) * (all && passage.kind === "title" && words >= SEVERAL ? TITLED : 1)
        score *= GROUPS[passage.group] * kind * (1 + NEARNESS * nearness(present)) * share ** SHARE
        if (onlyDate && passage.group === "chronology") score += FIRST_DAY
        answers.push({ passage, score, all })
      }
      return answers.sort((a, b) => Number(b.all) - Number(a.all) || b.score - a.score || a.passage.id - b.passage.id)
    }

    // The score of a unit for a passage that does not have it but suggests it.
    /** @param {FoundUnit} unit @param {Passage} passage */
    function implied(unit, passage) {
      if (unit.within.has(passage.id)) return BY_MONTH
      return beside(unit.found, passage) ? CONTEXT : 0
    }

    // Passages dated only by the month of a day.
    /** @param {Unit} unit @returns {Set<number>} */
    function monthly(unit) {
      if (unit.kind !== "date" || !unit.date.day) return new Set()
      const month = { ...unit.date, day: 0, last: 0 }
      return new Set(
        data.dates
          .filter(([edtf]) => window.editionDates.fit(month, edtf) === 1)
          .flatMap(([, places]) => decoded(places).map((window) => windows[window])),
      )
    }

    // Whether the passage before or after this one has the unit. This applies only to the book's own text, where a
    // paragraph introduces the quotation below it or continues a thought.
    /** @param {Places} found @param {Passage} passage */
    function beside(found, passage) {
      return [passage.id - 1, passage.id + 1].some(
        (id) =>
          found.has(id) &&
          passage.group === "text" &&
          passages[id].part === passage.part &&
          passages[id].kind !== "title",
      )
    }

    // Alternatives as one unit with the places of all of them.
    /** @param {FoundUnit[]} units */
    function alternatives(units) {
      /** @type {WantedUnit[]} */
      const joined = []
      for (const unit of units) {
        const before = joined.at(-1)
        if (before && unit.either && before.either === unit.either) {
          before.any.push(unit)
          before.found = new Map([...before.found, ...unit.found])
          before.listed = new Map([...before.listed, ...unit.listed])
        } else joined.push({ ...unit, any: [unit] })
      }
      return joined
    }

    // The names that the words of a query are, or of which they are a part with the surname.
    /** @param {WantedUnit[]} wanted */
    function namesOf(wanted) {
      const sought = wanted.flatMap((unit) => unit.forms)
      if (!sought.length || !wanted.every((unit) => unit.kind === "word")) return []
      const alike = sought.map((word) => [word, ...family(word).map(formOf)]) // "Litvinovs", "Taskovski"
      return names.filter((name) =>
        name.forms.some(
          (own) =>
            alike.every((words) => words.some((word) => own.includes(word))) &&
            (sought.length > 1 || own.length === 1 || name.person),
        ),
      )
    }

    // The entries that the words of a query name, apart from words that do not occur: "Viscount Halifax". For a name
    // in catalogue form the surname is enough, because the edition may not have all the forenames and titles after
    // the comma.
    /** @param {WantedUnit[]} all */
    function denotedBy(all) {
      const wanted = all.filter((unit) => unit.found.size)
      const whole = namesOf(wanted)
      const found = whole.length || !wanted[0]?.surname ? whole : namesOf(wanted.slice(0, 1))
      return new Set(found.map((name) => name.entry))
    }

    // The words of a query that the text does not have, each with the word that was probably meant.
    /** @param {Unit[]} units @param {Map<Unit, Places>} found */
    async function corrections(units, found) {
      const unknown = units.filter((unit) => unit.kind === "word" && unit.forms.length === 1 && !found.get(unit)?.size)
      const sought = unknown.filter((unit) => !query.stop.has(unit.forms[0]))
      /** @param {Unit} unit */
      const near = (unit) => {
        const others = units.filter((other) => other !== unit).flatMap((other) => other.forms)
        return meant(unit.forms[0], others)
      }
      const pairs = await placed(() => sought.map((unit) => ({ unit, near: near(unit) })))
      return new Map(pairs.flatMap(({ unit, near }) => (near ? [[unit, near]] : [])))
    }

    // Load the text of the best result as far as it is known before the files of corrected words have come: the places
    // of names are. It saves a round trip.
    /** @param {{ unit: Unit, found: Places }[]} made */
    function foresee(made) {
      const wanted = made.map(({ unit, found }) => ({ ...unit, found, listed: found, within: new Set() }))
      const answers = ranked(alternatives(wanted.filter((unit) => !unit.without)), [])
      const best = answers.find(({ passage }) => isText(passage))
      if (best) textOf(best.passage).catch(() => null)
    }

    // A corrected word as a name is written, or as it is in the best answer, with its capital and its accents.
    /** @param {Unit} unit @param {string} near @param {SearchAnswer} [best] @returns {Promise<Correction>} */
    async function correction({ given }, near, best) {
      if (byToken.has(near)) return { given, near: spelled(near) }
      const { text } = best ? await textOf(best.passage) : { text: "" }
      const alike = words(text).flatMap(({ form, start, end }) => (form === near ? [text.slice(start, end)] : []))
      return { given, near: alike.find((word) => /^\p{Ll}/u.test(word)) ?? alike[0] ?? near }
    }

    // The passages that may answer a query, before its phrases are verified.
    /** @param {string} asked */
    async function candidates(asked) {
      const typed = await placed(() => query.parse(asked, century, (form) => at(form) !== undefined))
      const { parsed, found } = await placed(() => {
        const parsed = withPeoples(grouped(typed)).map(widened)
        return { parsed, found: new Map(parsed.map((unit) => [unit, places(unit)])) }
      })
      const near = await corrections(parsed, found)
      const meantUnits = grouped(
        parsed.map((unit) => (near.has(unit) ? { ...unit, forms: [near.get(unit) ?? ""] } : unit)),
      )
      const located = await placed(() => {
        const made = meantUnits.map((unit) => ({ unit, found: found.get(unit) ?? places(unit) }))
        if (lacking.size) foresee(made)
        return made
      })
      /** @type {FoundUnit[]} */
      const units = located.map(({ unit, found }) => ({ ...unit, found, listed: found, within: monthly(unit) }))
      return { asked, parsed, near, units, phrases: units.some((unit) => unit.kind === "phrase") }
    }

    // The units that a passage should have, those that it must not have, and the index entries that the former name.
    /** @param {FoundUnit[]} units */
    async function demands(units) {
      const sought = alternatives(units.filter((unit) => !unit.without))
      const denoted = await placed(() => denotedBy(sought))
      // A name with words that no passage has, such as a patronymic, is looked for without these.
      const absent = denoted.size ? sought.filter(({ kind, found }) => kind === "word" && !found.size) : []
      const wanted = sought.filter((unit) => !absent.includes(unit))
      return { wanted, absent, denoted, barred: units.filter((unit) => unit.without) }
    }

    // The first passage of the text that has all of a query, by the texts of few passages after it; null if there is
    // none.
    /** @param {SearchCandidates} sought @param {(answer: SearchAnswer) => boolean} accepts */
    async function best({ units }, accepts) {
      const { wanted, barred } = await demands(units)
      const certain = barred.filter((unit) => unit.kind !== "phrase")
      let left = ranked(wanted, certain).filter((answer) => answer.all && isText(answer.passage) && accepts(answer))
      for (let files = 1; left.length; files *= 2) {
        const next = inFiles(left, files)
        const texts = await Promise.all(next.map(({ passage }) => textOf(passage)))
        const found = next.find(({ passage: { id } }, k) => {
          const all = words(texts[k].text)
          const has = (/** @type {FoundUnit} */ unit) => stands(unit, id, all)
          return wanted.every((unit) => unit.any.some(has)) && !barred.some(has)
        })
        if (found) return found
        left = left.slice(next.length)
      }
      return null
    }

    // As many of the first answers as have their texts in so many files.
    /** @param {SearchAnswer[]} answers @param {number} most */
    function inFiles(answers, most) {
      const files = new Set()
      const end = answers.findIndex(({ passage }) => files.add(fileOfText(passage)).size > most)
      return end < 0 ? answers : answers.slice(0, end)
    }

    // The passages that answer a query, best first. `some` have only some of its words; `entries` are those of the
    // indexes; `lists` are passages of the contents lists and indexes that the book prints; `corrected` are words that
    // do not occur, with the words searched for instead.
    /** @param {SearchCandidates} sought */
    async function answers({ asked, parsed, near, units }) {
      const { wanted, absent, denoted, barred } = await demands(await Promise.all(units.map(verified)))
      const found = ranked(wanted, barred)
      const listed = found.filter(({ passage, all }) => passage.group === "indexes" && (all || denoted.has(passage.id)))
      for (const answer of listed) if (denoted.has(answer.passage.id)) answer.score += NAMED
      const inText = found.filter(({ passage }) => isText(passage))
      const replaced = [...near].filter(([unit]) => !unit.without)
      return {
        place: query.place(asked),
        entries: listed.sort((a, b) => b.score - a.score),
        lists: found.filter(({ passage, all }) => passage.group === "lists" && all),
        full: inText.filter((answer) => answer.all),
        some: inText.filter((answer) => !answer.all),
        corrected: [
          ...(await Promise.all(replaced.map(([unit, word]) => correction(unit, word, inText[0])))),
          ...absent.map(({ given }) => ({ given, near: "" })),
          ...parsed.flatMap((unit) =>
            unit.kind === "date" && unit.near ? [{ given: unit.given, near: unit.near }] : [],
          ),
        ],
        units: wanted.flatMap((unit) => unit.any),
        several: wanted.length > 1,
      }
    }

    /** @param {string} asked */
    const find = async (asked) => answers(await candidates(asked))

    // What the text says

    // A phrase with the passages that have its words in their order, ranked as before.
    /** @param {FoundUnit} unit */
    async function verified(unit) {
      if (unit.kind !== "phrase") return unit
      const given = [...unit.found]
      const texts = await Promise.all(given.map(([id]) => textOf(passages[id])))
      return { ...unit, found: new Map(given.filter(([id], k) => stands(unit, id, words(texts[k].text)))) }
    }

    // Whether a passage with these words has a unit.
    /** @param {FoundUnit} unit @param {number} id @param {TypedToken[]} all */
    const stands = (unit, id, all) => unit.found.has(id) && (unit.kind !== "phrase" || exactly(unit, all).length > 0)

    /** @param {Passage} passage */
    const fileOfText = (passage) => data.texts.findLastIndex((first) => first <= passage.id)

    /** @param {Passage} passage @returns {Promise<ReadPassage>} */
    async function textOf(passage) {
      const file = fileOfText(passage)
      const [body, pages, mentions, dates] = (await files.text(file))[passage.id - data.texts[file]]
      return { text: body, pages, mentions, dates }
    }

    /** @param {string} body @returns {TypedToken[]} */
    function words(body) {
      return tokens(body).map((token, k, all) => ({
        ...token,
        typed: fold(body.slice(token.start, token.end), true),
        joined: body[token.end] === "-" && all[k + 1]?.start === token.end + 1 ? token.form + all[k + 1].form : "",
      }))
    }

    // The places of a phrase, as the numbers of its first and last words.
    /** @param {Unit} unit @param {TypedToken[]} all */
    function exactly(unit, all) {
      const typed = unit.typed ?? unit.forms
      /** @type {Span[]} */
      const found = []
      for (let i = 0; i < all.length; i++) {
        let next = i
        const here = unit.forms.every((form, k) => {
          const word = all[next]
          const plain = word && (word.form === form || word.typed === typed[k])
          next += plain ? 1 : 2
          return plain || word?.joined === form
        })
        if (here) found.push([i, next - 1])
      }
      return found
    }

    // A passage's text with its printed pages and the places of the units in it; with `literally` only as they were
    // typed.
    /** @param {Passage} passage @param {Unit[]} units */
    async function shown(passage, units, literally = false) {
      const given = await textOf(passage)
      const all = words(given.text)
      const hits = units.flatMap((unit) => standing(unit, all, given, literally))
      hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])
      return { ...given, hits: hits.filter(([, end], i) => !hits.slice(0, i).some((other) => other[1] >= end)) }
    }

    /**
     * @param {Unit} unit
     * @param {TypedToken[]} all
     * @param {ReadPassage} given
     * @param {boolean} literally
     * @returns {Span[]}
     */
    function standing(unit, all, given, literally) {
      /** @param {Span} words @returns {Span} */
      const span = ([from, to]) => [all[from].start, all[to].end]
      if (unit.kind === "date") {
        const known = annotated(given.dates, (k) => window.editionDates.fit(unit.date, data.dates[k][0]) > 0)
        return [...known, ...literal(unit.date, all), ...(known.length ? [] : dateWritten(unit.date, all).map(span))]
      }
      if (unit.kind === "prefix")
        return all.flatMap((word, k) => (word.form.startsWith(unit.forms[0]) ? [span([k, k])] : []))
      if (unit.kind === "phrase" || unit.forms.length > 1)
        return [...exactly(unit, all).map(span), ...ofNames(unit, given)]
      const others = [...family(unit.forms[0]), ...(unit.called ?? [])].map(formOf)
      const alike = new Set(literally ? unit.forms : [...unit.forms, ...others])
      const plain = all.flatMap((word, k) => {
        if (alike.has(word.form)) return [span([k, k])]
        return alike.has(word.joined) ? [span([k, k + 1])] : []
      })
      return [...plain, ...ofNames(unit, given)]
    }

    /** @param {AskedDate} date @param {TypedToken[]} all @returns {Span[]} */
    function literal({ year, month, day }, all) {
      if (day || month || !year) return []
      return all.flatMap(({ form, start, end }) => (form === String(year) ? [[start, end]] : []))
    }

    // A day or month as written, in a text whose dates the edition does not identify: the name of the month with the day
    // and the year near it.
    /** @param {AskedDate} date @param {TypedToken[]} all @returns {Span[]} */
    function dateWritten({ year, month, day, vague }, all) {
      if (!month || vague) return []
      return all.flatMap(({ form }, k) => {
        if (data.language.months[form] !== month) return []
        const near = [k - 3, k - 2, k - 1, k + 1, k + 2, k + 3].filter((at) => all[at])
        const days = near.filter(
          (at) => /^\d{1,2}\p{L}{0,2}$/u.test(all[at].form) && Number.parseInt(all[at].form, 10) === day,
        )
        const years = near.filter((at) => all[at].form === String(year))
        const other = year && !years.length && near.some((at) => /^\d{4}$/.test(all[at].form))
        if ((day && !days.length) || other) return []
        const both = [k, ...days.slice(0, 1), ...years.slice(0, 1)]
        return [[Math.min(...both), Math.max(...both)]]
      })
    }

    /** @param {Unit} unit @param {ReadPassage} given */
    function ofNames(unit, given) {
      if (unit.kind !== "word") return []
      const wanted = new Set(
        (byToken.get(unit.forms[0]) ?? []).filter((k) => {
          const sorted = [...unit.forms].sort()
          return (
            (names[k].person && unit.forms.length === 1) ||
            names[k].forms.some((forms) => same([...forms].sort(), sorted))
          )
        }),
      )
      return annotated(given.mentions, (k) => wanted.has(k))
    }

    /** @param {number[]} triples @param {(k: number) => boolean} wanted */
    function annotated(triples, wanted) {
      /** @type {Span[]} */
      const found = []
      for (let i = 0; i < triples.length; i += 3) {
        if (wanted(triples[i]) && triples[i + 2] > triples[i + 1]) found.push([triples[i + 1], triples[i + 2]])
      }
      return found
    }

    // The label of the printed page of a position in a passage; "" if it has none.
    /** @param {(number | string)[]} pages @param {number} position */
    function label(pages, position) {
      let found = ""
      for (let i = 0; i < pages.length && Number(pages[i]) <= position; i += 2) found = String(pages[i + 1])
      return found
    }

    return { data, candidates, best, answers, find, shown, label, passages, sameNumber: query.sameNumber }
  }

  return Object.assign(engine, { likely, fileWith })
})()

window.editionSearch = editionSearch
