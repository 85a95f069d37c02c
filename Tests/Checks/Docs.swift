/// The docs site builds, and is written in the house's manner.
let docs = Check(
  name: "docs",
  summary: "The docs build without warnings, and their prose keeps to the manner."
) { workbook, _ in
  try wording(workbook)
    + Site(workbook: workbook, output: workbook.url(".build/checks/docs"), base: "").build()
}

/// Pages speak to the reader, not about "us".
private func wording(_ workbook: Workbook) throws -> [Problem] {
  try workbook.pages().flatMap { page in
    page.markdown.prose.compactMap { line, text in
      text.firstMatch(of: #/(?i)(?:^|[^\w`"“‘'])(we|let[’']s|let us|our)(?:[^\w`"”’']|$)/#).map {
        Problem(
          page.path, line: line, "The prose says “\($0.1)”.",
          advice: "Say who does it: the process, the kernel, you.")
      }
    }
  }
}
