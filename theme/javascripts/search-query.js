/*
  Parse queries: `editionQuery(language)` returns an object with `parse(query)`. `language` comes from the index of
  the search: stop words, months, seasons, operators, words for pages, chapters and notes.

      23 Aug 1939, 23/8/39, 23.VIII.39, summer 1939, 1939-41, late August      dates
      "in these words"     a phrase
      letter*              words that begin so
      -word, NOT word      not with this word
      one OR another       either; AND means nothing, since all words are looked for anyway
      p. 123, chapter 4, note 12, appendix 3, chapter 4 ¶ 7, appendix 3 art. 2      places
*/

/**
 * The words of a language that queries have: `stop` words parted by blanks, months and seasons by their numbers, and
 * letters of other scripts by those of the Latin one.
 * @typedef {object} QueryLanguage
 * @property {string} stop
 * @property {Record<string, number>} months
 * @property {Record<string, number>} seasons
 * @property {string[]} days of the week
 * @property {string[]} numbers from one on
 * @property {string[]} ordinals from the first on
 * @property {string[]} decades from that of 20 on
 * @property {Record<string, [from: number, to: number]>} periods of a month or year, in hundredths: "early"
 * @property {string[]} until words between the ends of a period
 * @property {string} between the words before two ends and between them, parted by a blank: "between and"
 * @property {string[]} about words before a date that is not exact
 * @property {string[][]} same names of one thing, first the one that the edition uses
 * @property {string[]} shortened a word of names and its short form, parted by a blank
 * @property {string[]} page
 * @property {string[]} chapter
 * @property {string[]} note
 * @property {string[]} appendix
 * @property {string[]} paragraph
 * @property {string[]} article
 * @property {Record<string, number>} numerals numbers in the words of a language other than English
 * @property {boolean} elided whether an apostrophe joins two words
 * @property {string[]} and
 * @property {string[]} or
 * @property {string[]} not
 * @property {string[]} spellings pairs of letters that are spelled in two ways, as "our or"
 * @property {string[]} demonyms a country and what is called after it, folded and parted by blanks
 * @property {Record<string, string>} letters
 */

/**
 * A date that a query asks for, or the days from one to the `last`, the months to `lastMonth`, the years to
 * `lastYear`. Missing parts are 0. A `vague` date is a part of a month or year.
 * @typedef {{
 *   year: number, month: number, day: number, season: number, last: number, lastMonth: number, lastYear: number,
 *   vague?: boolean
 * }} AskedDate
 */

/**
 * A passage should have as many of the units of a query as possible.
 * @typedef {object} AnyUnit
 * @property {string[]} forms the words, folded; none of a date
 * @property {string} given as typed in the query
 * @property {boolean} without
 * @property {number} either units with the same number here are alternatives; 0 is none
 * @property {string[]} [typed] the words of a phrase with their possessives
 * @property {number[]} [called] the numbers of the forms for a country, or for its people, of a word for the other
 * @property {boolean} [initial] of a word that is written as an initial
 * @property {boolean} [letters] of initials
 * @property {boolean} [surname] of a first word that is written as a surname in a catalogue, "Arch, Sergei"
 * @property {boolean} [forename] of a word that follows one
 *
 * @typedef {AnyUnit & { kind: "word" | "prefix" | "phrase" }} WordUnit
 * @typedef {AnyUnit & { kind: "date", date: AskedDate, near?: string }} DateUnit a wider date is `near` to the asked one
 * @typedef {WordUnit | DateUnit} Unit
 */

/**
 * A place that a query names by its number. Missing numbers are 0.
 * @typedef {object} NumberedPlace
 * @property {string} [page]
 * @property {number} chapter
 * @property {number} note
 * @property {number} appendix
 * @property {number} paragraph
 * @property {number} article
 * @property {string} label the number of the chapter or appendix as typed
 */

/** @param {QueryLanguage} language */
const editionQuery = (language) => {
  "use strict"

  const { fold } = window.editionWords
  /** @param {string} text */
  const tokens = (text) => window.editionWords.tokens(text, language.elided)
  const STOP = new Set(language.stop.split(" "))
  const PHRASE = /(-?)["“”„«»]([^"“”„«»]*)["“”„«»]?/u

  // A text without diacritics and capitals, letter by letter: patterns that ignore case take much longer to compile.
  /** @param {string} text */
  const bare = (text) =>
    text
      .normalize("NFC")
      .replace(
        /[^\p{ASCII}]/gu,
        (letter) => [...letter.normalize("NFD")].find((c) => c.length === letter.length) ?? letter,
      )
      .replace(/\p{Lu}/gu, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter))

  // A text with each match of a pattern in its bare form replaced. `made` also gets the words as they were typed.
  /** @param {string} text @param {RegExp} pattern @param {(match: RegExpExecArray, typed: string) => string} made */
  function replaced(text, pattern, made) {
    let [found, end] = ["", 0]
    for (const match of bare(text).matchAll(pattern)) {
      const after = match.index + match[0].length
      found += text.slice(end, match.index) + made(match, text.slice(match.index, after))
      end = after
    }
    return found + text.slice(end)
  }

  /** @param {string[]} words */
  const any = (words) =>
    words
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/'/g, "[’']"))
      .sort((a, b) => b.length - a.length)
      .join("|")

  const FIRST_MONTH = 0xe100 // the character for the first month that a query names
  const MOST_MONTHS = 256
  const CATALOGUED = /^\s*\p{Lu}[^\s,]*,\s+\p{Lu}/u // Arch, Sergei
  const LETTER = "a-z\u00c0-\u1fff\u3040-\ud7ff" // of a bare text; \p{L} would take most of the time of a search
  const EDGE = `(?<![${LETTER}0-9])`
  const END = `(?![${LETTER}0-9])`
  const NAMED = "[\ue100-\ue1ff]" // the name of a month (see `coded`)
  const MONTH = `(?<month>${NAMED})\\.?`
  const SEASON = `(?<season>${any(Object.keys(language.seasons))})`
  const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th|d|er|\\.|[º°])?"
  const SPAN = "(?:\\s?[-–/]\\s?(?<last>\\d{1,2})(?:st|nd|rd|th|\\.)?)?"
  const YEAR = "(?<year>1\\d{3}|20\\d\\d)"
  const TO = `(?:\\s?[-–/]\\s?|\\s+(?:${any(language.until)})\\s+)`
  const THROUGH = `(?<through>${NAMED})\\.?`
  const SHORT = "[’'‘](?<short>\\d{2})" // ’39
  const PERIOD = `(?<period>${any(Object.keys(language.periods))})[-\\s]+(?:the\\s+)?`
  const UNTIL = "(?<until>\\d{1,2}|\\d{4})" // 1938-9, 1939-41
  const BETWEEN = "(?:\\s+(?:of|de|d[’'])|,)?\\s*"
  const DATES = [
    `${YEAR}-(?<number>\\d\\d)(?:-(?<day>\\d\\d))?`,
    `${YEAR}(?<mark>[./])(?<number>\\d{1,2})\\k<mark>(?<day>\\d{1,2})`,
    `(?<day>\\d{1,2})\\s?(?<mark>[-./])\\s?(?<number>\\d{1,2})\\s?\\k<mark>\\s?(?<short>\\d{2}|\\d{4})`,
    `(?<number>\\d{1,2})[./]${YEAR}`,
    `(?<day>\\d{1,2})(?<mark>[-./]\\s?|\\s)(?<roman>[ivx]{1,4})\\k<mark>(?<short>\\d{2}|\\d{4})`,
    `${DAY}${BETWEEN}${MONTH}${TO}(?<last>\\d{1,2})(?:st|nd|rd|th|\\.)?${BETWEEN}${THROUGH}${BETWEEN}${YEAR}`,
    `${DAY}${SPAN}${BETWEEN}${MONTH}\\s*${SHORT}`,
    `${DAY}${SPAN}${BETWEEN}${MONTH}(?:${BETWEEN}${YEAR})?`,
    `${MONTH}\\s*${DAY}${SPAN}(?:${BETWEEN}${YEAR})?`,
    `${MONTH}${BETWEEN}${YEAR}${TO}${THROUGH}${BETWEEN}(?<until>\\d{4})`,
    `${MONTH}${TO}${THROUGH}${BETWEEN}${YEAR}`,
    `${PERIOD}${MONTH}(?:${BETWEEN}${YEAR})?`,
    `${PERIOD}${YEAR}`,
    `${MONTH}\\s*${SHORT}`,
    `${MONTH}${BETWEEN}${YEAR}`,
    `${SEASON}${BETWEEN}${YEAR}(?:${TO}${UNTIL})?`,
    `${YEAR}${TO}${UNTIL}`,
    YEAR,
    SHORT,
  ].map((pattern) => ({ pattern: new RegExp(`${EDGE}${pattern}${END}`, "u"), named: pattern.includes(NAMED) }))
  const MONTHS = new RegExp(`(?<![${LETTER}])(?:${any(Object.keys(language.months))})(?![${LETTER}])`, "gu")
  const DATED = new RegExp(`\\d|${EDGE}(?:${any(Object.keys(language.periods))})${END}`, "u")

  const ORDINAL = `(?:${any(language.ordinals).replace(/-/g, "[-\\s]")})`
  const ORDINAL_BEFORE = new RegExp(`${EDGE}(?:the\\s+)?(${ORDINAL})(?=(?:\\s+of)?\\s+(?:${NAMED})${END})`, "gu")
  const ORDINAL_AFTER = new RegExp(`${EDGE}(${NAMED})\\s+(?:the\\s+)?(${ORDINAL}|\\d{1,2}(?!\\d))`, "gu")
  const END_OF_PERIOD = `(?:\\d{1,2}\\s+)?(?:${NAMED}|1\\d{3}|20\\d\\d)(?:\\s+(?:1\\d{3}|20\\d\\d))?`
  const [BEFORE_BOTH, BETWEEN_BOTH] = language.between.split(" ")
  const BOTH_ENDS = new RegExp(
    `${EDGE}${BEFORE_BOTH}\\s+(${END_OF_PERIOD})\\s+${BETWEEN_BOTH}\\s+(?=${END_OF_PERIOD}${END})`,
    "gu",
  )
  const BESIDE_DATE = new RegExp(
    `${EDGE}(?:(?:${any(language.days)}),?|(?:${any(language.about)})\\.?)\\s*(?=\ue000)`,
    "gu",
  )
  const SAME = language.same.map(([name, ...others]) => ({
    name,
    others: new RegExp(`${EDGE}(?:${any(others.map(bare))})${END}`, "gu"),
  }))

  const ORDINALS = any([...language.ordinals, ...Object.keys(language.numerals)])
  const NUMBER = `\\d+|[ivxlc]+|${any(language.numbers)}|${ORDINALS}`
  /** @param {string[]} words @param {string} name @param {string} number */
  const numbered = (words, name, number) => `(?:${any(words)})\\.?\\s*(?<${name}>${number})`
  const CHAPTER = numbered(language.chapter, "chapter", NUMBER)
  const NOTE = numbered(language.note, "note", "\\d+")
  const PARAGRAPH = numbered(language.paragraph, "paragraph", "\\d+")
  const ARTICLE = numbered(language.article, "article", NUMBER)
  const APPENDIX = numbered(language.appendix, "appendix", `${NUMBER}|[a-z]`)
  const JUMPS = [
    `${numbered(language.page, "page", NUMBER)}(?:${TO}(?:${NUMBER}))?`,
    `${CHAPTER}(?:[\\s,]*${NOTE})?`,
    `${CHAPTER}[\\s,]*${PARAGRAPH}`,
    `${NOTE}(?:[\\s,]+(?:[${LETTER}]{2,3}\\s+)?${CHAPTER})?`, // note 3 to chapter 5
    `(?<chapter>${ORDINALS})\\.?\\s+(?:${any(language.chapter)})`, // Erstes Kapitel
    `${APPENDIX}(?:[\\s,]*${PARAGRAPH})?`,
    `${APPENDIX}[\\s,]*${ARTICLE}`,
    `${ARTICLE}(?:[\\s,]+(?:[${LETTER}]{2,3}\\s+)?${APPENDIX})?`,
  ].map((pattern) => new RegExp(`^\\s*${pattern}\\s*$`, "u"))
  const { page, chapter, note, article, appendix } = language
  const NUMBERED = `(?:${any([...page, ...chapter, ...note, ...article, ...appendix])})\\.?\\s*(?:${NUMBER}|[a-z])`
  const JUMPING = new RegExp(`^\\s*(?:${NUMBERED}|(?:${ORDINALS})\\.?\\s+(?:${any(chapter)}))`, "u")

  /**
   * The place that a query names by its number; null if it names none.
   * @param {string} query
   * @returns {NumberedPlace | null}
   */
  function place(query) {
    const typed = bare(query)
    if (!JUMPING.test(typed)) return null // the patterns take time
    const found = JUMPS.map((pattern) => typed.match(pattern)?.groups).find((groups) => groups)
    if (!found) return null
    const { page, note = "0", paragraph = "0" } = found
    const [chapter, appendix, article] = [found.chapter, found.appendix, found.article].map((text) =>
      numeral(text ?? "0"),
    )
    const label = found.chapter ?? found.appendix ?? ""
    return { page, chapter, note: Number(note), appendix, paragraph: Number(paragraph), article, label }
  }

  // Whether a number that the book prints is the one that was typed: "VII" is 7, and "B" is 2.
  /** @param {string} printed @param {string} typed */
  const sameNumber = (printed, typed) =>
    bare(printed) === typed || (numeral(bare(printed)) > 0 && numeral(bare(printed)) === numeral(typed))

  /** @type {Record<string, number>} */
  const ROMAN = { i: 1, v: 5, x: 10, l: 50, c: 100 }

  /** A number in arabic or roman numerals, or in words, or a letter. @param {string} text */
  function numeral(text) {
    if (/^\d/.test(text)) return Number(text)
    const word = Math.max(language.numbers.indexOf(text), language.ordinals.indexOf(text)) + 1
    if (word || language.numerals[text]) return word || language.numerals[text]
    if (/^[abd-hjkm-uwyz]$/.test(text)) return text.charCodeAt(0) - 96 // Appendix B
    const values = [...text.toLowerCase()].map((letter) => ROMAN[letter])
    return values.reduce((sum, value, k) => (value < values[k + 1] ? sum - value : sum + value), 0)
  }

  /** @param {Record<string, string>} found @param {(short: number) => number} century @returns {AskedDate} */
  function date(found, century) {
    const named = found.month ? monthNamed(found.month) : 0
    const month = named || (found.roman ? numeral(found.roman) : Number(found.number ?? 0))
    const day = Number(found.day ?? 0)
    const american = found.number && found.short && month > 12 && day <= 12
    const short = found.short && found.short.length === 2 ? century(Number(found.short)) : Number(found.short ?? 0)
    const year = Number(found.year ?? 0) || short
    const until = found.until ? Number(String(year).slice(0, -found.until.length) + found.until) : 0
    if (found.period) return partly(language.periods[plain(found.period).replace(/\s+/g, " ")], year, month)
    return {
      year,
      month: american ? day : month,
      day: american ? month : day,
      last: Number(found.last ?? 0),
      season: found.season ? language.seasons[plain(found.season)] : 0,
      lastMonth: found.through ? monthNamed(found.through) : 0,
      lastYear: found.through && until === year ? 0 : until,
    }
  }

  // A part of a month, or of a year without one: "late August".
  /** @param {[from: number, to: number]} part @param {number} year @param {number} month @returns {AskedDate} */
  function partly([from, to], year, month) {
    const units = month ? 31 : 12
    const [first, last] = [Math.floor((from / 100) * units) + 1, Math.ceil((to / 100) * units)]
    const whole = { year, season: 0, lastYear: 0, vague: true }
    if (month) return { ...whole, month, day: first, last, lastMonth: 0 }
    return { ...whole, month: first, day: 0, last: 0, lastMonth: last }
  }

  /** @param {string} text */
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{Mn}/gu, "")

  /** @param {AskedDate} found */
  const possible = ({ year, month, day, lastMonth, lastYear }) =>
    month <= 12 && day <= 31 && (!lastMonth || lastYear > year || month < lastMonth) && (!lastYear || year < lastYear)

  /**
   * @param {string} query
   * @param {(short: number) => number} century the year meant by two figures
   * @param {(form: string) => boolean} known whether the edition has a word
   */
  function parse(query, century, known) {
    /** @type {Unit[]} */
    const units = []
    let left = query.replace(/[\u00ad\u200b\u2060\ufeff]/gu, "")
    let barred = false
    let either = false

    /** @param {Unit} unit */
    const add = (unit) => {
      const before = units.at(-1)
      const added = { ...unit, without: unit.without || barred }
      units.push(added)
      if (either && before) {
        added.either = before.either ||= units.length
        added.without ||= before.without // NOT (Dover OR Calais)
      }
      barred = false
      either = false
    }

    const whole = new RegExp(`${PHRASE.source}|([^\\s"“”„«»]+)`, "gu")
    left = withDates(left, century)
    for (const match of left.matchAll(whole)) {
      const [, minus, phrase, word] = match
      if (phrase !== undefined) {
        const forms = tokens(phrase).map(({ form }) => form)
        const typed = [...phrase.matchAll(window.editionWords.WORD)].map(([one]) => fold(one, true))
        if (forms.length) add({ kind: "phrase", forms, typed, given: phrase, without: minus === "-", either: 0 })
      } else if (language.and.includes(word)) continue
      else if (language.or.includes(word)) either = true
      else if (language.not.includes(word)) barred = true
      else words(word, known).forEach(add)
    }
    const asked = telling(initials(units))
    if (asked[0]?.kind === "word") asked[0].surname = CATALOGUED.test(query)
    if (asked[0]?.surname) for (const unit of asked.slice(1)) unit.forename = /^\p{Lu}/u.test(unit.given)
    return asked
  }

  /** @type {{ date: AskedDate, given: string }[]} */
  let dates = []

  // The query with each date replaced by one private-use character, so that later steps can ignore dates.
  /** @param {string} query @param {(short: number) => number} century */
  function withDates(query, century) {
    dates = []
    const parts = query.split(/(-?["“”„«»][^"“”„«»]*["“”„«»]?)/u)
    return parts.map((part, k) => (k % 2 ? part : marked(unified(part), century))).join("")
  }

  /** @param {string} text @param {(short: number) => number} century */
  function marked(text, century) {
    const names = coded(text.normalize("NFC"))
    if (!months.length && !DATED.test(bare(names))) return names // the patterns take time
    let left = inFigures(names)
    let sought = bare(left)
    for (const { pattern } of DATES.filter(({ named }) => months.length || !named)) {
      for (let match = pattern.exec(sought); match; match = pattern.exec(sought)) {
        const found = date(match.groups ?? {}, century)
        if (!possible(found)) break
        const after = match.index + match[0].length
        dates.push({ date: found, given: decoded(left.slice(match.index, after)) })
        left = `${left.slice(0, match.index)} \ue000${dates.length - 1}\ue000 ${left.slice(after)}`
        sought = bare(left)
      }
    }
    return decoded(replaced(left, BESIDE_DATE, () => ""))
  }

  /** @type {string[]} */
  let months = []

  // A text with one private-use character for the name of each month, kept in `months`. There are hundreds of names, so
  // a pattern for each form of a date would take long to compile with them.
  /** @param {string} text */
  function coded(text) {
    months = []
    return replaced(text, MONTHS, (_, typed) => {
      if (months.length === MOST_MONTHS) return typed
      return String.fromCharCode(FIRST_MONTH - 1 + months.push(typed))
    })
  }

  /** The name of a month for its character. @param {string} code */
  const monthOf = (code) => months[code.charCodeAt(0) - FIRST_MONTH]

  /** @param {string} text */
  const decoded = (text) => text.replace(/[\ue100-\ue1ff]/g, monthOf)

  /** The number of the month for a character. @param {string} code */
  const monthNamed = (code) => language.months[plain(monthOf(code))]

  // Days in figures and periods with a dash, as the patterns expect them: "the twelfth of August", "between May and
  // July".
  /** @param {string} text */
  function inFigures(text) {
    const before = replaced(text, ORDINAL_BEFORE, ([, word]) => ordinal(word))
    const after = replaced(before, ORDINAL_AFTER, ([, month, word]) => `${month} ${ordinal(word)}`)
    return replaced(after, BOTH_ENDS, ([, first]) => `${first}–`)
  }

  /** @param {string} word */
  const ordinal = (word) => String(language.ordinals.indexOf(word.replace(/\s/g, "-")) + 1 || word)

  // Names of one thing as the edition has it: "WWII".
  /** @param {string} text */
  const unified = (text) => SAME.reduce((left, { name, others }) => replaced(left, others, () => name), text)

  /**
   * The units of a typed word, such as "-pact" or "co-existence". If its parts are not words of the edition but the
   * joined form is, it is one word: "Czecho-Slovakia".
   * @param {string} word
   * @param {(form: string) => boolean} known
   * @returns {Unit[]}
   */
  function words(word, known) {
    const marked = word.match(/^(-?)\ue000(\d+)\ue000$/)
    if (marked) return [{ kind: "date", ...dates[Number(marked[2])], forms: [], without: marked[1] === "-", either: 0 }]
    const without = /^[-−]/.test(word)
    const found = tokens(word)
    const unknown = found.length === 1 && !STOP.has(found[0].form) && !known(found[0].form)
    const month = unknown && language.months[found[0].form]
    if (month) {
      const date = { year: 0, month, day: 0, season: 0, last: 0, lastMonth: 0, lastYear: 0 } // "Sept"
      return [{ kind: "date", date, given: word, forms: [], without, either: 0 }]
    }
    const prefix = found.length === 1 && word.endsWith("*")
    const whole = found.map(({ form }) => form).join("")
    if (found.length > 1 && known(whole) && !found.every(({ form }) => known(form) || STOP.has(form)))
      return [{ kind: "word", forms: [whole], given: word.replace(/^[-−]/, ""), without, either: 0 }]
    return found.map(({ form, start, end }) => ({
      kind: prefix ? "prefix" : "word",
      forms: [form],
      given: word.slice(start, end),
      without,
      either: 0,
      initial: /^\p{Lu}[.,]*$|^\p{L}\.,?$/u.test(word),
      letters: /^(?:\p{Lu}\.){2,},?$/u.test(word) && !known(form), // not "U.S.S.R."
    }))
  }

  // The units without stop words, unless there are no others.
  /** @param {Unit[]} units */
  function telling(units) {
    const left = units.filter((unit) => unit.kind !== "word" || unit.without || !STOP.has(unit.forms[0]))
    return left.some((unit) => !unit.without) ? left : units
  }

  // Consecutive single letters are initials: "A J P" is one word. A letter that is also a word, such as "a", is an
  // initial only as a capital, with a stop or beside another letter.
  /** @param {Unit[]} units */
  function initials(units) {
    /** @type {Unit[]} */
    const joined = []
    const single = (/** @type {Unit | undefined} */ unit) => unit?.kind === "word" && /^\p{L}$/u.test(unit.forms[0])
    for (const [k, unit] of units.entries()) {
      const before = joined.at(-1)
      const own = unit.initial || single(units[k - 1]) || single(units[k + 1])
      const letter = single(unit) && (own || !STOP.has(unit.forms[0]))
      if (letter && before?.letters) {
        before.forms = [before.forms[0] + unit.forms[0]]
        before.given += unit.given
      } else joined.push(letter ? { ...unit, letters: true } : unit)
    }
    return joined
  }

  return { parse, place, sameNumber, tokens, stop: STOP }
}

window.editionQuery = editionQuery
