#if Solutions
import Foundation
import Grading
import Testing

// The same commands, run by this lesson's code, by Foundation, and by Python.

extension `8-Subprocess` {
  // Without a sandbox, as Foundation keeps descriptors open for later.
  @Suite struct SameAsOthers {
    @Test(
      "Foundation.Process says the same of the same commands, also at the same time",
      .enabled(if: hasDescriptors, "Foundation.Process waits for ever when it finds no descriptor.")
    )
    func foundation() throws {
      var random = Seeded()
      // Foundation lets a program inherit which signals are blocked: SIGTERM, on these threads.
      let commands = someCommands(&random).filter { $0.script != "kill $$" }
      let theirs = try commands.map { command in try Observed { try byFoundation(command) } }
      let ours = try commands.map { command in try Observed { try byUs(command) } }
      for (index, command) in commands.enumerated() {
        let their = try theirs[index].value(orElse: "Foundation's \(command) does not end")
        let our = try ours[index].value(orElse: "\(command) does not end")
        #expect(our == their, "\(command.script); \(random)")
      }
    }

    @Test(
      "Python's subprocess says the same of the same commands",
      .enabled(if: hasPython, "There is no python3 in PATH to compare with."))
    func python() throws {
      var random = Seeded()
      let commands = someCommands(&random)
      let program = """
        import json, subprocess, sys
        results = []
        for command in json.load(sys.stdin):
            done = subprocess.run(
                ["/bin/sh", "-c", command["script"]], input=bytes(command["input"]),
                capture_output=True, cwd=command["folder"], env=command["variables"])
            results.append({
                "code": done.returncode, "output": list(done.stdout), "error": list(done.stderr)})
        json.dump(results, sys.stdout)
        """
      let answer = try Subprocess.run(
        ["python3", "-c", program], input: .bytes(Array(JSONEncoder().encode(commands))),
        output: .captured, check: true)
      let theirs = try JSONDecoder().decode([Outcome].self, from: Data(answer.output))
      #expect(theirs.count == commands.count)
      for (command, their) in zip(commands, theirs) {
        let our = try byUs(command)
        #expect(our == their, "\(command.script); \(random)")
      }
    }
  }
}

/// Something for a shell to do.
private struct Command: Codable, Sendable {
  var script: String
  var input: [UInt8] = []
  var folder = "/"
  var variables = ["PATH": "/usr/bin:/bin"]
}

/// What came of it; a signal is a negative code, as in Python.
private struct Outcome: Codable, Equatable, Sendable {
  var code: Int32
  var output: [UInt8]
  var error: [UInt8]
}

private func someCommands(_ random: inout Seeded) -> [Command] {
  let bytes = (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &random) }
  let code = Int.random(in: 0...255, using: &random)
  let word = "word\(Int.random(in: 0...999, using: &random))"
  return [
    Command(script: "exit \(code)"), Command(script: "kill -9 $$"), Command(script: "kill $$"),
    Command(script: "cat; exit \(code)", input: bytes),
    Command(script: "cat >&2; echo \(word)", input: bytes),
    Command(script: "echo \(word); echo no >&2; exit 1"),
    Command(script: "pwd", folder: "/usr"),
    Command(script: "echo $WORD $HOME", variables: ["WORD": word, "PATH": "/bin"]),
    Command(script: "no-such-program-\(word) 2>/dev/null"), Command(script: "cat"),
  ]
}

private func byUs(_ command: Command) throws -> Outcome {
  let result = try Subprocess.run(
    ["/bin/sh", "-c", command.script], input: .bytes(command.input), output: .captured,
    error: .captured, environment: .replaced(command.variables), in: command.folder)
  let code =
    switch result.status {
    case .exited(let code): code
    case .signaled(let signal): -signal
    }
  return Outcome(code: code, output: result.output, error: result.error)
}

private func byFoundation(_ command: Command) throws -> Outcome {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", command.script]
  process.currentDirectoryURL = URL(filePath: command.folder)
  process.environment = command.variables
  let (input, output, error) = (Pipe(), Pipe(), Pipe())
  process.standardInput = input
  process.standardOutput = output
  process.standardError = error
  signal(SIGPIPE, SIG_IGN)
  try process.run()
  // Each stream needs a thread: whoever waits for one of them lets the program wait at another.
  let feeder = try Observed { [input] in
    try? input.fileHandleForWriting.write(contentsOf: Data(command.input))
    try? input.fileHandleForWriting.close()
  }
  let complaints = try Observed { [error] in
    try error.fileHandleForReading.readToEnd() ?? Data()
  }
  let said = try output.fileHandleForReading.readToEnd() ?? Data()
  let complained = try complaints.value(orElse: "the error of \(command.script) has no end")
  try feeder.value(orElse: "the input of \(command.script) is not taken")
  process.waitUntilExit()
  let code = process.terminationStatus
  return Outcome(
    code: process.terminationReason == .uncaughtSignal ? -code : code, output: Array(said),
    error: Array(complained))
}

/// Whether all commands at once, and the grader, find enough descriptors.
private let hasDescriptors: Bool = {
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  return limit.rlim_cur >= 256
}()

private let hasPython: Bool =
  (try? Subprocess.run(["python3", "-c", "pass"], error: .discarded).succeeded) ?? false
#endif
