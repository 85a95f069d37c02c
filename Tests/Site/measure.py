#!/usr/bin/env python3
"""Looks at every page of the built site in a browser: is any code cut, any picture or link dead?

usage: measure.py SITE BASE [--only PATTERN]

Needs Chromium. `.ci/docs measure` builds the site and runs this.
"""

import argparse
import json
import os
import re
import sys

from browser import Browser, Site

# The widths of a phone and of two screens, and that of A4 without the margins that Chromium prints.
WIDTHS = [360, 1280, 1440]
PAPER = 717

# Each tab is opened in turn, since only the open one is there. A block of code is cut if it is wider
# than its box, and may scroll only on a narrow screen.
LOOK = """(async () => {
  const mayScroll = innerWidth < 700
  const found = { blocks: 0, cut: [], wide: document.documentElement.scrollWidth - innerWidth }
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const look = () => {
    for (const block of document.querySelectorAll('.code-listing')) {
      if (block.seen === innerWidth) continue
      block.seen = innerWidth
      found.blocks += 1
      const code = block.querySelector('code')
      const edge = block.getBoundingClientRect()
      let scrolls = false, hidden = code.getBoundingClientRect().right > edge.right + 1
      for (let box = code; box !== block.parentElement; box = box.parentElement) {
        if (box.scrollWidth <= box.clientWidth || getComputedStyle(box).display === 'inline') continue
        hidden = true
        scrolls ||= ['auto', 'scroll'].includes(getComputedStyle(box).overflowX)
      }
      if (edge.right > innerWidth + 1 || hidden && !(mayScroll && scrolls))
        found.cut.push(code.textContent.trim().split('\\n')[0])
    }
  }
  await frame()
  look()
  const navigator = document.querySelector('.sidebar .aside')?.getBoundingClientRect()
  const text = document.querySelector('.doc-content-wrapper').getBoundingClientRect()
  found.covered = navigator?.left >= 0 && navigator.left < text.left && navigator.right > text.left + 1
  for (const tab of [...document.querySelectorAll('.tabnav-item .tabnav-link, .tabnav-item [role=tab]')]) {
    tab.click()
    await frame()
    look()
  }
  return found
})()"""

PARTS = """({
  pictures: [...document.images].filter((image) => image.currentSrc && image.complete)
    .map((image) => [image.currentSrc, image.naturalWidth]),
  links: [...document.querySelectorAll('a[href]')].filter((link) => link.offsetParent)
    .map((link) => link.href),
  ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
})"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site")
    parser.add_argument("base")
    parser.add_argument("--only", default="")
    options = parser.parse_args()

    site = Site(options.site, options.base)
    browser = Browser()
    root = f"{site.origin}{options.base}"
    pages = sorted(
        os.path.relpath(os.path.join(folder, "index.html"), options.site)[: -len("index.html")]
        for folder, _, names in os.walk(os.path.join(options.site, "documentation"))
        if "index.html" in names and folder != os.path.join(options.site, "documentation"))
    problems = []
    counts = dict.fromkeys(["pages", "code blocks", "pictures", "links", "requests", "requests elsewhere"], 0)
    links, ids = {}, {}
    try:
        for page in [page for page in pages if re.search(options.only, page)]:
            counts["pages"] += 1
            for width in WIDTHS:
                # Opened anew, as DocC takes its time to follow a change of the size.
                browser.size(width)
                browser.open(f"{root}/{page}", "document.querySelector('main h1')")
                problems += traffic(browser, page, site.origin, counts)
                seen = browser.evaluate(LOOK)
                if width == 1280:
                    counts["code blocks"] += seen["blocks"]
                if seen["covered"]:
                    problems.append(f"{page} at {width}: the navigator covers the text")
                if seen["wide"] > 0:
                    problems.append(f"{page} at {width}: the page is {seen['wide']} px too wide")
                problems += [f"{page} at {width}: cut: {line}" for line in seen["cut"]]
            browser.size(PAPER)
            browser.media("print")
            problems += [f"{page} on paper: cut: {line}" for line in browser.evaluate(LOOK)["cut"]]
            browser.media("")
            parts = browser.evaluate(PARTS)
            counts["pictures"] += len(parts["pictures"])
            problems += [f"{page}: dead picture {src}" for src, width in parts["pictures"] if not width]
            links[page] = parts["links"]
            ids[f"{root}/{page}"] = set(parts["ids"])
        problems += first(browser, root)
        problems += search(browser, root)
        problems += dead(links, ids, root, counts, options)
    finally:
        browser.close()
        site.close()
    for problem in problems:
        print(problem)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    print(f"{len(problems)} problems")
    sys.exit(bool(problems))


def traffic(browser, page, origin, counts):
    problems = []
    for event in browser.events:
        parameters = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            counts["requests"] += 1
            if not url.startswith((origin, "data:", "blob:")):
                counts["requests elsewhere"] += 1
                problems.append(f"{page}: asks for {url}")
        elif event.get("method") == "Network.responseReceived":
            if parameters["response"]["status"] >= 400:
                problems.append(f"{page}: {parameters['response']['status']} {parameters['response']['url']}")
        elif event.get("method") == "Runtime.exceptionThrown":
            problems.append(f"{page}: {json.dumps(parameters['exceptionDetails'])[:200]}")
    return problems


def first(browser, root):
    """The first page must not be heavy."""
    browser.size(1280)
    browser.call("Network.setCacheDisabled", cacheDisabled=True)
    browser.open(f"{root}/documentation/workbook/", "document.querySelector('main h1')")
    browser.evaluate("new Promise((done) => setTimeout(done, 500))")
    size = sum(event["params"]["encodedDataLength"] for event in browser.events
               if event.get("method") == "Network.loadingFinished") // 1000
    print(f"the first page takes {size} KB")
    return [f"the first page takes {size} KB, more than 800"] if size > 800 else []


def search(browser, root):
    """From the box of a page to a result, by keyboard alone."""
    problems = []

    def expect(script, wanted):
        seen = browser.evaluate(script)
        if seen != wanted:
            problems.append(f"search: {script} is {seen!r}, not {wanted!r}")

    def press(key, code):
        for kind in ["keyDown", "keyUp"]:
            browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                         windowsVirtualKeyCode=code, text="\r" if key == "Enter" else "")

    def ready():
        browser.evaluate("""new Promise((done) => {
          const look = () => /found/i.test(document.getElementById('count')?.textContent)
            ? done() : requestAnimationFrame(look)
          look()
        })""")

    browser.evaluate("document.querySelector('custom-header').shadowRoot.querySelector('input').focus()")
    browser.call("Input.insertText", text="zombie")
    browser.events.clear()
    press("Enter", 13)
    browser.wait("Page.loadEventFired")
    ready()
    expect("document.activeElement.id", "words")
    expect("document.querySelector('#found a').textContent", "Terms › zombie")
    expect("document.querySelector('#count').getAttribute('role')", "status")
    press("ArrowDown", 40)
    expect("document.activeElement === document.querySelector('#found a')", True)
    press("ArrowUp", 38)
    expect("document.activeElement.id", "words")
    for words, some in [("futex wake", True), ("WAIT_PID", False), ("waitpid", True), ("qqqq", False)]:
        browser.open(f"{root}/search/?q={words}", "document.readyState === 'complete'")
        ready()
        expect("document.querySelectorAll('#found a').length > 0", some)
    return problems


def dead(links, ids, root, counts, options):
    problems = []
    for page, targets in links.items():
        for target in targets:
            counts["links"] += 1
            if not target.startswith(root):
                continue
            address, _, anchor = target.partition("#")
            path = address[len(root):].strip("/")
            file = os.path.join(options.site, path)
            if not os.path.exists(file):
                problems.append(f"{page}: dead link {target}")
            elif anchor and not options.only and anchor not in ids.get(f"{root}/{path}/", {anchor}):
                problems.append(f"{page}: dead anchor {target}")
    return problems


if __name__ == "__main__":
    main()
