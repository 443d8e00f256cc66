/*
  Whether a passage's date, in EDTF, is one that a query asks for: `editionDates.fit(date, edtf)` is 1 if it is the
  very date, less if it is a part of it or contains it, 0 otherwise.
*/

/**
 * A date of a passage. What it does not have is 0; `known` says whether its year is.
 * @typedef {{ year: number, month: number, day: number, known: boolean }} PassageDate
 */

const editionDates = (() => {
  "use strict"

  const WITHIN = 0.8 // a day, if its month is asked for
  const AROUND = 0.6 // a period of at most a month, if a day in it is asked for
  const YEAR = 0.5 // a day or month, if its year is asked for
  const SEASON_MONTHS = [[], [3, 4, 5], [6, 7, 8], [9, 10, 11], [12, 1, 2]]

  /** @type {Map<string, (PassageDate | null)[]>} */
  const ends = new Map() // of the dates that were read; a query compares each of them several times

  // A date, or the first and the last of a period.
  /** @param {string} edtf */
  function endsOf(edtf) {
    let found = ends.get(edtf)
    if (!found) {
      found = edtf.split("/").map(read)
      ends.set(edtf, found)
    }
    return found
  }

  /** @param {string} edtf @returns {PassageDate | null} */
  function read(edtf) {
    const [, year, month, day] = edtf.match(/^(\d{3}[\dX]|\d\dXX)(?:-(\d\d))?(?:-(\d\d))?/) ?? []
    return year
      ? {
          year: Number(year.replace(/X/g, "0")),
          known: !year.includes("X"),
          month: Number(month ?? 0),
          day: Number(day ?? 0),
        }
      : null
  }

  /** @param {{year: number, month: number, day: number}} date */
  const number = ({ year, month, day }) => year * 372 + month * 31 + day

  /** @param {AskedDate} asked @param {PassageDate} given */
  function single(asked, given) {
    const season = given.month > 20 ? given.month - 20 : 0
    if (!given.known) return 0
    if (asked.lastMonth) return between(asked, given)
    if (asked.lastYear && !asked.season) return asked.year <= given.year && given.year <= asked.lastYear ? YEAR : 0
    if (asked.lastYear && given.year === asked.lastYear) return given.month === 1 || given.month === 2 ? WITHIN : 0
    if (asked.year && asked.year !== given.year) return 0
    if (asked.season) {
      if (season) return Number(season === asked.season)
      const months = asked.lastYear ? [12] : SEASON_MONTHS[asked.season] // winter 1939-40 ends in the second year
      return months.includes(given.month) ? WITHIN : 0
    }
    if (!asked.month) return given.month ? YEAR : 1
    if (asked.month !== given.month) return 0
    if (!asked.day) return given.day ? WITHIN : 1
    if (asked.vague && !given.day) return AROUND
    if (asked.last) return given.day >= asked.day && given.day <= asked.last ? 1 : 0
    return asked.day === given.day ? 1 : 0
  }

  // From one month or day to another, of the same year or of two.
  /** @param {AskedDate} asked @param {PassageDate} given */
  function between(asked, given) {
    if (!given.month || given.month > 12) return 0
    const first = number({ year: asked.year, month: asked.month, day: asked.day || 1 })
    const last = number({ year: asked.lastYear || asked.year, month: asked.lastMonth, day: asked.last || 31 })
    const at = number({ ...given, day: given.day || (given.month === asked.month ? 31 : 1) })
    return first <= at && at <= last ? WITHIN : 0
  }

  /** @param {AskedDate} asked @param {PassageDate} first @param {PassageDate} last */
  function period(asked, first, last) {
    if (asked.last) {
      const same = first.month === asked.month && first.day === asked.day && last.day === asked.last
      if (same && (!asked.year || asked.year === first.year)) return 1
    }
    const fitting = Math.max(single(asked, first), single(asked, last))
    if (fitting) return fitting
    if (!asked.day || !asked.year || !first.day || !last.day || number(last) - number(first) > 31) return 0
    return number(first) < number(asked) && number(asked) < number(last) ? AROUND : 0
  }

  /** @param {AskedDate} asked @param {string} edtf */
  function fit(asked, edtf) {
    const [first, last] = endsOf(edtf)
    if (!first) return 0
    return last ? period(asked, first, last) : single(asked, first)
  }

  return { fit }
})()

window.editionDates = editionDates
