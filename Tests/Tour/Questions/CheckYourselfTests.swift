#if Solutions
import Testing

/// The pages “Check yourself” say what the programs do.
@Suite("Check yourself") struct CheckYourself {
  @Test("Each question has choices, an answer, and a reason for each choice")
  func complete() throws {
    for question in try QuestionPage.all().flatMap(\.questions) {
      let letters = Set(question.choices.keys)
      #expect((3...4).contains(letters.count), "\(question)")
      #expect(Set(question.reasons.keys) == letters, "\(question)")
      #expect(!question.right.isEmpty && question.right.isStrictSubset(of: letters), "\(question)")
      for (letter, reason) in question.reasons {
        #expect(
          reason.hasPrefix("Right") == question.right.contains(letter),
          "\(question.name) \(letter): \(reason)")
      }
    }
  }

  @Test("Each question has its programs, and each program a question")
  func programs() throws {
    let asked = try QuestionPage.all().flatMap(\.questions).flatMap(programs(of:))
    #expect(Set(asked) == Set(questionPrograms.keys))
  }

  @Test("A program does what the right choice says, and no other one", arguments: names)
  func answer(name: String) throws {
    let question = try #require(
      try QuestionPage.all().flatMap(\.questions).first { name.hasPrefix($0.name) })
    let (outcome, errors) = try outcome(ofQuestion: name)
    if let letter = name.split(separator: " ").dropFirst().first {
      let expected = try #require(asked(by: question.sentence), "\(question.sentence)")
      #expect(
        expected(outcome) == question.right.contains(String(letter)),
        "\(name): \(outcome)\n\(errors)")
    } else {
      let right = question.choices.filter { QuestionOutcome(choice: $0.value) == outcome }
      #expect(Set(right.keys) == question.right, "\(name): \(outcome)\n\(errors)")
    }
  }

  private static let names = questionPrograms.keys.sorted()

  /// The program, or one for each choice.
  private func programs(of question: QuestionPage.Question) -> [String] {
    asked(by: question.sentence) == nil
      ? [question.name] : question.choices.keys.map { "\(question.name) \($0)" }
  }

  /// What a question asks about several programs; nil if it is about one.
  private func asked(by sentence: String) -> ((QuestionOutcome) -> Bool)? {
    if sentence.hasPrefix("Which of these hang") { return { $0.end == .hangs } }
    if sentence.hasPrefix("Which of these print"), sentence.contains("`") {
      return { $0 == QuestionOutcome(choice: sentence) }
    }
    return nil
  }
}
#endif
