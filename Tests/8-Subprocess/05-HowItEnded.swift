import Grading
import Groundwork
import Testing

extension `8-Subprocess` {
  @Suite(.exercise("8.5")) struct `05-HowItEnded` {
    /// A program that ended so, and wrote that.
    private func ended(_ status: ProgramEnd, _ error: String = "") -> CompletedProcess {
      CompletedProcess(
        arguments: ["make", "all"], status: status, output: [1], error: Array(error.utf8))
    }

    @Test("Only the exit code 0 is success")
    func succeeded() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      #expect(ended(.exited(0)).succeeded, "0 says that all went well")
      #expect(!ended(.exited(code)).succeeded, "\(code) says that something went wrong; \(random)")
      for signal in [SIGTERM, SIGKILL, SIGPIPE] {
        #expect(!ended(.signaled(signal)).succeeded, "it did not end by itself")
      }
    }

    @Test("A success throws nothing, whatever the program wrote to its error")
    func noThrow() {
      #expect(throws: Never.self, "many programs write progress to their standard error") {
        try ended(.exited(0), "warning: all is well\n").check()
      }
    }

    @Test("A failure throws the command, how it ended, and the end of its error")
    func throwsFailure() throws {
      var random = Seeded()
      let code = CInt.random(in: 1...255, using: &random)
      for status in [ProgramEnd.exited(code), .signaled(SIGTERM)] {
        let error = #expect(throws: SubprocessError.self, "it failed; \(random)") {
          try ended(status, "make: *** No rule\n").check()
        }
        #expect(
          error == .failed(["make", "all"], status, errorTail: "make: *** No rule"),
          "the error should say what failed, how, and why")
      }
    }

    @Test("run throws if it is told to check, and not otherwise")
    func run() throws {
      let silent = try Subprocess.run(["sh", "-c", "exit 3"])
      #expect(silent.status == .exited(3), "that a program fails is a normal result")
      #expect(throws: SubprocessError.failed(["sh", "-c", "exit 3"], .exited(3), errorTail: "")) {
        try Subprocess.run(["sh", "-c", "exit 3"], check: true)
      }
      #expect(throws: Never.self) { try Subprocess.run(["true"], check: true) }
      let talks = ["sh", "-c", "echo data; exit 3"]
      #expect(
        throws: SubprocessError.failed(talks, .exited(3), errorTail: ""),
        "what it wrote to its output is no reason: errorTail is the end of its standard error"
      ) { try Subprocess.run(talks, output: .captured, check: true) }
    }

    @Test("The end of a long error is its last ten lines")
    func tenLines() {
      var random = Seeded()
      let count = Int.random(in: 11...60, using: &random)
      let lines = (1...count).map { "line \($0)" }
      let tail = ended(.exited(1), lines.joined(separator: "\n") + "  \t ").errorTail
      #expect(
        tail == lines.suffix(10).joined(separator: "\n"),
        "the last ten of \(count) lines say what went wrong, without white space at the end; \(random)"
      )
      // The page leaves open whether empty lines at the end are among the ten.
      let spaced = ended(.exited(1), lines.joined(separator: "\n") + "\n\n").errorTail
      #expect(
        (8...10).contains { spaced == lines.suffix($0).joined(separator: "\n") },
        """
        \(count) lines and an empty one should end as the last ten lines, or eight if the empty ones \
        count, and without white space at the end: “\(spaced)”; \(random)
        """)
      let few = ended(.exited(1), "one\n\nthree").errorTail
      #expect(few == "one\n\nthree", "up to ten lines are left as they are")
      let indented = ended(.exited(1), " \n\t ^~~ here\n").errorTail
      #expect(
        indented == " \n\t ^~~ here", "white space in front says where: only that at the end goes")
    }

    @Test(
      "Lines may end as they do in other systems, by CR and LF",
      .holds("Programs that come from other systems end their lines by CR and LF."))
    func otherLineEnds() {
      let lines = (1...30).map { "line \($0)" }
      let tail = ended(.exited(1), lines.joined(separator: "\r\n")).errorTail
      // Whether the ends stay as they are is left open.
      let seen = tail.replacing("\r\n", with: "\n")
      let expected = lines.suffix(10).joined(separator: "\n")
      #expect(
        seen == expected,
        """
        30 lines that end by CR and LF have a last ten, too. For Swift the two are *one* Character, \
        which is not "\\n": look for `isNewline`, or at the bytes
        """)
      for end in ["\r\n", "\r\n\r\n", "\n", "\t\n", " \r"] {
        let tail = ended(.exited(1), "why" + end).errorTail
        #expect(
          tail == "why",
          "\(end.debugDescription) at the end is white space, and left out: \(tail.debugDescription)"
        )
      }
    }

    @Test("No error at all is an empty end")
    func nothing() {
      let tails = (ended(.exited(1)).errorTail, ended(.exited(1), " \n\n").errorTail)
      #expect(tails == ("", ""), "nothing was written, or nothing but white space")
    }

    @Test(
      "One long line is cut to 2,000 bytes, and not inside a character", .holds(.extremes),
      arguments: 0...3)
    func longLine(shift: Int) {
      // Four bytes each, so that the cut falls on each of them once.
      let text = String(repeating: "🐢", count: 600) + String(repeating: "x", count: shift)
      let tail = ended(.exited(1), text).errorTail
      #expect(tail.utf8.count <= 2_000, "there are \(tail.utf8.count) bytes")
      #expect(tail.utf8.count > 1_990, "no more than one character should be lost")
      #expect(
        text.hasSuffix(tail),
        "a character that was cut in two is left out, not shown as \u{fffd}")
    }

    @Test("2,000 bytes are not too many", .holds(.extremes), arguments: 1_999...2_001)
    func limit(count: Int) {
      let text = "a" + String(repeating: "x", count: count - 1)
      let tail = ended(.exited(1), text).errorTail
      #expect(
        tail == String(text.suffix(2_000)),
        "of \(count) bytes in one line, \(tail.utf8.count) are left: at most 2,000 are to be")
    }

    @Test("Bytes that are no text don't stop it", .holds(.damage))
    func notText() {
      let process = CompletedProcess(
        arguments: ["x"], status: .exited(1), error: [0xff, 0x41, 0xc3, 0x0a])
      #expect(process.errorTail == "\u{fffd}A\u{fffd}", "what is not UTF-8 is replaced")
      let middle = CompletedProcess(
        arguments: ["x"], status: .exited(1), error: [0x80, 0x41, 0xbf, 0x42])
      #expect(
        middle.errorTail == "\u{fffd}A\u{fffd}B",
        "nothing was cut at the front, so the first byte is no rest of a character: replace it")
    }
  }
}
