// Finds the parts of pages in which all words occur, each at the beginning of a word.
'use strict'

const base = document.currentScript.dataset.base
const input = document.getElementById('words')
const count = document.getElementById('count')
const found = document.getElementById('found')
const most = 50
let sections

const escape = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

// A word's beginning: nothing, or what is no part of a word, stands before it.
const pattern = (word, flags) => new RegExp(`(?<![\\p{L}\\p{N}_])${escape(word)}`, flags)

// How well a part fits: a word counts most in the page's title, then in the heading, then in the text.
function score(section, patterns) {
  let sum = 0
  for (const pattern of patterns) {
    const times = (section.text.match(pattern) || []).length
    const inHeading = section.heading.search(pattern) >= 0
    const inPage = section.page.search(pattern) >= 0
    if (!times && !inHeading && !inPage) return 0
    sum += Math.min(times, 5) + (inHeading ? 20 : 0) + (inPage ? 10 : 0)
    if (section.heading.toLowerCase() === pattern.word) sum += 40
  }
  return sum
}

// The text around the first word that occurs, with all words marked.
function excerpt(text, patterns) {
  const places = patterns.map((pattern) => text.search(pattern)).filter((place) => place >= 0)
  const first = places.length ? Math.min(...places) : 0
  const start = first < 80 ? 0 : text.indexOf(' ', first - 80) + 1
  const stop = start + 220 < text.length ? text.lastIndexOf(' ', start + 220) : text.length
  const part = text.slice(start, stop)
  const all = new RegExp(patterns.map((pattern) => pattern.source).join('|'), 'giu')
  const line = document.createElement('p')
  let end = 0
  if (start > 0) line.append('… ')
  for (const match of part.matchAll(all)) {
    line.append(part.slice(end, match.index))
    const mark = document.createElement('mark')
    mark.textContent = match[0]
    line.append(mark)
    end = match.index + match[0].length
  }
  line.append(part.slice(end))
  if (stop < text.length) line.append(' …')
  return line
}

function show() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
  found.replaceChildren()
  if (!words.length) { count.textContent = ''; return }
  const patterns = words.map((word) => Object.assign(pattern(word, 'giu'), { word }))
  const results = sections
    .map((section) => ({ section, score: score(section, patterns) }))
    .filter((result) => result.score > 0)
    .sort((one, other) => other.score - one.score)
  for (const { section } of results.slice(0, most)) {
    const item = document.createElement('li')
    const link = document.createElement('a')
    link.href = base + section.url
    link.textContent = section.heading ? `${section.page} › ${section.heading}` : section.page
    item.append(link, excerpt(section.text, patterns))
    found.append(item)
  }
  const shown = results.length > most ? `, the first ${most} are shown` : ''
  count.textContent = results.length === 0 ? 'Nothing found.'
    : results.length === 1 ? '1 place found' : `${results.length} places found${shown}`
}

// The arrow keys go from the words to the results and through them.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [input, ...found.querySelectorAll('a')]
  const at = stops.indexOf(document.activeElement)
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || !next) return
  next.focus()
  event.preventDefault()
})

document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault()
  history.replaceState(null, '', `?q=${encodeURIComponent(input.value)}`)
  show()
})

input.value = new URLSearchParams(location.search).get('q') || ''
count.textContent = 'Loading …'
fetch(`${base}/search/index.json`)
  .then((response) => response.json())
  .then((loaded) => {
    sections = loaded
    show()
    input.addEventListener('input', show)
  })
  .catch(() => { count.textContent = 'The index could not be loaded.' })
