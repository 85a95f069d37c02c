#if Solutions
import Groundwork
import Testing

@testable import Grading

@Suite("The verdict arrives whatever a test prints or closes") struct Printing {
  @Test("A hundred megabytes of output: the end is shown on failure")
  func flood() async throws {
    let result = try await grade {
      let line = [UInt8](repeating: UInt8(ascii: "x"), count: 99) + [UInt8(ascii: "\n")]
      let block = Array(repeatElement(line, count: 10_000).joined())
      for _ in 0..<100 { writeAll(block) }
      writeAll(Array("the last line\n".utf8))
      #expect(numbers(1) == [2])
    }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("It printed 100000014 bytes; the end:"))
    #expect(result.message.hasSuffix("x\nthe last line"))
    #expect(result.message.utf8.count < 10_000)
  }

  @Test("A hundred megabytes of output that passes: nothing is shown")
  func quietFlood() async throws {
    let result = try await grade {
      let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
      for _ in 0..<100 { writeAll(block) }
    }
    #expect(result.verdict == .passed)
    #expect(result.message == "")
  }

  @Test("A child that prints forever")
  func endlessChild() async throws {
    let result = try await grade { _ = try launch(Floods(), name: "ChildProcess-1") }
    #expect(result.verdict == .leaked, "\(result.message.prefix(500))")
  }

  @Test("What was printed before a crash is shown")
  func printedBeforeCrash() async throws {
    let result = try await grade {
      print("one line")
      kill(getpid(), SIGKILL)
    }
    #expect(result.message.hasSuffix("It printed:\none line"), "\(result.message)")
  }

  @Test("The standard streams are closed")
  func closedStreams() async throws {
    let result = try await grade {
      for number in 0...2 { close(CInt(number)) }
      print("nobody sees this")
      #expect(numbers(1) == [2])
    }
    #expect(result.verdict == .failed)
    #expect(
      result.message
        == "Expectation failed: (numbers(1) → [1]) == [2]\ninserted [1], removed [2]",
      "\(result.message)")
  }

  @Test("Every descriptor is closed, and a test passes")
  func closedAll() async throws {
    let result = try await grade {
      closeDescriptors()
    }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("Every descriptor is closed, and a test fails")
  func closedAllAndFailed() async throws {
    let result = try await grade {
      closeDescriptors()
      #expect(numbers(1) == [2], "because")
    }
    #expect(result.verdict == .failed)
    #expect(result.message.contains("(numbers(1) → [1]) == [2]\nbecause"), "\(result.message)")
  }

  @Test("Every descriptor is closed, and a test hangs")
  func closedAllAndHung() async throws {
    let result = try await grade(deadline: .seconds(1)) {
      closeDescriptors()
      while true { pause() }
    }
    #expect(result.verdict == .hung, "\(result.message)")
  }
}

/// Closes every descriptor but those of Dispatch, which traps when it finds one of its own closed.
func closeDescriptors() {
  for number in CInt(0)..<1024 where !Leftovers.belongsToRuntime(number) { close(number) }
}

/// Writes to standard output, past its buffer.
func writeAll(_ bytes: [UInt8]) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

struct Floods: ProcessTarget {
  func run() throws { while true { writeAll([UInt8](repeating: 120, count: 100_000)) } }
}
#endif
