#if Solutions
import Groundwork
import Testing

@testable import Grading

/// Tests for a test process of their own, which `TraitTests` and `Killing` start.
///
/// Skipped elsewhere.
@Suite(.enabled(if: getenv("WORKBOOK_FIXTURES") != nil)) struct TraitFixtures {
  @Suite(.exercise("0.1")) struct Outcomes {
    @Test("One that passes") func passes() {}

    @Test("One that fails") func fails() {
      #expect(numbers(1) == [2], "because")
    }

    @Test("Some cases", arguments: ["a", "b"], [1, 2])
    func cases(letter: String, number: Int) {
      #expect("\(letter)\(number)" != "b1")
    }

    @Test("One that is blocked") func blocked() {
      todo("Wait.", file: "/Lessons/1-Process/02-Join.swift", line: 9)
    }
  }

  @Suite(.serialized, .exercise("0.2")) struct NotStarted {
    @Test("The first") func first() { todo("Begin.") }
    @Test("The second") func second() { todo("Begin.") }
  }

  @Suite(.exercise("0.3", deadline: .seconds(60))) struct Endless {
    @Test func waits() { while true { pause() } }

    @Test func spins() { while true {} }

    @Test func waitsForDaemons() throws {
      for _ in 0..<3 {
        let child = try launch(Daemonizes(), name: "ChildProcess-1")
        waitpid(child, nil, 0)
      }
      while true { pause() }
    }

    @Test func waitsForChildren() throws {
      let child = try launch(Sleeper(), name: "ChildProcess-1")
      _ = try launch(Floods(), name: "ChildProcess-2")
      waitpid(child, nil, 0)
    }
  }

  @Suite(.serialized, .exercise("0.3")) struct Broken {
    @Test("The hard one", .holds(.signals)) func hard() {}
    @Test("The easy one") func easy() { #expect(numbers(1) == [2]) }
    @Test("The next one") func next() {}
  }

  @Suite(.serialized, .exercise("0.2")) struct Unordered {
    @Test("The hard one", .holds(.signals)) func hard() {}
    @Test("Easy 1") func easy1() { todo("Begin.") }
    @Test("Easy 2") func easy2() { todo("Begin.") }
    @Test("Easy 3") func easy3() { todo("Begin.") }
    @Test("Easy 4") func easy4() { todo("Begin.") }
  }

  @Suite(.exercise("0.4")) struct Working {
    @Test("The hard one", .holds(.signals)) func hard() { #expect(numbers(1) == [2]) }
    @Test("The easy one") func easy() {}
    @Test("One with a condition", .enabled(if: false)) func conditional() {}
  }

  @Suite(.serialized) struct Deadlines {
    @Suite(.exercise("0.5", deadline: .milliseconds(100))) struct Hurried {
      @Test("The hurried one", .holds(.signals)) func hurried() {}
    }

    @Suite(.exercise("0.5", deadline: .seconds(60))) struct Patient {
      // sleeps: so that the deadline of the other suite would be over.
      @Test("The patient one") func patient() { usleep(500_000) }
    }
  }

  @Suite(.exercise("0.4", deadline: .seconds(60))) struct Short {
    @Test(arguments: 0..<3) func passes(number: Int) throws {
      let child = try launch(Quick(), name: "ChildProcess-1")
      waitpid(child, nil, 0)
    }

    @Test func leaks() throws { _ = try launch(Sleeper(), name: "ChildProcess-1") }

    @Test func leaksDaemon() throws {
      let child = try launch(Daemonizes(), name: "ChildProcess-1")
      waitpid(child, nil, 0)
    }

    @Test func crashes() { print(numbers(0)[3]) }

    @Test func exits() { exit(0) }
  }
}

/// Starts a program with the given descriptors, by their numbers there.
func start(
  _ words: [String], variables: [String: String], descriptors: [CInt: Descriptor]
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (number, descriptor) in descriptors {
    posix_spawn_file_actions_adddup2(&actions, descriptor.number, number)
  }
  var environment: [UnsafeMutablePointer<CChar>?] = []
  var next = environ
  while let entry = next.pointee {
    environment.append(strdup(entry))
    next += 1
  }
  // What fixtures find is not to be kept among the real results.
  let reports = ["WORKBOOK_REPORTS": ReportFolder.ofPackage.root + "/.build/workbook-fixtures"]
  environment += variables.merging(reports) { mine, _ in mine }
    .map { strdup("\($0.key)=\($0.value)") }
  let arguments = words.map { strdup($0) }
  defer { for string in environment + arguments { free(string) } }
  var pid: pid_t = 0
  let error = posix_spawnp(&pid, words[0], &actions, nil, arguments + [nil], environment + [nil])
  guard error == 0 else { throw SystemError("posix_spawn", number: error) }
  return pid
}

/// The arguments that run the fixtures of a suite in a test process of their own.
func fixtureCommand(_ suite: String) throws -> [String] {
  let program = try #require(ProcessFiles.link("/proc/self/exe"))
  return [
    program, "--testing-library", "swift-testing", "--filter", "TraitFixtures/\(suite)",
    "--verbosity", "0",
  ]
}
#endif
