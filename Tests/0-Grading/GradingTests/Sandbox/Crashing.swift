#if Solutions
import Groundwork
import Testing

@testable import Grading

@Suite("Tests that crash say which signal it was, and where") struct Crashing {
  @Test("An index out of range")
  func outOfRange() async throws {
    let result = try await grade { print(numbers(0)[3]) }
    expectCrash(result, "Fatal error: Index out of range")
  }

  @Test("A nil that is unwrapped by force")
  func forceUnwrap() async throws {
    // swift-format-ignore: NeverForceUnwrap
    let result = try await grade { print(numbers(0).first!) }
    expectCrash(result, "Fatal error: Unexpectedly found nil")
  }

  @Test("An arithmetic overflow, which is a trap without words")
  func overflow() async throws {
    let result = try await grade { print(numbers(1)[0] + .max) }
    expectCrash(result, "Swift runtime failure: arithmetic overflow")
  }

  @Test("A fatalError")
  func fatal() async throws {
    let result = try await grade { fatalError("never \(numbers(1))") }
    expectCrash(result, "Fatal error: never [1]")
  }

  @Test("A call of abort")
  func abortCall() async throws {
    let result = try await grade { abort() }
    // The frames of the system's library lead nowhere.
    #expect(result.verdict == .crashed)
    #expect(result.message == "The test's process crashed: SIGABRT (abort).")
  }

  @Test("A stack that overflows")
  func stackOverflow() async throws {
    let result = try await grade { print(recurse(1)) }
    expectCrash(result, "SIGSEGV")
  }

  @Test("A SIGKILL to itself, which leaves no trace")
  func killItself() async throws {
    let result = try await grade { kill(getpid(), SIGKILL) }
    #expect(result.verdict == .crashed)
    #expect(result.message == "The test's process crashed: SIGKILL (killed).")
  }

  @Test("A crash in a child is told when the test fails")
  func childThatFails() async throws {
    let result = try await grade {
      let child = try launch(Crashes(), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
      #expect(WaitStatus(status) == WaitStatus(0))
    }
    #expect(result.verdict == .failed)
    #expect(
      result.message.contains("A child process crashed: Fatal error: Index out of range"),
      "\(result.message)")
    #expect(
      result.message.contains("at Tests/0-Grading/GradingTests/Sandbox/Crashing.swift:"),
      "\(result.message)")
  }

  @Test("A crash in a child that the test expects is none of the test")
  func childAsExpected() async throws {
    let result = try await grade {
      let child = try launch(Crashes(), name: "ChildProcess-1")
      var status: CInt = 0
      waitpid(child, &status, 0)
      #expect(WaitStatus(status).signal != nil)
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  private func expectCrash(
    _ result: TestResult, _ text: String, at place: SourceLocation = #_sourceLocation
  ) {
    #expect(result.verdict == .crashed, sourceLocation: place)
    #expect(result.message.contains(text), "\(result.message)", sourceLocation: place)
    #expect(
      result.message.contains("at Tests/0-Grading/GradingTests/Sandbox/Crashing.swift:"),
      "\(result.message)", sourceLocation: place)
  }
}

/// So many ones, where the compiler can't see how many.
@inline(never)
func numbers(_ count: Int) -> [Int] { Array(repeating: 1, count: count) }

@inline(never)
func recurse(_ number: Int) -> Int { number == 0 ? 0 : recurse(number + 1) + 1 }

struct Crashes: ProcessTarget {
  func run() throws { print(numbers(0)[3]) }
}
#endif
