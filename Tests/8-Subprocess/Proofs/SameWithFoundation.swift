#if Solutions
import Foundation
import Testing

extension `8-Subprocess` {
  @Suite struct SameWithFoundation {
    @Test("Foundation.Process sorts the same lines, with more to look after")
    func same() throws {
      let text = "pear\napple\nfig\n"
      let ours = try Subprocess.run(["sort"], input: .text(text), output: .captured)
      let theirs = try sortedByFoundation(text)
      #expect(ours.outputText == "apple\nfig\npear\n")
      #expect(theirs == ours.outputText)
    }
  }
}

/// Sorts lines with the program `sort`, by Foundation alone.
private func sortedByFoundation(_ text: String) throws -> String {
  let sort = Process()
  sort.executableURL = URL(filePath: "/usr/bin/env")
  sort.arguments = ["sort"]
  let (input, output) = (Pipe(), Pipe())
  sort.standardInput = input
  sort.standardOutput = output
  try sort.run()
  // Else a program that stops reading would end this one, by SIGPIPE.
  signal(SIGPIPE, SIG_IGN)
  // On a thread of its own: sort may want to write before it has read everything.
  let feeder = Thread {
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try? input.fileHandleForWriting.close()
  }
  feeder.start()
  let data = try output.fileHandleForReading.readToEnd() ?? Data()
  sort.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}
#endif
