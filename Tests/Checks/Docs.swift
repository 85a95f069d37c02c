import Foundation

/// The docs site builds, and is written in the house's manner.
let docs = Check(
  name: "docs",
  summary: "The docs build without warnings, and their prose keeps to the manner."
) { workbook, _ in
  try wording(workbook) + site(workbook)
}

/// Where the built site is put.
private let output = ".build/checks/docs"

private func site(_ workbook: Workbook) throws -> [Problem] {
  try FileManager.default.createDirectory(
    at: workbook.url(".build/checks"), withIntermediateDirectories: true)
  let docc = try shell(["xcrun", "--find", "docc"], in: workbook.root).status == 0 ? ["xcrun"] : []
  let outcome = try shell(
    docc + ["docc", "convert", "docs/Workbook.docc", "--warnings-as-errors"]
      + ["--output-path", output], in: workbook.root)
  if outcome.status == 0 { return [] }
  let found = outcome.output.matches(
    of: #/(?m)^(?:error|warning): (.+)\n(?:.*\n)*?\s*--> (.+?):(\d+):/#)
  if found.isEmpty { throw CheckError("docc failed:\n\(outcome.output)") }
  // docc prints some diagnostics twice.
  var seen: Set<Problem> = []
  return found.map {
    Problem(
      workbook.path(endingIn: String($0.2)), line: Int($0.3), String($0.1),
      advice: "`docc convert docs/Workbook.docc --output-path /tmp/site` says more.")
  }.filter { seen.insert($0).inserted }
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

extension Workbook {
  /// The path from the root of the docs' file that docc names only in part.
  fileprivate func path(endingIn end: String) -> String {
    files.first { $0 == end || $0.hasSuffix("/" + end) || end.hasSuffix("/" + $0) } ?? end
  }
}
