/*
  The words of a text as the search compares them: `editionWords.tokens(text)` and `fold(word)`.

  scripts/editio/outputs/search/words.py does the same when the index is made; a test compares the two. Words are
  compared without case, diacritics, ligatures, long s, possessive, soft hyphens and zero-width characters. Initials
  that follow each other are one word, with or without blanks and stops.
*/

/**
 * A word of a text, folded, and its place there.
 * @typedef {{ form: string, start: number, end: number }} Token
 */

const editionWords = (() => {
  "use strict"

  const INITIALS = "(?<![\\p{L}\\p{N}])\\p{L}\\.(?:[ \\u00a0\\u202f]?\\p{L}\\.)+"
  const INVISIBLE = "\\u00ad\\u200b\\u200c\\u200d\\u2060\\ufeff"
  const LETTERS_OF_WORD = `[\\p{L}\\p{N}][\\p{L}\\p{N}\\u0300-\\u036f${INVISIBLE}]*`
  const WORD = new RegExp(`${INITIALS}|${LETTERS_OF_WORD}(?:[’'][\\p{L}][\\p{L}\\u0300-\\u036f]*)*`, "gu")
  const WORD_OR_ELISION = new RegExp(`${INITIALS}|${LETTERS_OF_WORD}`, "gu")
  const PLAIN = /^[A-Za-z0-9 ,()-]*$/ // a text whose words no other pattern is needed for
  const PLAIN_WORD = /[A-Za-z0-9]+/g
  const DROPPED = new RegExp(`[\\u0300-\\u036f’'.\\s${INVISIBLE}]`, "gu")
  /** @type {Record<string, string>} */
  const LETTERS = { ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" }

  /** @param {string} word @param {boolean} possessive whether to keep a possessive */
  function fold(word, possessive = false) {
    const small = word.toLowerCase()
    const plain = /^[a-z0-9]*$/.test(small) ? small : bare(small, possessive)
    return plain.replace(/is(?=(?:e[drs]?|ing|ation)$)/, "iz")
  }

  /** @param {string} small @param {boolean} possessive */
  function bare(small, possessive) {
    const latin = small.replace(/[øłđßæœı]/g, (c) => LETTERS[c]).normalize("NFKD")
    return (possessive ? latin : latin.replace(/[’']s$/, "")).replace(DROPPED, "")
  }

  // An apostrophe parts words if they are `elided` in the language of the text: "l'eau" is found as "eau".
  /** @param {string} text @param {boolean} elided @returns {Token[]} */
  function tokens(text, elided = false) {
    const found = text.matchAll(PLAIN.test(text) ? PLAIN_WORD : elided ? WORD_OR_ELISION : WORD)
    return [...found].map((m) => ({ form: fold(m[0]), start: m.index, end: m.index + m[0].length }))
  }

  /**
   * The least number of letters to change, add, remove or exchange with their neighbours; at most `most` + 1.
   * @param {string} a @param {string} b @param {number} most
   */
  function distance(a, b, most) {
    if (!comparable(a, b, most)) return most + 1
    /** @type {number[]} */
    let before = []
    let last = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(a[i - 1] !== b[j - 1]))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1)
      }
      if (Math.min(...row) > most) return most + 1
      before = last
      last = row
    }
    return last[b.length]
  }

  // Letters that sound alike in the spellings of names in different languages and transliterations.
  /** @type {[RegExp, string][]} */
  const ALIKE = [
    [/tsch/g, "c"],
    [/shch|sch|sh|sz/g, "s"],
    [/tch|ch|cz/g, "c"],
    [/zh/g, "z"],
    [/kh/g, "h"],
    [/ph/g, "f"],
    [/th/g, "t"],
    [/ck|q/g, "k"],
    [/x/g, "ks"],
    [/w/g, "v"],
    [/ff$/gm, "v"],
    [/[yj]/g, "i"],
    [/[aio]e/g, "e"],
    [/ue|ou/g, "u"],
    [/(.)\1+/g, "$1"],
  ]

  /** The approximate sound of a folded name, or of several in lines of their own. @param {string} forms */
  const sound = (forms) => ALIKE.reduce((text, [pattern, by]) => text.replace(pattern, by), forms)

  /** The sounds of several names: one pass over all of them takes much less time. @param {string[]} forms */
  const soundsOf = (forms) => sound(forms.join("\n")).split("\n")

  // The letters of a word as bits. An edit changes at most two of them, so most words are known not to be near without
  // their distance.
  /** @param {string} word */
  function letters(word) {
    let bits = 0
    for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31)
    return bits
  }

  /** @param {number} bits */
  function counted(bits) {
    let count = 0
    for (let left = bits; left; left &= left - 1) count++
    return count
  }

  /** Whether a word can be within so many edits of another. @param {string} a @param {string} b @param {number} most */
  const comparable = (a, b, most) =>
    Math.abs(a.length - b.length) <= most && counted(letters(a) ^ letters(b)) <= 2 * most

  return { WORD, fold, tokens, distance, sound, soundsOf }
})()

window.editionWords = editionWords
