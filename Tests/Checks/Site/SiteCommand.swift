import Foundation

/// `.ci/docs`: builds the site, and shows it.
func siteCommand(_ words: [String]) {
  var words = words[...]
  let command = words.popFirst() ?? "build"
  var base = ""
  var folder = ".build/docs"
  var port: UInt16 = 8000
  while let option = words.popFirst() {
    switch (option, words.popFirst()) {
    // What the site's addresses begin with, with or without slashes around it.
    case ("--base", let value?):
      let name = value.split(separator: "/").joined(separator: "/")
      base = name.isEmpty ? "" : "/" + name
    case ("--output", let value?): folder = value
    case ("--port", let value?) where UInt16(value) != nil: port = UInt16(value) ?? port
    default: usage()
    }
  }
  if !["build", "preview"].contains(command) { usage() }
  do {
    let workbook = try Workbook()
    let output = workbook.url(folder)
    let site = Site(workbook: workbook, output: output, base: base)
    if !Checks.report("docs", try site.build()) { exit(1) }
    print("The site is in \(folder).")
    if command == "preview" { try SiteServer(folder: output, base: base, port: port).run() }
  } catch {
    print("docs: \(error)")
    exit(2)
  }
}

private func usage() -> Never {
  print(
    """
    usage: .ci/docs [build] [--base /NAME] [--output FOLDER]
           .ci/docs preview [--port N]
           .ci/docs measure [--only PATTERN]

    Builds the docs site into .build/docs. Its addresses begin with /NAME, if that is given.
    preview shows it at an address of this machine, until Ctrl-C.
    measure looks at every page in a browser: is code cut, is a link or a picture dead?
    """)
  exit(64)
}
