// Looks at pages in a browser, as tests/tools/picture.c looks at pictures from outside: with the widths that a real font has and the colours that the
// reader's scheme really gives. `pages` is a list of [name, document in base64]; what is wrong becomes lines of the document's text.
'use strict'

const LEAST_CONTRAST = 4.5
const SLACK = 1 // pixels: fonts are hinted

const wrong = []

function linear(part) {
  const c = part / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

function luminance([red, green, blue]) {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function contrast(a, b) {
  const [one, other] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (one + 0.05) / (other + 0.05)
}

// [red, green, blue], or null for what is transparent.
function colour(text) {
  const part = text.match(/[\d.]+/g).map(Number)
  return part.length > 3 && part[3] === 0 ? null : part.slice(0, 3)
}

// In a picture: the last rect that holds the middle of the box. Else the nearest element around the text that has a colour of its own.
function behind(element, box, rects) {
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2
  const under = rects.filter(r => r.box.left <= x && x <= r.box.right && r.box.top <= y && y <= r.box.bottom)
  if (under.length > 0) return under[under.length - 1].fill
  for (; element; element = element.parentElement) {
    const own = colour(getComputedStyle(element).backgroundColor)
    if (own) return own
  }
  return [255, 255, 255]
}

// One entry for each line of each text that can be seen.
function texts(page) {
  const found = [], walk = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_TEXT)
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement
    if (node.data.trim() === '' || element.closest('title, desc, style, script, head')) continue
    if (element.checkVisibility && !element.checkVisibility()) continue
    const range = page.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      if (box.width > 0) found.push({ text: node.data.trim().slice(0, 60), element, box })
    }
  }
  return found
}

function overlap(a, b) {
  return a.left + SLACK < b.right && b.left + SLACK < a.right && a.top + SLACK < b.bottom && b.top + SLACK < a.bottom
}

// Lines of text have boxes with air above and below; what counts is whether letters meet.
function core(box) {
  const air = (box.bottom - box.top) * 0.15
  return { left: box.left, right: box.right, top: box.top + air, bottom: box.bottom - air }
}

function overlaps(name, found) {
  const sorted = found.map(t => ({ ...t, box: core(t.box) })).sort((a, b) => a.box.top - b.box.top)
  sorted.forEach((text, i) => {
    for (let j = i + 1; j < sorted.length && sorted[j].box.top < text.box.bottom; j++) {
      if (overlap(text.box, sorted[j].box)) wrong.push(`${name}: texts run into each other: "${text.text}", "${sorted[j].text}"`)
    }
  })
}

// A text stays in its cell of a table, and in the rect of a picture that it begins in.
function leaves(text, rects, root) {
  const cell = text.element.closest('td, th')
  const around = cell ? [cell.getBoundingClientRect()] : rects.filter(r => overlap(text.box, r.box)).map(r => r.box)
  if (text.element.closest('svg')) around.push(root)
  return around.some(box => text.box.left < box.left - SLACK || text.box.right > box.right + SLACK || text.box.bottom > box.bottom + 3)
}

function look(name, page) {
  for (const closed of page.querySelectorAll('details')) closed.open = true
  const rects = [...page.querySelectorAll('svg rect')].filter(r => !r.closest('defs'))
    .map(r => ({ box: r.getBoundingClientRect(), fill: colour(getComputedStyle(r).fill.startsWith('url') ? 'rgb(128,128,128)' : getComputedStyle(r).fill) }))
  const svg = page.querySelector('svg'), root = svg && svg.getBoundingClientRect()
  const found = texts(page)
  if (found.length === 0) wrong.push(`${name}: there is nothing in it`)
  for (const text of found) {
    const style = getComputedStyle(text.element), inPicture = text.element.closest('svg')
    const ratio = contrast(colour(inPicture ? style.fill : style.color), behind(text.element, text.box, inPicture ? rects : []))
    if (ratio < LEAST_CONTRAST) wrong.push(`${name}: a text does not stand out (${ratio.toFixed(1)}): "${text.text}"`)
    if (leaves(text, inPicture ? rects : [], root)) wrong.push(`${name}: a text leaves its box: "${text.text}"`)
  }
  overlaps(name, found)
}

function show(source) {
  const frame = document.createElement('iframe')
  frame.width = 1100
  frame.height = 900
  return new Promise(resolve => {
    frame.onload = () => resolve(frame)
    frame.srcdoc = source
    document.body.append(frame)
  })
}

async function lookAtAll() {
  for (const [name, encoded] of pages) {
    const bytes = Uint8Array.from(atob(encoded), c => c.charCodeAt(0))
    const frame = await show(new TextDecoder().decode(bytes))
    look(name, frame.contentDocument)
    frame.remove()
  }
  const scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.body.textContent = `\n${[...new Set(wrong)].join('\n')}\nlooked at ${pages.length} pages, ${scheme}\n`
}

lookAtAll().catch(error => { document.body.textContent = `\nfailed: ${error.stack}\n` })
