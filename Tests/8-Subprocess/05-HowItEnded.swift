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
    }

    @Test("The end of a long error is its last ten lines")
    func tenLines() {
      var random = Seeded()
      let count = Int.random(in: 11...60, using: &random)
      let lines = (1...count).map { "line \($0)" }
      let tail = ended(.exited(1), lines.joined(separator: "\n") + "\n\n").errorTail
      #expect(
        tail == lines.suffix(10).joined(separator: "\n"),
        "the last lines say what went wrong; empty ones at the end don't count; \(random)")
      let few = ended(.exited(1), "one\n\nthree").errorTail
      #expect(few == "one\n\nthree", "up to ten lines are left as they are")
    }

    @Test("No error at all is an empty end")
    func nothing() {
      #expect(ended(.exited(1)).errorTail == "" && ended(.exited(1), " \n\n").errorTail == "")
    }

    @Test("One long line is cut to 2,000 bytes, and not inside a character", arguments: 0...3)
    func longLine(shift: Int) {
      // Four bytes each, so that the cut falls on each of them once.
      let text = String(repeating: "🐢", count: 600) + String(repeating: "x", count: shift)
      let tail = ended(.exited(1), text).errorTail
      #expect(tail.utf8.count <= 2_000, "there are \(tail.utf8.count) bytes")
      #expect(tail.utf8.count > 1_990, "no more than one character should be lost")
      #expect(
        !tail.contains("\u{fffd}") && text.hasSuffix(tail),
        "a character that was cut in two is left out, not shown as \u{fffd}")
    }

    @Test("Bytes that are no text don't stop it")
    func notText() {
      let process = CompletedProcess(
        arguments: ["x"], status: .exited(1), error: [0xff, 0x41, 0xc3, 0x0a])
      #expect(process.errorTail == "\u{fffd}A\u{fffd}", "what is not UTF-8 is replaced")
    }
  }
}
