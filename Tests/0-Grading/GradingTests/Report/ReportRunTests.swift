#if Solutions && DEBUG
import Foundation
import Testing
@testable import Grading

/// What a test process prints, seen from outside: this one, started again.
@Suite("A run of tests") struct ReportRunTests {
  private let swiftTesting = ["--testing-library", "swift-testing"]

  @Test("A filter that matches nothing fails, and says what there is")
  func noMatch() async throws {
    let run = try await startAgain(swiftTesting + ["--filter", "3-ExitStatsu"])
    #expect(run.status == 1)
    let text = Filter(arguments: ["--filter", "3-ExitStatsu"]).textForNoMatch(course: course)
    #expect(text.contains("Did you mean 03-ExitStatus?"))
    #expect(run.output == "\n" + text)
  }

  @Test("Tests that are not exercises get no report")
  func noReport() async throws {
    let run = try await startAgain(swiftTesting + ["--filter", "ReportRunTests/quietExample"])
    #expect(run.status == 0)
    #expect(run.output.contains("Test run with 1 test "))
    #expect(run.output.split(separator: "\n").count == 1, "\(run.output)")
  }

  @Test("An example that passes and prints nothing")
  func quietExample() {}

  @Test("Who asks for more gets it")
  func verbose() async throws {
    let run = try await startAgain(
      swiftTesting + ["--verbose", "--filter", "ReportRunTests/quietExample"])
    #expect(run.status == 0)
    #expect(run.output.contains("Testing Library Version"))
    #expect(run.output.contains("An example that passes and prints nothing"))
  }

  @Test("A debugger's run is one process, with the arguments that it was given")
  func inProcess() async throws {
    let run = try await startAgain(
      swiftTesting + ["--filter", "ReportRunTests/quietExample"], isInProcess: true)
    #expect(run.status == 0)
    // Not with --quiet, which takes another start.
    #expect(run.output.contains("An example that passes and prints nothing"))
  }

  @Test("XCTest, which has no tests, says nothing", arguments: [[], ["''"]])
  func xctest(arguments: [String]) async throws {
    let run = try await startAgain(arguments)
    #expect(run.status == 0)
    #expect(run.output == "")
  }

  @Test("A list of the tests is nothing but that")
  func list() async throws {
    let run = try await startAgain(swiftTesting + ["--list-tests"])
    #expect(run.status == 0)
    #expect(run.output.contains("GradingTests.ReportRunTests/list()\n"))
    #expect(!run.output.contains("\n\n"))
  }

  /// Starts this executable with other arguments, and collects all that it prints.
  private func startAgain(
    _ arguments: [String], isInProcess: Bool = false
  ) async throws -> (status: CInt, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
    process.environment?["WORKBOOK_IN_PROCESS"] = isInProcess ? "1" : nil
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    return await withCheckedContinuation { continuation in
      // Both calls block: not on a thread of the tests.
      Thread.detachNewThread {
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        continuation.resume(
          returning: (process.terminationStatus, String(decoding: bytes, as: UTF8.self)))
      }
    }
  }
}
#endif
