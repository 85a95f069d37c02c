import Foundation

/// swift-format finds nothing.
let format = Check(
  name: "format",
  summary: "`swift format lint --strict` finds nothing."
) { workbook, _ in
  let outcome = try shell(
    ["swift", "format", "lint", "--strict", "--parallel", "--recursive", "--no-color-diagnostics"]
      + ["Lessons", "Solutions", "Tests", "Package.swift"], in: workbook.root)
  if outcome.status == 0 { return [] }
  let found = outcome.output.matches(of: #/(?m)^(.+?):(\d+):\d+: (?:error|warning): (.+)$/#)
  if found.isEmpty { throw CheckError("swift format failed:\n\(outcome.output)") }
  return found.map {
    Problem(
      String($0.1).replacingOccurrences(of: workbook.root.path + "/", with: ""),
      line: Int($0.2), String($0.3),
      advice: "`swift format --in-place FILE` corrects most of it.")
  }
}
