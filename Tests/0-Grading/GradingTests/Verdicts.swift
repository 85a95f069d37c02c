#if Solutions
  import Groundwork
  import Testing

  @testable import Grading

  @Suite struct Verdicts {
    @Test("A test whose expectations hold passes")
    func passes() async throws {
      let result = try await grade { #expect(Int("3") == 3) }
      #expect(result.verdict == .passed, "\(result.message)")
      #expect(result.message == "")
    }

    @Test("A failed expectation arrives with its text, values, comment and place")
    func fails() async throws {
      let judgement = try await gradeFully {
        let values = [1, 2, 3]
        #expect(values.contains(9), "because")
      }
      #expect(judgement.result.verdict == .failed)
      #expect(
        judgement.result.message == "Expectation failed: (values → [1, 2, 3]).contains(9)\nbecause")
    }

    @Test("A test that hits its own todo is not started")
    func notStarted() async throws {
      let result = try await grade {
        todo("Say hello.", file: "/Lessons/1-Process/3-ExitStatus.swift", line: 7)
      }
      #expect(result.verdict == .notStarted, "\(result.message)")
      #expect(result.todo?.goal == "Say hello.")
    }

    @Test("A test that reads what nobody writes is hung")
    func hungInRead() async throws {
      let result = try await grade(deadline: .seconds(1)) {
        var ends: [CInt] = [0, 0]
        pipe(&ends)
        var byte: UInt8 = 0
        read(ends[0], &byte, 1)
      }
      #expect(result.verdict == .hung)
      #expect(result.message.contains("blocked in reading descriptor"), "\(result.message)")
    }

    @Test("A force unwrap of nil crashes")
    func crashed() async throws {
      let result = try await grade {
        let numbers = [Int]()
        print(numbers[3])
      }
      #expect(result.verdict == .crashed)
      #expect(result.message.contains("Index out of range"), "\(result.message)")
      #expect(
        result.message.contains("at Tests/0-Grading/GradingTests/Verdicts.swift:"),
        "\(result.message)")
    }
  }
#endif
