import Foundation

/// Code on the pages is copied from files that are built and tested.
let snippets = Check(
  name: "snippets",
  summary: "Code in the docs occurs in the file that it names; Python compiles."
) { workbook, _ in
  let blocks = try workbook.pages().flatMap(\.markdown.blocks)
  return try blocks.compactMap { try problem(inSwift: $0, workbook) }
    + problems(inPython: blocks.filter { $0.language == "python" && !isExcused($0) }, workbook)
}

/// Whether the block says that it comes from no file, and why.
private func isExcused(_ block: CodeBlock) -> Bool {
  block.source?.wholeMatch(of: #/none,\s*\S.*/#) != nil
}

private func problem(inSwift block: CodeBlock, _ workbook: Workbook) throws -> Problem? {
  if block.source == nil && block.language != "swift" || isExcused(block) { return nil }
  guard let source = block.source else {
    return Problem(
      block.page, line: block.line, "This Swift names no file that it is copied from.",
      advice: "Write <!-- snippet: PATH --> on the line before the fence,\n"
        + "or <!-- snippet: none, REASON --> if it can't come from a file.")
  }
  guard workbook.files.contains(source), source.contains("/") else {
    return Problem(
      block.page, line: block.line, "The snippet's file `\(source)` is not there.",
      advice: "Name a tracked file by its path from the root, or `none, REASON`.")
  }
  guard let missing = firstMissing(block.lines, in: try workbook.lines(source)) else { return nil }
  return Problem(
    block.page, line: block.line + 1 + missing,
    "`\(block.lines[missing].trimmed)` is not what follows in \(source).",
    advice: "Copy the lines again. A line that holds only `…` or `// …` stands for any others.")
}

/// The index of the first of `snippet`'s lines that can't be found in `file`, in the best of all
/// places where the lines before it are.
private func firstMissing(_ snippet: [Substring], in file: [Substring]) -> Int? {
  let first = snippet.firstIndex { !$0.isBlank && !$0.isGap } ?? snippet.startIndex
  var furthest = first
  for start in file.indices where file[start].trimmed == snippet[first].trimmed {
    let shift = file[start].indent - snippet[first].indent
    var next = start
    var found = first
    var anywhere = false
    while found < snippet.count {
      let line = snippet[found]
      if line.isGap {
        anywhere = true
      } else if next < file.count, line.isEqual(to: file[next], shiftedBy: shift) {
        anywhere = false
        next += 1
      } else if anywhere, next < file.count {
        next += 1
        continue
      } else {
        break
      }
      found += 1
    }
    if found == snippet.count { return nil }
    furthest = max(furthest, found)
  }
  return furthest
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return start }
    return start[...last]
  }
  fileprivate var indent: Int { prefix { $0 == " " }.count }
  fileprivate var isBlank: Bool { trimmed.isEmpty }
  /// Whether the line stands for any number of lines.
  fileprivate var isGap: Bool { trimmed == "…" || trimmed == "// …" }

  fileprivate func isEqual(to line: Substring, shiftedBy shift: Int) -> Bool {
    isBlank ? line.isBlank : trimmed == line.trimmed && line.indent - indent == shift
  }
}

/// Compiles every block, in one run of Python; nothing is checked where there is no Python.
private func problems(inPython blocks: [CodeBlock], _ workbook: Workbook) throws -> [Problem] {
  let version = try shell(["python3", "--version"], in: workbook.root)
  if blocks.isEmpty { return [] }
  guard version.status == 0 else {
    print("snippets: python3 is missing, so \(blocks.count) Python blocks were not compiled")
    return []
  }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (number, block) in blocks.enumerated() {
    try block.lines.joined(separator: "\n").appending("\n")
      .write(to: folder.appendingPathComponent("\(number)"), atomically: true, encoding: .utf8)
  }
  let script = """
    import sys
    for number in range(\(blocks.count)):
        try:
            compile(open(str(number), encoding="utf-8").read(), "page", "exec")
        except SyntaxError as error:
            print(number, error.lineno or 1, error.msg)
    """
  let outcome = try shell(["python3", "-W", "ignore", "-c", script], in: folder)
  guard outcome.status == 0 else { throw CheckError("python3 failed:\n\(outcome.output)") }
  return outcome.output.split(separator: "\n").compactMap { line in
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let number = Int(parts[0]), let row = Int(parts[1]) else { return nil }
    return Problem(
      blocks[number].page, line: blocks[number].line + row, "This is not Python: \(parts[2]).",
      advice: "Correct it, or write <!-- snippet: none, REASON --> before the block.")
  }
}
