#if Solutions
import Groundwork
import Testing

@testable import Grading

@Suite("Failures arrive unchanged") struct Telling {
  @Test("Expectation, values, comment, difference and place")
  func everything() async throws {
    let judgement = try await gradeFully {
      let name = "Größe 🧵"
      #expect(name.count == 9, "counts \("characters")")
      #expect(numbers(2) == [1, 2])
    }
    let issues = judgement.issues
    try #require(issues.count == 2, "\(judgement.result.message)")
    #expect(
      issues[0].text
        == "Expectation failed: (name.count → 7) == 9\ncounts characters")
    #expect(
      issues[1].text
        == "Expectation failed: (numbers(2) → [1, 1]) == [1, 2]\n"
        + "inserted [1], removed [2]",
      """
      the difference has no public name: if Swift Testing has renamed it, mend `difference` in \
      Sandbox/SandboxedTest.swift
      """)
    let place = try #require(issues[0].place)
    #expect(place.filePath == #filePath)
    #expect(place.fileID == #fileID)
    #expect(place.line == #line - 19)
    #expect(place.column == 7)
    #expect(judgement.result.place == SourcePlace(file: #filePath, line: #line - 21))
  }

  @Test("Errors, missing errors, requirements and plain issues")
  func kinds() async throws {
    let judgement = try await gradeFully {
      #expect(throws: Oops.self) {}
      Issue.record("plain")
      Issue.record(Oops(), "an error")
      _ = try #require(numbers(0).first)
    }
    #expect(
      judgement.issues.map(\.text) == [
        "Expectation failed: an error was expected but none was thrown",
        "Issue recorded\nplain",
        "Caught error: oops\nan error",
        "Expectation failed: (numbers(0) → []).first → nil → nil",
      ])
  }

  @Test("What a helper throws is told in its own words, and not as an error of the answer")
  func helper() async throws {
    let thrown = try await gradeFully { throw TestFailure("nobody came") }
    #expect(thrown.issues.map(\.text) == ["nobody came"])
  }

  @Test("So is what it records")
  func helperRecords() async throws {
    let recorded = try await gradeFully { Issue.record(TestFailure("nobody came")) }
    #expect(recorded.issues.map(\.text) == ["nobody came"])
  }

  @Test("A negated value is told, and what was not looked at has no value")
  func negated() async throws {
    let judgement = try await gradeFully {
      let isEarly = numbers(1).count == 1
      #expect(!isEarly)
      #expect(numbers(1).isEmpty && !isEarly)
    }
    let texts = judgement.issues.map(\.text)
    #expect(texts.first == "Expectation failed: !(isEarly → true)")
    #expect(texts.allSatisfy { !$0.contains("not evaluated") }, "\(texts)")
  }

  @Test("A known issue does not count")
  func knownIssue() async throws {
    let result = try await grade { withKnownIssue { #expect(numbers(1) == [2]) } }
    #expect(result.verdict == .passed, "\(result.message)")
  }

  @Test("An expectation on another thread counts")
  func otherThread() async throws {
    let result = try await grade {
      let (reader, writer) = try Descriptor.pipe()
      try BackgroundThread {
        #expect(numbers(1) == [2])
        writer.close()
      }
      _ = try reader.waitUntilReadable(until: .never)
      reader.close()
    }
    #expect(result.verdict == .failed)
  }

  @Test("Three hundred failures, each with its own line")
  func many() async throws {
    let judgement = try await gradeFully {
      for number in 0..<300 { #expect(number < 0, "number \(number)") }
    }
    #expect(judgement.issues.count == 300)
    #expect(
      judgement.issues.last?.text == "Expectation failed: (number → 299) < 0\nnumber 299")
  }

  @Test("More failures than there is room for: the first are kept, the others counted")
  func tooMany() async throws {
    let judgement = try await gradeFully {
      let comment = String(repeating: "long ", count: 2_000)
      for number in 0..<1_000 { #expect(number < 0, "\(comment)") }
    }
    let kept = judgement.issues.count - 1
    #expect(kept > 100)
    #expect(
      judgement.issues.last?.text
        == "\(1_000 - kept) more failures were too many to keep.")
  }

  @Test("A failure as long as a book")
  func long() async throws {
    let judgement = try await gradeFully {
      Issue.record("\(String(repeating: "0123456789", count: 10_000))")
    }
    #expect(judgement.issues.first?.text.utf8.count == 100_000 + 15)
  }
}

struct Oops: Error, CustomStringConvertible {
  var description: String { "oops" }
}
#endif
